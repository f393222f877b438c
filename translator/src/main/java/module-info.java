/** Translates BEAM code to JVM classes. */
module org.jbeam.translator {
    requires transitive org.jbeam.beamformat;
    requires transitive org.jbeam.runtime;
    exports org.jbeam.translator;
}
