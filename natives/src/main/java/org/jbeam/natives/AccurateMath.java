package org.jbeam.natives;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Elementary functions whose last bit is right but in some hundredth of a percent of cases, as the GNU C library's is; those of Java differ
 * from them in
 * several percent. Each argument is brought near a point of a table, and a short series does the rest, in {@link Twin} where it counts.
 */
final class AccurateMath {
    private static final int PARTS = 64;
    private static final int LOG_PARTS = 128;
    private static final BigDecimal LN2_DIGITS = ln2();
    private static final BigDecimal PI_DIGITS = Digits.pi(60);
    private static final Twin LN2 = Twin.of(LN2_DIGITS);
    private static final Twin PI = Twin.of(PI_DIGITS);
    private static final Twin HALF_PI = Twin.of(PI_DIGITS.divide(BigDecimal.TWO));
    private static final Twin LOG2_E = Twin.of(BigDecimal.ONE.divide(LN2_DIGITS, Twin.DIGITS));
    private static final double LOG10_E = 4.34294481903251816668e-01;
    private static final double LOG10_2_HI = 3.01029995663611771306e-01;
    private static final double LOG10_2_LO = 3.69423907715893078616e-13;
    /** A 64th of ln 2 and half of pi, in pieces that small integers multiply exactly. */
    private static final double[] EXP_STEP = pieces(LN2_DIGITS.divide(new BigDecimal(PARTS)), 34);
    private static final double[] QUARTER = pieces(PI_DIGITS.divide(BigDecimal.TWO), 32);

    private static final Twin[] POWERS = powers();
    private static final Twin[] LOGS = logs();
    private static final Twin[] SINES = new Twin[PARTS];
    private static final Twin[] COSINES = new Twin[PARTS];
    private static final Twin[] ARCS = arcs();

    static {
        for (int i = 0; i < PARTS; i++) {
            BigDecimal x = new BigDecimal(i).divide(new BigDecimal(PARTS));
            SINES[i] = Twin.of(sineSeries(x, x, 1));
            COSINES[i] = Twin.of(sineSeries(x, BigDecimal.ONE, 0));
        }
    }

    private AccurateMath() {}

    // ---- tables

    /** Digits of pi, as many as it takes. */
    private static final class Digits {
        private static final BigDecimal LONG_PI = pi(420);

        static BigDecimal pi(int digits) {
            BigDecimal unit = BigDecimal.ONE.setScale(digits + 10);
            return inverseArc(5, unit).multiply(new BigDecimal(16)).subtract(inverseArc(239, unit).multiply(new BigDecimal(4)));
        }

        /** {@code atan(1/n)}. */
        private static BigDecimal inverseArc(int n, BigDecimal unit) {
            BigDecimal square = new BigDecimal(n * n);
            BigDecimal power = unit.divide(new BigDecimal(n), RoundingMode.DOWN);
            BigDecimal sum = power;
            for (int i = 3; power.signum() != 0; i += 2) {
                power = power.divide(square, RoundingMode.DOWN);
                BigDecimal term = power.divide(new BigDecimal(i), RoundingMode.DOWN);
                sum = (i & 2) != 0 ? sum.subtract(term) : sum.add(term);
            }
            return sum;
        }
    }

    private static BigDecimal atanh(BigDecimal z) {
        BigDecimal square = z.multiply(z, Twin.DIGITS);
        BigDecimal power = z;
        BigDecimal sum = z;
        for (int i = 3; i < 120; i += 2) {
            power = power.multiply(square, Twin.DIGITS);
            sum = sum.add(power.divide(new BigDecimal(i), Twin.DIGITS), Twin.DIGITS);
        }
        return sum;
    }

    private static BigDecimal ln2() {
        return atanh(BigDecimal.ONE.divide(new BigDecimal(3), Twin.DIGITS)).multiply(BigDecimal.TWO);
    }

    private static double[] pieces(BigDecimal value, int bits) {
        double[] pieces = new double[3];
        BigDecimal rest = value;
        for (int i = 0; i < 2; i++) {
            double d = rest.doubleValue();
            pieces[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(d) & -1L << 53 - bits);
            rest = rest.subtract(new BigDecimal(pieces[i]));
        }
        pieces[2] = rest.doubleValue();
        return pieces;
    }

