/** The bit syntax beside code written by hand. */
package org.jbeam.benchmarks.bitsyntax;
