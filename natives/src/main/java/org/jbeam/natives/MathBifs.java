package org.jbeam.natives;

import java.util.function.DoubleUnaryOperator;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ops.FloatOps;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** Module math. A result that is not finite is {@code badarith}. */
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

    private static Term apply(Term x, DoubleUnaryOperator f) {
        return result(f.applyAsDouble(number(x)));
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
        return apply(x, AccurateMath::sin);
    }

    /** {@code cos(X)}. */
    @Bif
    public static Term cos(Term x) {
        return apply(x, AccurateMath::cos);
    }

    /** {@code tan(X)}. */
    @Bif
    public static Term tan(Term x) {
        return apply(x, AccurateMath::tan);
    }

    /** {@code asin(X)}. */
    @Bif
    public static Term asin(Term x) {
        return apply(x, AccurateMath::asin);
    }

    /** {@code acos(X)}. */
    @Bif
    public static Term acos(Term x) {
        return apply(x, AccurateMath::acos);
    }

    /** {@code atan(X)}. */
    @Bif
    public static Term atan(Term x) {
        return apply(x, AccurateMath::atan);
    }

    /** {@code atan2(Y, X)}. */
    @Bif
    public static Term atan2(Term y, Term x) {
        return result(AccurateMath.atan2(number(y), number(x)));
    }

    /** {@code sinh(X)}. */
    @Bif
    public static Term sinh(Term x) {
        return apply(x, SpecialFunctions::sinh);
    }

    /** {@code cosh(X)}. */
    @Bif
    public static Term cosh(Term x) {
        return apply(x, SpecialFunctions::cosh);
    }

    /** {@code tanh(X)}. */
    @Bif
    public static Term tanh(Term x) {
        return apply(x, SpecialFunctions::tanh);
    }

    /** {@code asinh(X)}. */
    @Bif
    public static Term asinh(Term x) {
        return apply(x, SpecialFunctions::asinh);
    }

    /** {@code acosh(X)}. */
    @Bif
    public static Term acosh(Term x) {
        return apply(x, SpecialFunctions::acosh);
    }

    /** {@code atanh(X)}. */
    @Bif
    public static Term atanh(Term x) {
        return apply(x, SpecialFunctions::atanh);
    }

    /** {@code erf(X)}. */
    @Bif
    public static Term erf(Term x) {
        return apply(x, SpecialFunctions::erf);
    }

    /** {@code erfc(X)}. */
    @Bif
    public static Term erfc(Term x) {
        return apply(x, SpecialFunctions::erfc);
    }

    /** {@code exp(X)}. */
    @Bif
    public static Term exp(Term x) {
        return apply(x, AccurateMath::exp);
    }

    /** {@code log(X)}. */
    @Bif
    public static Term log(Term x) {
        return apply(x, AccurateMath::log);
    }

    /** {@code log2(X)}: exact for powers of two. */
    @Bif
    public static Term log2(Term x) {
        return apply(x, AccurateMath::log2);
    }

    /** {@code log10(X)}. */
    @Bif
    public static Term log10(Term x) {
        return apply(x, AccurateMath::log10);
    }

    /** {@code sqrt(X)}. */
    @Bif
    public static Term sqrt(Term x) {
        return apply(x, Math::sqrt);
    }

    /** {@code ceil(X)}, a float. */
    @Bif
    public static Term ceil(Term x) {
        return apply(x, Math::ceil);
    }

    /** {@code floor(X)}, a float. */
    @Bif
    public static Term floor(Term x) {
        return apply(x, Math::floor);
    }

    /** {@code pow(X, Y)}. */
    @Bif
    public static Term pow(Term x, Term y) {
        return result(Math.pow(number(x), number(y)));
    }

    /** {@code fmod(X, Y)}. */
    @Bif
    public static Term fmod(Term x, Term y) {
        return result(number(x) % number(y));
    }
}
