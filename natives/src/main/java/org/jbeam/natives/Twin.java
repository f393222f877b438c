package org.jbeam.natives;

import java.math.BigDecimal;
import java.math.MathContext;

/** The sum of two doubles, the second far smaller: some 106 bits. */
record Twin(double hi, double lo) {
    /** Digits that constants and tables are computed with. */
    static final MathContext DIGITS = new MathContext(60);

    /** The exact sum. */
    static Twin sum(double a, double b) {
        double s = a + b;
        double t = s - a;
        return new Twin(s, (a - (s - t)) + (b - t));
    }

    /** The exact sum where {@code |a| >= |b|}. */
    static Twin ordered(double a, double b) {
        double s = a + b;
        return new Twin(s, b - (s - a));
    }

    /** The exact product. */
    static Twin product(double a, double b) {
        double p = a * b;
        return new Twin(p, Math.fma(a, b, -p));
    }

    static Twin quotient(Twin a, Twin b) {
        double q = a.hi / b.hi;
        double rest = Math.fma(-q, b.hi, a.hi) + a.lo - q * b.lo;
        return ordered(q, rest / b.hi);
    }

    static Twin of(BigDecimal value) {
        double hi = value.doubleValue();
        return new Twin(hi, value.subtract(new BigDecimal(hi)).doubleValue());
    }

    Twin plus(Twin b) {
        Twin s = sum(hi, b.hi);
        return ordered(s.hi, s.lo + lo + b.lo);
    }

    Twin plus(double b) {
        Twin s = sum(hi, b);
        return ordered(s.hi, s.lo + lo);
    }

    Twin times(Twin b) {
        Twin p = product(hi, b.hi);
        return ordered(p.hi, p.lo + (hi * b.lo + lo * b.hi));
    }

    Twin negated() {
        return new Twin(-hi, -lo);
    }

    double value() {
        return hi + lo;
    }
}
