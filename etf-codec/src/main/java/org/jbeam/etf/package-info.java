/** Erlang external term format, both ways. */
package org.jbeam.etf;