    private static Twin[] powers() {
        BigDecimal root = BigDecimal.TWO;
        for (int i = PARTS; i > 1; i /= 2) {
            root = root.sqrt(Twin.DIGITS);
        }
        Twin[] powers = new Twin[PARTS];
        BigDecimal power = BigDecimal.ONE;
        for (int i = 0; i < PARTS; i++) {
            powers[i] = Twin.of(power);
            power = power.multiply(root, Twin.DIGITS);
        }
        return powers;
    }

    private static Twin[] logs() {
        Twin[] logs = new Twin[2 * LOG_PARTS];
        for (int i = LOG_PARTS / 2; i < logs.length; i++) {
            BigDecimal z = new BigDecimal(i - LOG_PARTS).divide(new BigDecimal(i + LOG_PARTS), Twin.DIGITS);
            logs[i] = Twin.of(atanh(z).multiply(BigDecimal.TWO));
        }
        return logs;
    }

    private static BigDecimal sineSeries(BigDecimal x, BigDecimal first, int start) {
        BigDecimal square = x.multiply(x, Twin.DIGITS);
        BigDecimal term = first;
        BigDecimal sum = first;
        for (int i = start; i < 44; i += 2) {
            term = term.multiply(square, Twin.DIGITS).divide(new BigDecimal((i + 1) * (i + 2)), Twin.DIGITS).negate();
            sum = sum.add(term, Twin.DIGITS);
        }
        return sum;
    }

    /** Each arc is the one before and that of the difference. */
    private static Twin[] arcs() {
        Twin[] arcs = new Twin[PARTS + 1];
        BigDecimal sum = BigDecimal.ZERO;
        arcs[0] = new Twin(0, 0);
        for (int i = 1; i <= PARTS; i++) {
            BigDecimal z = new BigDecimal(PARTS).divide(new BigDecimal(PARTS * PARTS + i * (i - 1)), Twin.DIGITS);
            BigDecimal square = z.multiply(z, Twin.DIGITS);
            BigDecimal power = z;
            for (int n = 1; n < 40; n += 2) {
                BigDecimal term = power.divide(new BigDecimal(n), Twin.DIGITS);
                sum = (n & 2) != 0 ? sum.subtract(term, Twin.DIGITS) : sum.add(term, Twin.DIGITS);
                power = power.multiply(square, Twin.DIGITS);
            }
            arcs[i] = Twin.of(sum);
        }
        return arcs;
    }

    // ---- exponential and logarithms

    static double exp(double x) {
        if (!(x > -700 && x < 709)) {
            return StrictMath.exp(x);
        }
        double k = Math.rint(x * (PARTS / LN2.hi()));
        Twin r = Twin.sum(x - k * EXP_STEP[0], -k * EXP_STEP[1]).plus(-k * EXP_STEP[2]);
        double h = r.hi();
        double series = h * h * (0.5 + h * (1.0 / 6 + h * (1.0 / 24 + h * (1.0 / 120 + h * (1.0 / 720)))));
        double less1 = h + (r.lo() + h * r.lo() + series);
        int n = (int) k;
        Twin power = POWERS[n & PARTS - 1];
        return Math.scalb(power.hi() + (power.lo() + power.hi() * less1), n >> 6);
    }

    private static Twin ln(double x) {
        int shift = x < Double.MIN_NORMAL ? 54 : 0;
        double normal = shift == 0 ? x : x * 0x1p54;
        int exponent = Math.getExponent(normal);
        double m = Math.scalb(normal, -exponent);
        if (m > 1.4140625) {
            m *= 0.5;
            exponent++;
        }
        exponent -= shift;
        int i = (int) Math.rint(m * LOG_PARTS);
        double c = (double) i / LOG_PARTS;
        double above = m - c;
        double r = above / c;
        double rest = Math.fma(-r, c, above) / c;
        double series = r * r * (-0.5 + r * (1.0 / 3 + r * (-0.25 + r * (0.2 + r * (-1.0 / 6 + r * (1.0 / 7 - r * 0.125))))));
        Twin small = Twin.sum(r, series).plus(rest - r * rest);
        Twin whole = Twin.product(exponent, LN2.hi());
        return new Twin(whole.hi(), whole.lo() + exponent * LN2.lo()).plus(LOGS[i]).plus(small);
    }

