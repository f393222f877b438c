package org.jbeam.runtime.ops;

import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** Arithmetic in float registers. What is not finite is {@code badarith}. */
public final class FloatOps {
    private static final Atom BADARITH = Atom.of("badarith");

    private FloatOps() {}

    /** A number as a double; infinite when an integer is beyond all doubles, NaN for what is no number. */
    public static double toDouble(Term number) {
        return switch (number) {
            case FloatTerm f -> f.value();
            case SmallInt s -> s.value();
            case IntegerTerm n -> n.bigValue().doubleValue();
            default -> Double.NaN;
        };
    }

    /** {@code fconv}: a number as a double; raises {@code badarith}. */
    public static double convert(Term number, ErlangProcess p) {
        if (number instanceof FloatTerm f) {
            return f.value();
        }
        return finite(toDouble(number), p);
    }

    /** The value, if it is finite; raises {@code badarith}. */
    public static double finite(double value, ErlangProcess p) {
        if (Double.isFinite(value)) {
            return value;
        }
        throw ErlangException.error(p, BADARITH);
    }

    /** A quotient; raises {@code badarith}. */
    public static double divide(double a, double b, ErlangProcess p) {
        return finite(a / b, p);
    }
}
