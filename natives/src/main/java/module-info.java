/** The BIFs, built-in NIFs and port drivers. */
module org.jbeam.natives {
    requires transitive org.jbeam.runtime;
    requires org.jbeam.gc;
    requires java.management;
    requires jdk.unsupported;

    exports org.jbeam.natives;
}
