package org.jbeam.ets;

import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.TermHash;

/** The hash that places objects in buckets, equal to OTP's so that walks come in OTP's order. */
final class EtsHash {
    private static final int MASK = 0x7fffffff;
    private static final int GOLDEN = 0x9e3779b9;
    /** What the hash starts from: no salt. */
    private static final int START = (int) 3432918353L;

    private static final int KNOWN_BITS = 16;
    /** Hashes of small integers, the commonest keys, as they become known; mixing takes longer than all the rest of a look-up. */
    private static final int[] KNOWN = new int[1 << KNOWN_BITS];

    private EtsHash() {}

    /** 0..2<sup>31</sup>-1. */
    static int of(Term key) {
        if (key instanceof SmallInt n) {
            long value = n.value();
            if (value >>> KNOWN_BITS == 0) {
                int known = KNOWN[(int) value];
                return known != 0 ? known : learned((int) value);
            }
            if (value << 4 >> 4 == value) {
                return ofWord(value << 4 | 15) & MASK;
            }
        } else if (key instanceof Atom atom) {
            return atom.nameHash() & MASK;
        }
        return TermHash.internal(key, 0) & MASK;
    }

    private static int learned(int value) {
        return KNOWN[value] = ofWord((long) value << 4 | 15) & MASK;
    }

    /** Jenkins' mix of the two halves of OTP's machine word for a small integer. */
    private static int ofWord(long word) {
        int a = GOLDEN + (int) word;
        int b = GOLDEN + (int) (word >>> 32);
        int c = START;
        a = a - b - c ^ c >>> 13;
        b = b - c - a ^ a << 8;
        c = c - a - b ^ b >>> 13;
        a = a - b - c ^ c >>> 12;
        b = b - c - a ^ a << 16;
        c = c - a - b ^ b >>> 5;
        a = a - b - c ^ c >>> 3;
        b = b - c - a ^ a << 10;
        return c - a - b ^ b >>> 15;
    }
}
