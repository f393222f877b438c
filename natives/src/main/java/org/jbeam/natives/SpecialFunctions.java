package org.jbeam.natives;

/**
 * Hyperbolic functions, their inverses and the error function. The methods are those of Sun's FDLIBM, with the order of evaluation
 * that the GNU C library gives the polynomials of {@code erf}.
 */
final class SpecialFunctions {
    private static final double LN2 = 6.93147180559945286227e-01;
    private static final double LN_MAX = 7.09782712893383973096e+02;
    private static final double TINY = 0x1p-28;
    private static final double HUGE = 0x1p28;

    private static final double ERX = 8.45062911510467529297e-01;
    private static final double EFX = 1.28379167095512586316e-01;
    /** Up to 0.84375: numerator and denominator in x². */
    private static final double[] PP = {1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02,
        -5.77027029648944159157e-03, -2.37630166566501626084e-05};
    private static final double[] QQ = {1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03,
        1.32494738004321644526e-04, -3.96022827877536812320e-06};
    /** Up to 1.25: in |x| - 1. */
    private static final double[] PA = {-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01,
        3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03};
    private static final double[] QA = {1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02,
        1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02};
    /** Up to 1/0.35: in 1/x². */
    private static final double[] RA = {-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01,
        -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01,
        -9.81432934416914548592e+00};
    private static final double[] SA = {1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02,
        6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00,
        -6.04244152148580987438e-02};
    /** Beyond: in 1/x². */
    private static final double[] RB = {-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01,
        -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02};
    private static final double[] SB = {1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03,
        3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01};

    private SpecialFunctions() {}

    static double cosh(double x) {
        double a = Math.abs(x);
        if (a < 0.5 * LN2) {
            double t = StrictMath.expm1(a);
            double w = 1 + t;
            return a < 0x1p-55 ? w : 1 + t * t / (w + w);
        }
        if (a < 22) {
            double t = AccurateMath.exp(a);
            return 0.5 * t + 0.5 / t;
        }
        return half(a);
    }

    /** {@code e^a / 2}, also where {@code e^a} is too large for a double. */
    private static double half(double a) {
        if (a < LN_MAX) {
            return 0.5 * AccurateMath.exp(a);
        }
        double w = AccurateMath.exp(0.5 * a);
        return 0.5 * w * w;
    }

    static double sinh(double x) {
        double a = Math.abs(x);
        double h = x < 0 ? -0.5 : 0.5;
        if (a >= 22) {
            return 2 * h * half(a);
        }
        if (a < TINY) {
            return x;
        }
        double t = StrictMath.expm1(a);
        return a < 1 ? h * (2 * t - t * t / (t + 1)) : h * (t + t / (t + 1));
    }

    static double tanh(double x) {
        double a = Math.abs(x);
        if (a >= 22) {
            return Math.copySign(1, x);
        }
        if (a < 0x1p-55) {
            return x * (1 + x);
        }
        double t;
        if (a >= 1) {
            t = 1 - 2 / (StrictMath.expm1(2 * a) + 2);
        } else {
            double e = StrictMath.expm1(-2 * a);
            t = -e / (e + 2);
        }
        return Math.copySign(t, x);
    }

    static double asinh(double x) {
        double a = Math.abs(x);
        double w;
        if (a < TINY) {
            return x;
        } else if (a > HUGE) {
            w = AccurateMath.log(a) + LN2;
        } else if (a > 2) {
            w = AccurateMath.log(2 * a + 1 / (Math.sqrt(x * x + 1) + a));
        } else {
            double t = x * x;
            w = StrictMath.log1p(a + t / (1 + Math.sqrt(1 + t)));
        }
        return Math.copySign(w, x);
    }

    static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        if (x > HUGE) {
            return AccurateMath.log(x) + LN2;
        }
        if (x > 2) {
            return AccurateMath.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
        }
        double t = x - 1;
        return StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
    }

    static double atanh(double x) {
        double a = Math.abs(x);
        if (a < TINY) {
            return x;
        }
        double t;
        if (a < 0.5) {
            t = a + a;
            t = 0.5 * StrictMath.log1p(t + t * a / (1 - a));
        } else {
            t = 0.5 * StrictMath.log1p((a + a) / (1 - a));
        }
        return Math.copySign(t, x);
    }

    /** A polynomial, two terms at a time: (c0 + c1 x) + x² (c2 + c3 x) + … summed from the left. */
    private static double pairs(double[] c, double x) {
        double x2 = x * x;
        double x4 = x2 * x2;
        double sum = c[0] + x * c[1];
        for (int i = 2; i < c.length; i += 2) {
            double power = switch (i) {
                case 2 -> x2;
                case 4 -> x4;
                case 6 -> x4 * x2;
                default -> x4 * x4;
            };
            sum += power * (i + 1 < c.length ? c[i] + x * c[i + 1] : c[i]);
        }
        return sum;
    }

    static double erf(double x) {
        double a = Math.abs(x);
        if (a < 0.84375) {
            if (a < TINY) {
                return x + EFX * x;
            }
            double z = x * x;
            return x + x * (pairs(PP, z) / pairs(QQ, z));
        }
        if (a < 1.25) {
            return Math.copySign(ERX + middle(a), x);
        }
        return Math.copySign(a >= 6 ? 1 : 1 - tail(a) / a, x);
    }

    private static double middle(double a) {
        return pairs(PA, a - 1) / pairs(QA, a - 1);
    }

    /** {@code a erfc(a)} for 1.25 and more. */
    private static double tail(double a) {
        double s = 1 / (a * a);
        double ratio = a < 1 / 0.35 ? pairs(RA, s) / pairs(SA, s) : pairs(RB, s) / pairs(SB, s);
        double z = Double.longBitsToDouble(Double.doubleToRawLongBits(a) & 0xffff_ffff_0000_0000L);
        return AccurateMath.exp(-z * z - 0.5625) * AccurateMath.exp((z - a) * (z + a) + ratio);
    }

    static double erfc(double x) {
        double a = Math.abs(x);
        if (a < 0.84375) {
            if (a < 0x1p-56) {
                return 1 - x;
            }
            double z = x * x;
            double y = pairs(PP, z) / pairs(QQ, z);
            return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x * y + (x - 0.5));
        }
        if (a < 1.25) {
            return x >= 0 ? 1 - ERX - middle(a) : 1 + (ERX + middle(a));
        }
        if (a < 28) {
            if (x < -6) {
                return 2;
            }
            double r = tail(a) / a;
            return x > 0 ? r : 2 - r;
        }
        return x > 0 ? 0 : 2;
    }
}
