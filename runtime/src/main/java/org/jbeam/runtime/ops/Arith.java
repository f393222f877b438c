package org.jbeam.runtime.ops;

import java.math.BigInteger;
import org.jbeam.runtime.IntegerLimits;
import org.jbeam.term.BigInt;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/**
 * Arithmetic on terms. Null means {@code badarith}, or {@code system_limit} where both operands are fit: {@link org.jbeam.runtime.GuardFailure} tells
 * which. The first lines of each method are the case of two small integers, short enough to be inlined.
 */
public final class Arith {
    private Arith() {}

    /** {@code A + B}. */
    public static Term add(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            long sum = x.value() + y.value();
            if (((x.value() ^ sum) & (y.value() ^ sum)) >= 0) {
                return SmallInt.of(sum);
            }
        }
        return slowAdd(a, b);
    }

    /** {@code A + B} for a constant. */
    public static Term add(Term a, long b) {
        if (a instanceof SmallInt x) {
            long sum = x.value() + b;
            if (((x.value() ^ sum) & (b ^ sum)) >= 0) {
                return SmallInt.of(sum);
            }
        }
        return slowAdd(a, SmallInt.of(b));
    }

    private static Term slowAdd(Term a, Term b) {
        if (a instanceof IntegerTerm x && b instanceof IntegerTerm y) {
            return big(x.bigValue().add(y.bigValue()));
        }
        return real(FloatOps.toDouble(a) + FloatOps.toDouble(b));
    }

    /** {@code A - B}. */
    public static Term sub(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            long difference = x.value() - y.value();
            if (((x.value() ^ y.value()) & (x.value() ^ difference)) >= 0) {
                return SmallInt.of(difference);
            }
        }
        return slowSub(a, b);
    }

    /** {@code A - B} for a constant. */
    public static Term sub(Term a, long b) {
        if (a instanceof SmallInt x) {
            long difference = x.value() - b;
            if (((x.value() ^ b) & (x.value() ^ difference)) >= 0) {
                return SmallInt.of(difference);
            }
        }
        return slowSub(a, SmallInt.of(b));
    }

    private static Term slowSub(Term a, Term b) {
        if (a instanceof IntegerTerm x && b instanceof IntegerTerm y) {
            return big(x.bigValue().subtract(y.bigValue()));
        }
        return real(FloatOps.toDouble(a) - FloatOps.toDouble(b));
    }

    /** {@code A * B}. */
    public static Term mul(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            long low = x.value() * y.value();
            if (Math.multiplyHigh(x.value(), y.value()) == low >> 63) {
                return SmallInt.of(low);
            }
        }
        return slowMul(a, b);
    }

    /** {@code A * B} for a constant. */
    public static Term mul(Term a, long b) {
        if (a instanceof SmallInt x) {
            long low = x.value() * b;
            if (Math.multiplyHigh(x.value(), b) == low >> 63) {
                return SmallInt.of(low);
            }
        }
        return slowMul(a, SmallInt.of(b));
    }

    private static Term slowMul(Term a, Term b) {
        if (a instanceof IntegerTerm x && b instanceof IntegerTerm y) {
            BigInteger m = x.bigValue();
            BigInteger n = y.bigValue();
            return (long) m.bitLength() + n.bitLength() > IntegerLimits.MAX_BITS + 1 ? null : big(m.multiply(n));
        }
        return real(FloatOps.toDouble(a) * FloatOps.toDouble(b));
    }

    /** {@code A / B}: both become floats first. */
    public static Term divide(Term a, Term b) {
        double divisor = FloatOps.toDouble(b);
        return Double.isFinite(divisor) ? real(FloatOps.toDouble(a) / divisor) : null;
    }

    /** A number that is not finite is an error: it came of no number, of an integer beyond all floats, or of overflow. */
    private static Term real(double value) {
        return Double.isFinite(value) ? FloatTerm.of(value) : null;
    }

    private static Term big(BigInteger value) {
        return IntegerLimits.isExceededBy(value) ? null : IntegerTerm.of(value);
    }

    /** {@code A div B}. */
    public static Term div(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y && y.value() != 0 && y.value() != -1) {
            return SmallInt.of(x.value() / y.value());
        }
        if (a instanceof IntegerTerm x && b instanceof IntegerTerm y && y.signum() != 0) {
            return big(x.bigValue().divide(y.bigValue()));
        }
        return null;
    }

    /** {@code A div B} for a constant. */
    public static Term div(Term a, long b) {
        if (a instanceof SmallInt x && b > 0) {
            return SmallInt.of(x.value() / b);
        }
        return div(a, SmallInt.of(b));
    }

    /** {@code A rem B}. */
    public static Term rem(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y && y.value() != 0) {
            return SmallInt.of(x.value() % y.value());
        }
        if (a instanceof IntegerTerm x && b instanceof IntegerTerm y && y.signum() != 0) {
            return big(x.bigValue().remainder(y.bigValue()));
        }
        return null;
    }

    /** {@code A rem B} for a constant. */
    public static Term rem(Term a, long b) {
        if (a instanceof SmallInt x && b != 0) {
            return SmallInt.of(x.value() % b);
        }
        return rem(a, SmallInt.of(b));
    }

    /** {@code A band B}. */
    public static Term band(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return SmallInt.of(x.value() & y.value());
        }
        return a instanceof IntegerTerm x && b instanceof IntegerTerm y ? big(x.bigValue().and(y.bigValue())) : null;
    }

    /** {@code A band B} for a constant. */
    public static Term band(Term a, long b) {
        if (a instanceof SmallInt x) {
            return SmallInt.of(x.value() & b);
        }
        return band(a, SmallInt.of(b));
    }

    /** {@code A bor B}. */
    public static Term bor(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return SmallInt.of(x.value() | y.value());
        }
        return a instanceof IntegerTerm x && b instanceof IntegerTerm y ? big(x.bigValue().or(y.bigValue())) : null;
    }

    /** {@code A bxor B}. */
    public static Term bxor(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return SmallInt.of(x.value() ^ y.value());
        }
        return a instanceof IntegerTerm x && b instanceof IntegerTerm y ? big(x.bigValue().xor(y.bigValue())) : null;
    }

    /** {@code bnot A}. */
    public static Term bnot(Term a) {
        if (a instanceof SmallInt x) {
            return SmallInt.of(~x.value());
        }
        return a instanceof IntegerTerm x ? big(x.bigValue().not()) : null;
    }

    /** {@code A bsl B}. */
    public static Term bsl(Term a, Term b) {
        if (b instanceof SmallInt y) {
            return bsl(a, y.value());
        }
        return b instanceof BigInt y ? farShift(a, y.signum() > 0) : null;
    }

    /** {@code A bsl B} for a constant. */
    public static Term bsl(Term a, long b) {
        if (a instanceof SmallInt x && b >= 0 && b < 64) {
            long shifted = x.value() << b;
            if (shifted >> b == x.value()) {
                return SmallInt.of(shifted);
            }
        }
        return shift(a, b, true);
    }

    /** {@code A bsr B}. */
    public static Term bsr(Term a, Term b) {
        if (b instanceof SmallInt y) {
            return bsr(a, y.value());
        }
        return b instanceof BigInt y ? farShift(a, y.signum() < 0) : null;
    }

    /** {@code A bsr B} for a constant. */
    public static Term bsr(Term a, long b) {
        if (a instanceof SmallInt x && b >= 0) {
            return SmallInt.of(x.value() >> Math.min(b, 63));
        }
        return shift(a, b, false);
    }

    private static Term shift(Term a, long by, boolean left) {
        if (!(a instanceof IntegerTerm x)) {
            return null;
        }
        boolean up = left == by > 0;
        if (by == Long.MIN_VALUE || Math.abs(by) > IntegerLimits.MAX_BITS) {
            return farShift(a, up);
        }
        BigInteger value = x.bigValue();
        if (up && value.signum() != 0 && value.bitLength() + Math.abs(by) > IntegerLimits.MAX_BITS) {
            return null;
        }
        return big(up ? value.shiftLeft((int) Math.abs(by)) : value.shiftRight((int) Math.abs(by)));
    }

    /** A shift by more than any integer has bits. */
    private static Term farShift(Term a, boolean up) {
        if (!(a instanceof IntegerTerm x)) {
            return null;
        }
        if (up) {
            return x.signum() == 0 ? a : null;
        }
        return SmallInt.of(x.signum() < 0 ? -1 : 0);
    }

    /** {@code -A}. */
    public static Term negate(Term a) {
        if (a instanceof FloatTerm f) {
            return FloatTerm.of(-f.value());
        }
        return a instanceof IntegerTerm ? sub(SmallInt.ZERO, a) : null;
    }

    /** {@code +A}. */
    public static Term plus(Term a) {
        return Compare.isNumber(a) ? a : null;
    }
}
