/** Per-process memory: accounting, policy, limits. */
module org.jbeam.gc {
    requires transitive org.jbeam.term;
    exports org.jbeam.gc;
}
