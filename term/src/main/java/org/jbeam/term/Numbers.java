package org.jbeam.term;

import java.math.BigDecimal;

/** Comparison of numbers by their exact values. */
final class Numbers {
    private static final double TWO_TO_63 = 0x1p63;

    private Numbers() {}

    static int compare(IntegerTerm a, IntegerTerm b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return Long.compare(x.value(), y.value());
        }
        return a.bigValue().compareTo(b.bigValue());
    }

    static int compare(IntegerTerm a, double b) {
        if (b >= TWO_TO_63 || b < -TWO_TO_63) {
            return a instanceof BigInt big ? big.bigValue().compareTo(new BigDecimal(b).toBigInteger()) : b > 0 ? -1 : 1;
        }
        if (!(a instanceof SmallInt small)) {
            return a.signum();
        }
        long truncated = (long) b;
        int order = Long.compare(small.value(), truncated);
        return order != 0 ? order : Double.compare(0.0, b - truncated + 0.0);
    }

    /** Numbers by value, or with every integer before every float. */
    static int compare(Term a, Term b, boolean exact) {
        if (a instanceof IntegerTerm x) {
            return b instanceof IntegerTerm y ? compare(x, y) : exact ? -1 : compare(x, ((FloatTerm) b).value());
        }
        double value = ((FloatTerm) a).value();
        return b instanceof FloatTerm y ? compare(value, y.value()) : exact ? 1 : -compare((IntegerTerm) b, value);
    }

    private static int compare(double a, double b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }
}
