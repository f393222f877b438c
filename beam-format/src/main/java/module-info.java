/** BEAM files: read, write, disassemble. */
module org.jbeam.beamformat {
    requires transitive org.jbeam.etf;
    requires org.apache.commons.compress;

    exports org.jbeam.beamformat;
}