    private static boolean isOrdinary(double x) {
        return x > 0 && x < Double.POSITIVE_INFINITY;
    }

    static double log(double x) {
        return isOrdinary(x) ? ln(x).value() : StrictMath.log(x);
    }

    static double log2(double x) {
        return isOrdinary(x) ? ln(x).times(LOG2_E).value() : StrictMath.log(x);
    }

    /**
     * The GNU C library's own is less accurate; it is followed here: the logarithm of the mantissa, then the exponent times log10(2) in two
     * parts.
     */
    static double log10(double x) {
        if (!isOrdinary(x)) {
            return StrictMath.log(x);
        }
        int shift = x < Double.MIN_NORMAL ? 54 : 0;
        double normal = shift == 0 ? x : x * 0x1p54;
        int exponent = Math.getExponent(normal) - shift;
        int up = exponent < 0 ? 1 : 0;
        double mantissa = Math.scalb(normal, -Math.getExponent(normal) - up);
        double y = exponent + up;
        return y * LOG10_2_LO + LOG10_E * log(mantissa) + y * LOG10_2_HI;
    }

    // ---- trigonometric functions

    /** An angle less a number of quarter turns, and that number. */
    private record Angle(Twin rest, int quarters) {
        private static final double EASY = 1 << 17;

        static Angle of(double x) {
            if (Math.abs(x) > EASY) {
                return ofHuge(x);
            }
            double n = Math.rint(x / HALF_PI.hi());
            Twin r = Twin.sum(x, -n * QUARTER[0]).plus(-n * QUARTER[1]).plus(Twin.product(-n, QUARTER[2]));
            return new Angle(r, (int) n & 3);
        }

        private static Angle ofHuge(double x) {
            BigDecimal quarter = Digits.LONG_PI.divide(BigDecimal.TWO);
            BigDecimal exact = new BigDecimal(x);
            BigInteger n = exact.divide(quarter, 0, RoundingMode.HALF_EVEN).toBigInteger();
            return new Angle(Twin.of(exact.subtract(quarter.multiply(new BigDecimal(n)))), n.intValue() & 3);
        }

        Twin sine() {
            return switch (quarters) {
                case 0 -> sineOf(rest);
                case 1 -> cosineOf(rest);
                case 2 -> sineOf(rest).negated();
                default -> cosineOf(rest).negated();
            };
        }

        Twin cosine() {
            return switch (quarters) {
                case 0 -> cosineOf(rest);
                case 1 -> sineOf(rest).negated();
                case 2 -> cosineOf(rest).negated();
                default -> sineOf(rest);
            };
        }
    }

    /** {@code sin(d) - d} for a small angle. */
    private static double sineLess(double d) {
        double s = d * d;
        return d * s * (-1.0 / 6 + s * (1.0 / 120 + s * (-1.0 / 5040 + s * (1.0 / 362880))));
    }

    /** {@code cos(d) - 1} for a small angle. */
    private static double cosineLess(double d) {
        double s = d * d;
        return s * (-0.5 + s * (1.0 / 24 + s * (-1.0 / 720 + s * (1.0 / 40320))));
    }

    private static Twin sineOf(Twin angle) {
        if (angle.hi() < 0) {
            return sineOf(angle.negated()).negated();
        }
        int k = (int) Math.rint(angle.hi() * PARTS);
        Twin d = Twin.sum(angle.hi() - (double) k / PARTS, angle.lo());
        double less = sineLess(d.hi());
        if (k == 0) {
            return Twin.ordered(d.hi(), d.lo() + less);
        }
        Twin s = SINES[k];
        Twin c = COSINES[k];
        Twin product = Twin.product(c.hi(), d.hi());
        double small = c.hi() * (d.lo() + less) + c.lo() * d.hi() + s.hi() * (cosineLess(d.hi()) - d.hi() * d.lo()) + s.lo();
        return Twin.sum(s.hi(), product.hi()).plus(product.lo() + small);
    }

