package org.jbeam.runtime.ops;

import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/**
 * Registers that hold a term or, unboxed, a small integer: two Java variables, of which the long counts when the term is null. So a loop
 * over integers
 * allocates nothing, and HotSpot drops the half that a loop never uses.
 */
public final class Longs {
    /** A result that is no value: the value, whatever it is, is in the process. */
    public static final long ESCAPE = Long.MIN_VALUE;

    private Longs() {}

    /** What a function with an unboxed result returns: the small integer, or {@link #ESCAPE}. */
    public static long result(Term term, long unboxed, ErlangProcess p) {
        return term == null && unboxed != ESCAPE ? unboxed : escape(box(term, unboxed), p);
    }

    /** What a function with an unboxed result returns for a term, or for the marker of a tail call. */
    public static long escape(Term term, ErlangProcess p) {
        if (term instanceof SmallInt s && s.value() != ESCAPE) {
            return s.value();
        }
        p.escape(term);
        return ESCAPE;
    }

    /** The term that an unboxed result stands for. */
    public static Term returned(long result, ErlangProcess p) {
        return result == ESCAPE ? p.takeEscaped() : SmallInt.of(result);
    }

    /** Is the value a small integer, boxed or not? */
    public static boolean isLong(Term term) {
        return term == null || term instanceof SmallInt;
    }

    /** The value of a register for which {@link #isLong} holds. */
    public static long value(Term term, long unboxed) {
        return term == null ? unboxed : ((SmallInt) term).value();
    }

    /** The value as a term. */
    public static Term box(Term term, long unboxed) {
        return term == null ? SmallInt.of(unboxed) : term;
    }

    /** What an argument becomes: null for a small integer, whose {@link #unboxed value} is kept beside. */
    public static Term unbox(Term term) {
        return term instanceof SmallInt ? null : term;
    }

    /** The value of a small integer; 0 for any other term. */
    public static long unboxed(Term term) {
        return term instanceof SmallInt s ? s.value() : 0;
    }

    /** Does the sum need more than 64 bits? */
    public static boolean addOverflows(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0;
    }

    /** Does the difference need more than 64 bits? */
    public static boolean subOverflows(long a, long b) {
        long difference = a - b;
        return ((a ^ b) & (a ^ difference)) < 0;
    }

    /** Does the product need more than 64 bits? */
    public static boolean mulOverflows(long a, long b) {
        return Math.multiplyHigh(a, b) != a * b >> 63;
    }

    /** Is this a divisor whose quotients and remainders are all plain? */
    public static boolean isBadDivisor(long b) {
        return b == 0 || b == -1;
    }

    /** Does a shift to the left by 0..63 need more than 64 bits? */
    public static boolean shiftOverflows(long a, long by) {
        return a << by >> by != a;
    }
}
