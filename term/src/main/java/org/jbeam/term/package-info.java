/** Erlang values: integers, floats, atoms, lists, tuples, maps, bitstrings, pids, refs, ports, funs. */
package org.jbeam.term;
