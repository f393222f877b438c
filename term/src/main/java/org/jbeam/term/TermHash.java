package org.jbeam.term;

/** Erlang's own hashes, bit for bit those of OTP 25. Iterative, at a cost linear in the term's size. */
public final class TermHash {
    private TermHash() {}

    /** hashpjw of an atom's name: over its UTF-8 bytes, with the two bytes of a Latin-1 character folded to one. */
    static int atomName(String name) {
        int h = 0;
        for (int i = 0; i < name.length(); i++) {
            h = h * 31 + name.charAt(i);
        }
        return h;
    }

    /** {@code erlang:phash2(Term)}: 0..2<sup>27</sup>-1. */
    public static int phash2(Term term) {
        throw new IllegalStateException();
    }

    /** {@code erlang:phash2(Term, 1 bsl 32)}, as an unsigned 32-bit value. */
    public static int phash2Full(Term term) {
        throw new IllegalStateException();
    }

    /** The 32 bits that {@code erlang:phash/2} takes modulo its range. */
    public static int phash(Term term) {
        throw new IllegalStateException();
    }

    /** The hash that orders maps of more than 32 keys; atoms by their index. */
    public static int internal(Term term, int salt) {
        throw new IllegalStateException();
    }
}
