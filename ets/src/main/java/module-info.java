/** Erlang term storage: set, bag, duplicate_bag and ordered_set tables. */
module org.jbeam.ets {
    requires transitive org.jbeam.matchspec;
    requires org.jbeam.etf;
    exports org.jbeam.ets;
}
