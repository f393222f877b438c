/** What running Erlang code needs: processes, signals, exceptions, code and export tables, ports, BIF registry. */
module org.jbeam.runtime {
    requires java.management;
    requires jdk.management;
    requires static jdk.jfr;
    requires transitive org.jbeam.scheduler;
    requires transitive org.jbeam.gc;
    requires transitive org.jbeam.ets;
    requires transitive org.jbeam.bitsyntax;
    requires transitive org.jbeam.etf;
    exports org.jbeam.runtime;
    exports org.jbeam.runtime.ops;
}
