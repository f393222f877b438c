package org.jbeam.runtime.ops;

import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.Fun;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/** Comparisons and type tests that are more than one Java instruction. */
public final class Compare {
    private Compare() {}

    /** {@code A < B}. */
    public static boolean less(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return x.value() < y.value();
        }
        return Terms.compare(a, b) < 0;
    }

    /** {@code A < B} for a constant. */
    public static boolean less(Term a, long b) {
        if (a instanceof SmallInt x) {
            return x.value() < b;
        }
        return Terms.compare(a, SmallInt.of(b)) < 0;
    }

    /** {@code A < B} for a constant. */
    public static boolean less(long a, Term b) {
        if (b instanceof SmallInt y) {
            return a < y.value();
        }
        return Terms.compare(SmallInt.of(a), b) < 0;
    }

    /** {@code A =:= B} for a constant. */
    public static boolean isLong(Term a, long b) {
        return a instanceof SmallInt x && x.value() == b;
    }

    /** {@code is_number/1}. */
    public static boolean isNumber(Term a) {
        return a instanceof IntegerTerm || a instanceof FloatTerm;
    }

    /** {@code is_binary/1}. */
    public static boolean isBinary(Term a) {
        return a instanceof Bitstring b && b.isBinary();
    }

    /** {@code is_boolean/1}. */
    public static boolean isBoolean(Term a) {
        return a == Atom.TRUE || a == Atom.FALSE;
    }

    /** {@code is_function/2} as a test: an arity that is none fails it. */
    public static boolean isFunction(Term a, Term arity) {
        return a instanceof Fun f && arity instanceof SmallInt n && n.value() == f.arity();
    }
}
