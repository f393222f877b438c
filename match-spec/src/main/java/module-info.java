/** Match specifications: parser, PAM compiler, engine. */
module org.jbeam.matchspec {
    requires transitive org.jbeam.term;
    exports org.jbeam.matchspec;
}
