/** Wires the parts into a VM: the jbeam command and the embedding API. */
module org.jbeam.vm {
    requires transitive org.jbeam.translator;
    requires transitive org.jbeam.natives;
    requires org.apache.commons.compress;

    exports org.jbeam.vm;
}