    private static Twin cosineOf(Twin angle) {
        Twin a = angle.hi() < 0 ? angle.negated() : angle;
        int k = (int) Math.rint(a.hi() * PARTS);
        Twin d = Twin.sum(a.hi() - (double) k / PARTS, a.lo());
        Twin s = SINES[k];
        Twin c = COSINES[k];
        Twin product = Twin.product(-s.hi(), d.hi());
        double small = -s.hi() * (d.lo() + sineLess(d.hi())) - s.lo() * d.hi() + c.hi() * (cosineLess(d.hi()) - d.hi() * d.lo()) + c.lo();
        return Twin.sum(c.hi(), product.hi()).plus(product.lo() + small);
    }

    private static boolean isTiny(double x) {
        return Math.abs(x) < 0x1p-27;
    }

    static double sin(double x) {
        return isTiny(x) ? x : Angle.of(x).sine().value();
    }

    static double cos(double x) {
        return isTiny(x) ? 1 : Angle.of(x).cosine().value();
    }

    static double tan(double x) {
        if (isTiny(x)) {
            return x;
        }
        Angle angle = Angle.of(x);
        return Twin.quotient(angle.sine(), angle.cosine()).value();
    }

    // ---- inverse functions

    /** The arc of a tangent from 0 to 1. */
    private static Twin arc(Twin q) {
        int k = (int) Math.rint(q.hi() * PARTS);
        double c = (double) k / PARTS;
        Twin r = q;
        if (k > 0) {
            Twin one = q.times(new Twin(c, 0)).plus(1);
            r = Twin.quotient(q.plus(-c), one);
        }
        double h = r.hi();
        double s = h * h;
        double series = h * s * (-1.0 / 3 + s * (0.2 + s * (-1.0 / 7 + s * (1.0 / 9))));
        return ARCS[k].plus(new Twin(h, r.lo() + series));
    }

    /** The angle of a point with these distances, neither negative and one not zero, to the axes. */
    private static Twin angle(Twin y, Twin x) {
        return y.hi() <= x.hi() ? arc(Twin.quotient(y, x)) : HALF_PI.plus(arc(Twin.quotient(x, y)).negated());
    }

    static double atan2(double y, double x) {
        double a = Math.abs(y);
        double b = Math.abs(x);
        if (a == 0 || b == 0 || !(a < Double.POSITIVE_INFINITY) || !(b < Double.POSITIVE_INFINITY)) {
            return StrictMath.atan2(y, x);
        }
        if (x > 0 && a < b * 0x1p-28) {
            return y / x;
        }
        int down = Math.max(Math.getExponent(a), Math.getExponent(b));
        Twin t = angle(new Twin(Math.scalb(a, -down), 0), new Twin(Math.scalb(b, -down), 0));
        return Math.copySign((x > 0 ? t : PI.plus(t.negated())).value(), y);
    }

    static double atan(double x) {
        return atan2(x, 1);
    }

    /** {@code sqrt(1 - x²)}. */
    private static Twin other(double x) {
        Twin square = Twin.product(x, x);
        Twin rest = Twin.sum(1, -square.hi()).plus(-square.lo());
        if (rest.hi() == 0) {
            return new Twin(0, 0);
        }
        double root = Math.sqrt(rest.hi());
        return Twin.ordered(root, (Math.fma(-root, root, rest.hi()) + rest.lo()) / (2 * root));
    }

    static double asin(double x) {
        if (!(Math.abs(x) <= 1) || isTiny(x)) {
            return isTiny(x) ? x : Double.NaN;
        }
        return Math.copySign(angle(new Twin(Math.abs(x), 0), other(x)).value(), x);
    }

    static double acos(double x) {
        if (!(Math.abs(x) <= 1)) {
            return Double.NaN;
        }
        Twin t = angle(other(x), new Twin(Math.abs(x), 0));
        return (x >= 0 ? t : PI.plus(t.negated())).value();
    }
}
