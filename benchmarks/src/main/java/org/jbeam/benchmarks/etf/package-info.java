/** External terms: {@code etf-codec} against jinterface. */
package org.jbeam.benchmarks.etf;
