/** Erlang term storage: set, bag, duplicate_bag and ordered_set tables. */
module org.jbeam.ets {
    requires transitive org.jbeam.matchspec;
    exports org.jbeam.ets;
}
