/** Erlang values: integers, floats, atoms, lists, tuples, maps, bitstrings, pids, refs, ports, funs. */
module org.jbeam.term {
    exports org.jbeam.term;
}
