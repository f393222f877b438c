/** Erlang external term format, both ways. */
module org.jbeam.etf {
    requires transitive org.jbeam.term;
    exports org.jbeam.etf;
}
