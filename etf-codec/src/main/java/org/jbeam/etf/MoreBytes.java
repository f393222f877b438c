package org.jbeam.etf;

/** Says, inside this package, that a term goes on behind the bytes that are there. Without a stack, as it is nobody's error. */
final class MoreBytes extends RuntimeException {
    static final MoreBytes NEEDED = new MoreBytes();

    private static final long serialVersionUID = 1L;

    private MoreBytes() {
        super("more bytes needed", null, false, false);
    }
}
