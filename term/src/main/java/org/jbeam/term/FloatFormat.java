package org.jbeam.term;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Floats as text, as {@code float_to_list/2} writes them, and back. */
public final class FloatFormat {
    /** The most decimals that one may ask for. */
    public static final int MAX_DECIMALS = 253;
    /** The most digits after the point that one may ask for in scientific notation. */
    public static final int MAX_SCIENTIFIC_DIGITS = 249;

    private static final int DEFAULT_DIGITS = 20;
    private static final double TWO_TO_53 = 0x1p53;
    /** What {@code float_to_list/2} writes at most, in characters. */
    private static final int MAX_LENGTH = 255;
    /** The most decimals that are rounded in double arithmetic. */
    private static final int MAX_FAST_DECIMALS = 18;

    private FloatFormat() {}

    /** The shortest digits that read back as the same value: option {@code short}, and what {@code ~w} and {@code ~p} print. */
    public static String shortest(double value) {
        StringBuilder out = new StringBuilder();
        shortest(value, out);
        return out.toString();
    }

    static void shortest(double value, StringBuilder out) {
        if (Double.doubleToRawLongBits(value) < 0) {
            out.append('-');
        }
        double magnitude = Math.abs(value);
        if (magnitude == 0) {
            out.append("0.0");
            return;
        }
        ShortestDigits digits = ShortestDigits.of(magnitude);
        if (magnitude < TWO_TO_53 && isFixed(digits)) {
            appendFixed(digits, out);
        } else {
            String text = digits.digits();
            out.append(text.charAt(0)).append('.').append(text.length() == 1 ? "0" : text.substring(1));
            out.append('e').append(digits.exponent() + text.length() - 1);
        }
    }

    /** Is the plain form no longer than the one with an exponent? */
    private static boolean isFixed(ShortestDigits digits) {
        int n = digits.digits().length();
        int exponent = digits.exponent();
        if (n == 1) {
            return exponent >= -4 && exponent <= 2;
        }
        return exponent >= -(n + 2) && exponent <= (exponent + n - 1 >= 10 ? 2 : 1);
    }

    private static void appendFixed(ShortestDigits digits, StringBuilder out) {
        String text = digits.digits();
        int point = text.length() + digits.exponent();
        if (digits.exponent() >= 0) {
            out.append(text).repeat('0', digits.exponent()).append(".0");
        } else if (point > 0) {
            out.append(text, 0, point).append('.').append(text, point, text.length());
        } else {
            out.append("0.").repeat('0', -point).append(text);
        }
    }

    /** As {@code float_to_list/1}: 20 digits after the point and an exponent. */
    public static String scientific(double value) {
        return scientific(value, DEFAULT_DIGITS);
    }

    /**
     * Option {@code {scientific, Digits}}: C's {@code %.*e}, exact.
     *
     * @param digits 0 to {@link #MAX_SCIENTIFIC_DIGITS}
     * @return the text, or null when it is longer than OTP writes (its {@code badarg})
     */
    public static String scientific(double value, int digits) {
        StringBuilder out = new StringBuilder();
        if (Double.doubleToRawLongBits(value) < 0) {
            out.append('-');
        }
        BigDecimal exact = new BigDecimal(Math.abs(value));
        BigDecimal rounded = exact.round(new java.math.MathContext(digits + 1, RoundingMode.HALF_EVEN));
        String text = rounded.unscaledValue().toString();
        int exponent = rounded.signum() == 0 ? 0 : text.length() - 1 - rounded.scale();
        out.append(text.charAt(0));
        if (digits > 0) {
            out.append('.').append(text, 1, Math.min(text.length(), digits + 1)).repeat('0', Math.max(0, digits + 1 - text.length()));
        }
        out.append(exponent < 0 ? "e-" : "e+");
        int size = Math.abs(exponent);
        out.append(size < 10 ? "0" : "").append(size);
        return out.length() > MAX_LENGTH ? null : out.toString();
    }

    /**
     * Options {@code {decimals, Decimals}} and {@code compact}, which drops zeros at the end but for one after the point. As in OTP, up to
     * 18 decimals of a value up to 2<sup>53</sup> are rounded in double arithmetic, so that they may differ from the exact decimal value; and of a
     * greater value with no decimals {@code compact} drops the zeros before the point.
     *
     * @param decimals 0 to {@link #MAX_DECIMALS}
     * @return the text, or null when it is longer than OTP writes (its {@code badarg})
     */
    public static String decimals(double value, int decimals, boolean compact) {
        double magnitude = Math.abs(value);
        boolean fast = magnitude <= TWO_TO_53 && decimals <= MAX_FAST_DECIMALS;
        String text = fast ? roundedDecimals(magnitude, decimals)
                : new BigDecimal(magnitude).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        String signed = Double.doubleToRawLongBits(value) < 0 ? "-" + text : text;
        if (signed.length() > MAX_LENGTH) {
            return null;
        }
        return compact && (decimals > 0 || !fast) ? compacted(signed) : signed;
    }

    private static String roundedDecimals(double magnitude, int decimals) {
        if (decimals == 0) {
            return Long.toString((long) roundHalfUp(magnitude));
        }
        double whole = Math.floor(magnitude);
        double scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        double fraction = roundHalfUp((magnitude - whole) * scale);
        if (fraction >= scale) {
            whole += 1;
            fraction = 0;
        }
        String digits = Long.toString((long) fraction);
        return (long) whole + "." + "0".repeat(decimals - digits.length()) + digits;
    }

    private static double roundHalfUp(double value) {
        double floor = Math.floor(value);
        return value - floor >= 0.5 ? floor + 1 : floor;
    }

    private static String compacted(String text) {
        int end = text.length();
        while (text.charAt(end - 1) == '0' && text.charAt(end - 2) != '.') {
            end--;
        }
        return text.substring(0, end);
    }

    /** As {@code erlang:display/1} prints floats: C's {@code %e}. */
    static String display(double value) {
        return scientific(value, 6);
    }

    /**
     * The value of an Erlang float: an optional sign, digits, a point, digits, and perhaps {@code e} or {@code E} with a signed exponent. What
     * {@code list_to_float/1} takes.
     *
     * @throws NumberFormatException any other text, or a value too great for a float
     */
    public static double parse(String text) {
        if (!isFloat(text)) {
            throw new NumberFormatException("not a float: " + text);
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("too great for a float: " + text);
        }
        return value;
    }

    private static boolean isFloat(String text) {
        int whole = sign(text, 0);
        int point = digits(text, whole);
        if (point == whole || point == text.length() || text.charAt(point) != '.') {
            return false;
        }
        int end = digits(text, point + 1);
        if (end == point + 1 || end == text.length()) {
            return end != point + 1;
        }
        if ((text.charAt(end) | 0x20) != 'e') {
            return false;
        }
        int exponent = sign(text, end + 1);
        return exponent < text.length() && digits(text, exponent) == text.length();
    }

    private static int sign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
