package org.jbeam.runtime.ops;

import java.math.BigInteger;
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

    private static final double WORD = 0x1p64;
    private static final int MOST_WORDS = 17;

    private FloatOps() {}

    /** Word by word from the top, as OTP does it: where a word is rounded on its own, the last bit is another one than with one rounding. */
    private static double ofWords(BigInteger number) {
        BigInteger rest = number.abs();
        int words = (rest.bitLength() + Long.SIZE - 1) / Long.SIZE;
        if (words > MOST_WORDS) {
            return number.signum() * Double.POSITIVE_INFINITY;
        }
        double value = 0;
        for (int i = words - 1; i >= 0; i--) {
            long word = rest.shiftRight(i * Long.SIZE).longValue();
            value = value * WORD + (word >= 0 ? (double) word : (double) (word >>> 1 | word & 1) * 2);
        }
        return number.signum() * value;
    }

    /** A number as a double; infinite when an integer is beyond all doubles, NaN for what is no number. */
    public static double toDouble(Term number) {
        return switch (number) {
            case FloatTerm f -> f.value();
            case SmallInt s -> s.value();
            case IntegerTerm n -> ofWords(n.bigValue());
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
