package org.jbeam.beamformat;

/**
 * A set of possible kinds of a value, and for integers a range. The bits are this class's, whatever the version of the chunk.
 *
 * @param bits one or more of the constants here, or'ed
 * @param hasMin is {@code min} known? It speaks of the number, if the value is one.
 * @param min the least integer
 * @param hasMax is {@code max} known?
 * @param max the greatest integer
 * @param unit what a bit string's size is a multiple of, in bits, 1..256
 */
public record ValueType(int bits, boolean hasMin, long min, boolean hasMax, long max, int unit) {
    /** An atom. */
    public static final int ATOM = 1;
    /** A bit string. */
    public static final int BITSTRING = 1 << 1;
    /** A match context; releases that have no bit for it say {@link #BITSTRING}. */
    public static final int MATCH_CONTEXT = 1 << 2;
    /** A list cell. */
    public static final int CONS = 1 << 3;
    /** A float. */
    public static final int FLOAT = 1 << 4;
    /** A fun. */
    public static final int FUN = 1 << 5;
    /** An integer of any size. */
    public static final int INTEGER = 1 << 6;
    /** A map. */
    public static final int MAP = 1 << 7;
    /** The empty list. */
    public static final int NIL = 1 << 8;
    /** A process identifier. */
    public static final int PID = 1 << 9;
    /** A port. */
    public static final int PORT = 1 << 10;
    /** A reference. */
    public static final int REFERENCE = 1 << 11;
    /** A tuple. */
    public static final int TUPLE = 1 << 12;
    /** All of them. */
    public static final int ANY = (1 << 13) - 1;

    /** Nothing is known. */
    public static final ValueType ANY_VALUE = new ValueType(ANY, false, 0, false, 0, 1);

    /** Can the value only be of these kinds? */
    public boolean isOnly(int kinds) {
        return bits != 0 && (bits & ~kinds) == 0;
    }

    /** Can the value be of one of these kinds? */
    public boolean mayBe(int kinds) {
        return (bits & kinds) != 0;
    }

    /** Is it an integer with both bounds known? */
    public boolean isBoundedInteger() {
        return bits == INTEGER && hasMin && hasMax;
    }
}
