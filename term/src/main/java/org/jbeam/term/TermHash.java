package org.jbeam.term;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** Erlang's own hashes, bit for bit those of OTP 25. Iterative, at a cost linear in the term's size. */
public final class TermHash {
    private static final int RANGE_27 = (1 << 27) - 1;
    private static final int INTERNAL_SEED = (int) 3432918353L;

    private TermHash() {}

    /** hashpjw of an atom's name: over its UTF-8 bytes, with the two bytes of a Latin-1 character folded to one. */
    static int atomName(String name) {
        int h = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < 256) {
                h = shiftIn(h, c);
            } else {
                int codePoint = name.codePointAt(i);
                i += Character.charCount(codePoint) - 1;
                for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                    h = shiftIn(h, b & 0xff);
                }
            }
        }
        return h;
    }

    private static int shiftIn(int hash, int value) {
        int h = (hash << 4) + value;
        int high = h & 0xf0000000;
        return high != 0 ? h ^ high >>> 24 ^ high : h;
    }

    /** {@code erlang:phash2(Term)}: 0..2<sup>27</sup>-1. */
    public static int phash2(Term term) {
        return phash2Full(term) & RANGE_27;
    }

    /** {@code erlang:phash2(Term, 1 bsl 32)}, as an unsigned 32-bit value. */
    public static int phash2Full(Term term) {
        return term instanceof Atom atom ? atom.nameHash() : new PortableHash().of(term, 0);
    }

    /** As {@link #phash2(Term)}; {@code work} is told in the end how many cells, elements and eights of bytes there were, if any. */
    public static int phash2(Term term, IntConsumer work) {
        return phash2Full(term, work) & RANGE_27;
    }

    /** As {@link #phash2Full(Term)}, with {@code work} as in {@link #phash2(Term, IntConsumer)}. */
    public static int phash2Full(Term term, IntConsumer work) {
        if (term instanceof Atom atom) {
            return atom.nameHash();
        }
        PortableHash walk = new PortableHash();
        int hash = walk.of(term, 0);
        work.accept(walk.work());
        return hash;
    }

    /** The 32 bits that {@code erlang:phash/2} takes modulo its range. */
    public static int phash(Term term) {
        return new OldHash().of(term);
    }

    /** The hash that orders maps of more than 32 keys; atoms by their index. */
    public static int internal(Term term, int salt) {
        int hash = salt ^ INTERNAL_SEED;
        if (term instanceof Atom atom) {
            return InternalHash.atom(hash, atom);
        }
        return term instanceof SmallInt small ? InternalHash.small(hash, small.value()) : new InternalHash().of(term, hash);
    }

    /** The salt of the internal hash at this depth of a trie, which is its level divided by 8. */
    static int salt(int depth) {
        return depth == 0 ? 0 : JenkinsMix.add(0, depth, 1, 22);
    }
}
