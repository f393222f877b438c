/**
 * Erlang's external term format, both ways: {@link org.jbeam.etf.EtfEncoder} and {@link org.jbeam.etf.EtfDecoder}.
 *
 * <p>Source: OTP documentation, "External Term Format" (erl_ext_dist).
 */
package org.jbeam.etf;
