/** Bit-level matching and building over byte arrays. */
module org.jbeam.bitsyntax {
    exports org.jbeam.bitsyntax;
}
