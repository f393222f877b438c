package org.jbeam.natives;

import java.lang.foreign.MemorySegment;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ops.FloatOps;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** Module math: the functions of the C library. A result that is not finite is {@code badarith}. */
@BifModule("math")
public final class MathBifs {
    private MathBifs() {}

    /** An integer that no float can hold is a fault of arithmetic. */
    private static double number(Term term) {
        if (term instanceof FloatTerm f) {
            return f.value();
        }
        if (term instanceof SmallInt n) {
            return n.value();
        }
        if (term instanceof IntegerTerm n) {
            return finite(FloatOps.toDouble(n));
        }
        throw BifException.badarg();
    }

    private static Term call(MemorySegment function, Term x) {
        return result(LibM.call(function, number(x)));
    }

    private static double finite(double x) {
        if (Double.isInfinite(x)) {
            throw BifException.badarith();
        }
        return x;
    }

    private static Term result(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw BifException.badarith();
        }
        return FloatTerm.of(value);
    }

    /** {@code sin(X)}. */
    @Bif
    public static Term sin(Term x) {
        return call(LibM.SIN, x);
    }

    /** {@code cos(X)}. */
    @Bif
    public static Term cos(Term x) {
        return call(LibM.COS, x);
    }

    /** {@code tan(X)}. */
    @Bif
    public static Term tan(Term x) {
        return call(LibM.TAN, x);
    }

    /** {@code asin(X)}. */
    @Bif
    public static Term asin(Term x) {
        return call(LibM.ASIN, x);
    }

    /** {@code acos(X)}. */
    @Bif
    public static Term acos(Term x) {
        return call(LibM.ACOS, x);
    }

    /** {@code atan(X)}. */
    @Bif
    public static Term atan(Term x) {
        return call(LibM.ATAN, x);
    }

    /** {@code atan2(Y, X)}. */
    @Bif
    public static Term atan2(Term y, Term x) {
        return result(LibM.call(LibM.ATAN2, number(y), number(x)));
    }

    /** {@code sinh(X)}. */
    @Bif
    public static Term sinh(Term x) {
        return call(LibM.SINH, x);
    }

    /** {@code cosh(X)}. */
    @Bif
    public static Term cosh(Term x) {
        return call(LibM.COSH, x);
    }

    /** {@code tanh(X)}. */
    @Bif
    public static Term tanh(Term x) {
        return call(LibM.TANH, x);
    }

    /** {@code asinh(X)}. */
    @Bif
    public static Term asinh(Term x) {
        return call(LibM.ASINH, x);
    }

    /** {@code acosh(X)}. */
    @Bif
    public static Term acosh(Term x) {
        return call(LibM.ACOSH, x);
    }

    /** {@code atanh(X)}. */
    @Bif
    public static Term atanh(Term x) {
        return call(LibM.ATANH, x);
    }

    /** {@code erf(X)}. */
    @Bif
    public static Term erf(Term x) {
        return call(LibM.ERF, x);
    }

    /** {@code erfc(X)}. */
    @Bif
    public static Term erfc(Term x) {
        return call(LibM.ERFC, x);
    }

    /** {@code exp(X)}. */
    @Bif
    public static Term exp(Term x) {
        return call(LibM.EXP, x);
    }

    /** {@code log(X)}. */
    @Bif
    public static Term log(Term x) {
        return call(LibM.LOG, x);
    }

    /** {@code log2(X)}: exact for powers of two. */
    @Bif
    public static Term log2(Term x) {
        return call(LibM.LOG2, x);
    }

    /** {@code log10(X)}. */
    @Bif
    public static Term log10(Term x) {
        return call(LibM.LOG10, x);
    }

    /** {@code sqrt(X)}. */
    @Bif
    public static Term sqrt(Term x) {
        return result(Math.sqrt(number(x)));
    }

    /** {@code ceil(X)}, a float. */
    @Bif
    public static Term ceil(Term x) {
        return result(Math.ceil(number(x)));
    }

    /** {@code floor(X)}, a float. */
    @Bif
    public static Term floor(Term x) {
        return result(Math.floor(number(x)));
    }

    /** {@code pow(X, Y)}. */
    @Bif
    public static Term pow(Term x, Term y) {
        return result(LibM.call(LibM.POW, number(x), number(y)));
    }

    /** {@code fmod(X, Y)}. */
    @Bif
    public static Term fmod(Term x, Term y) {
        return result(number(x) % number(y));
    }
}
