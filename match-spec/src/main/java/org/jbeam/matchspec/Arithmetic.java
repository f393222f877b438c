package org.jbeam.matchspec;

import java.math.BigInteger;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** Erlang's arithmetic as match specifications need it. Each method returns null where Erlang raises an exception. */
final class Arithmetic {
    /** The most bits of an integer: 2<sup>19</sup>-1 words of 64 bits. */
    private static final long MAX_BITS = ((1L << 19) - 1) * 64;

    private Arithmetic() {}

    static Term add(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            long sum = x.value() + y.value();
            if (((x.value() ^ sum) & (y.value() ^ sum)) >= 0) {
                return SmallInt.of(sum);
            }
        }
        if (a instanceof IntegerTerm x && b instanceof IntegerTerm y) {
            return limited(x.bigValue().add(y.bigValue()));
        }
        return numbers(a, b) ? finite(toDouble(a) + toDouble(b)) : null;
    }

    static Term subtract(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            long difference = x.value() - y.value();
            if (((x.value() ^ y.value()) & (x.value() ^ difference)) >= 0) {
                return SmallInt.of(difference);
            }
        }
        if (a instanceof IntegerTerm x && b instanceof IntegerTerm y) {
            return limited(x.bigValue().subtract(y.bigValue()));
        }
        return numbers(a, b) ? finite(toDouble(a) - toDouble(b)) : null;
    }

    static Term multiply(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            long high = Math.multiplyHigh(x.value(), y.value());
            long low = x.value() * y.value();
            if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
                return SmallInt.of(low);
            }
        }
        if (a instanceof IntegerTerm x && b instanceof IntegerTerm y) {
            return limited(x.bigValue().multiply(y.bigValue()));
        }
        return numbers(a, b) ? finite(toDouble(a) * toDouble(b)) : null;
    }

    static Term divide(Term a, Term b) {
        if (!numbers(a, b)) {
            return null;
        }
        double divisor = toDouble(b);
        return divisor == 0 ? null : finite(toDouble(a) / divisor);
    }

    static Term div(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y && y.value() != 0 && y.value() != -1) {
            return SmallInt.of(x.value() / y.value());
        }
        return a instanceof IntegerTerm x && b instanceof IntegerTerm y && y.signum() != 0
                ? IntegerTerm.of(x.bigValue().divide(y.bigValue())) : null;
    }

    static Term rem(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y && y.value() != 0) {
            return SmallInt.of(y.value() == -1 ? 0 : x.value() % y.value());
        }
        return a instanceof IntegerTerm x && b instanceof IntegerTerm y && y.signum() != 0
                ? IntegerTerm.of(x.bigValue().remainder(y.bigValue())) : null;
    }

    static Term and(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return SmallInt.of(x.value() & y.value());
        }
        return a instanceof IntegerTerm x && b instanceof IntegerTerm y ? IntegerTerm.of(x.bigValue().and(y.bigValue())) : null;
    }

    static Term or(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return SmallInt.of(x.value() | y.value());
        }
        return a instanceof IntegerTerm x && b instanceof IntegerTerm y ? IntegerTerm.of(x.bigValue().or(y.bigValue())) : null;
    }

    static Term xor(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return SmallInt.of(x.value() ^ y.value());
        }
        return a instanceof IntegerTerm x && b instanceof IntegerTerm y ? IntegerTerm.of(x.bigValue().xor(y.bigValue())) : null;
    }

    static Term not(Term a) {
        return a instanceof IntegerTerm x ? IntegerTerm.of(x.bigValue().not()) : null;
    }

    /** {@code a bsl b}; a negative {@code b} shifts to the right. */
    static Term shiftLeft(Term a, Term b) {
        if (!(a instanceof IntegerTerm x && b instanceof IntegerTerm by)) {
            return null;
        }
        return shift(x, by.bigValue());
    }

    /** {@code a bsr b}. */
    static Term shiftRight(Term a, Term b) {
        if (!(a instanceof IntegerTerm x && b instanceof IntegerTerm by)) {
            return null;
        }
        return shift(x, by.bigValue().negate());
    }

    private static Term shift(IntegerTerm x, BigInteger left) {
        if (x.signum() == 0) {
            return x;
        }
        if (left.signum() < 0) {
            int right = left.bitLength() > 31 ? Integer.MAX_VALUE : -left.intValue();
            return IntegerTerm.of(x.bigValue().shiftRight(right));
        }
        if (left.bitLength() > 31 || x.bigValue().bitLength() + left.longValue() > MAX_BITS) {
            return null;
        }
        return IntegerTerm.of(x.bigValue().shiftLeft(left.intValue()));
    }

    static Term negate(Term a) {
        return a instanceof FloatTerm x ? FloatTerm.of(-x.value()) : subtract(SmallInt.ZERO, a);
    }

    static Term plus(Term a) {
        return a instanceof IntegerTerm || a instanceof FloatTerm ? a : null;
    }

    static Term abs(Term a) {
        if (a instanceof FloatTerm x) {
            return FloatTerm.of(Math.abs(x.value()));
        }
        return a instanceof IntegerTerm x ? x.signum() < 0 ? subtract(SmallInt.ZERO, x) : x : null;
    }

    static Term toFloat(Term a) {
        return a instanceof FloatTerm ? a : a instanceof IntegerTerm ? finite(toDouble(a)) : null;
    }

    static Term truncate(Term a) {
        return a instanceof FloatTerm x ? integer(x.value()) : a instanceof IntegerTerm ? a : null;
    }

    /** Rounds halves away from zero. */
    static Term round(Term a) {
        if (!(a instanceof FloatTerm x)) {
            return a instanceof IntegerTerm ? a : null;
        }
        double size = Math.abs(x.value());
        double whole = Math.floor(size);
        return integer(Math.copySign(size - whole >= 0.5 ? whole + 1 : whole, x.value()));
    }

    private static IntegerTerm integer(double value) {
        long small = (long) value;
        return Math.abs(value) < 0x1p62 ? SmallInt.of(small) : IntegerTerm.of(new java.math.BigDecimal(value).toBigInteger());
    }

    private static IntegerTerm limited(BigInteger value) {
        return value.bitLength() > MAX_BITS ? null : IntegerTerm.of(value);
    }

    private static boolean numbers(Term a, Term b) {
        return (a instanceof IntegerTerm || a instanceof FloatTerm) && (b instanceof IntegerTerm || b instanceof FloatTerm);
    }

    /** Infinite for an integer beyond the range of doubles, so that whatever is computed from it is found out. */
    private static double toDouble(Term number) {
        if (number instanceof FloatTerm x) {
            return x.value();
        }
        if (number instanceof SmallInt x) {
            return x.value();
        }
        double value = ((IntegerTerm) number).bigValue().doubleValue();
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    private static Term finite(double value) {
        return Double.isFinite(value) ? FloatTerm.of(value) : null;
    }
}
