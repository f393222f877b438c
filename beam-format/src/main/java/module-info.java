/** BEAM files: read, write, disassemble. */
module org.jbeam.beamformat {
    requires transitive org.jbeam.etf;
    exports org.jbeam.beamformat;
}
