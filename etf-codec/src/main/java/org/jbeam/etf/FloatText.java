package org.jbeam.etf;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Floats as text, the way C's {@code "%.20e"} writes them. */
final class FloatText {
    private static final MathContext DIGITS = new MathContext(21, RoundingMode.HALF_EVEN);

    private FloatText() {}

    static String format(double value) {
        StringBuilder text = new StringBuilder(Tags.FLOAT_TEXT_BYTES);
        if (Double.doubleToRawLongBits(value) < 0) {
            text.append('-');
        }
        int exponent = 0;
        String digits = "0";
        if (value != 0) {
            BigDecimal rounded = new BigDecimal(Math.abs(value)).round(DIGITS);
            digits = rounded.unscaledValue().toString();
            exponent = digits.length() - 1 - rounded.scale();
        }
        text.append(digits.charAt(0)).append('.').append(digits, 1, digits.length());
        text.append("0".repeat(21 - digits.length()));
        int size = Math.abs(exponent);
        return text.append('e').append(exponent < 0 ? '-' : '+').append(size < 10 ? "0" : "").append(size).toString();
    }

    /**
     * The finite value of bytes up to a zero byte or the end, of the form {@code [+-]digits.digits[e[+-]digits]} (OTP takes a comma for
     * the point as well); not a number for any other bytes.
     */
    static double parse(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        int at = sign(bytes, from, end);
        int dot = digits(bytes, at, end);
        if (dot == at || dot == end || (bytes[dot] != '.' && bytes[dot] != ',')) {
            return Double.NaN;
        }
        int after = digits(bytes, dot + 1, end);
        if (after == dot + 1 || !exponentOrEnd(bytes, after, end)) {
            return Double.NaN;
        }
        double value = Double.parseDouble(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).replace(',', '.'));
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    private static boolean exponentOrEnd(byte[] bytes, int from, int end) {
        if (from == end) {
            return true;
        }
        if (bytes[from] != 'e' && bytes[from] != 'E') {
            return false;
        }
        int at = sign(bytes, from + 1, end);
        int last = digits(bytes, at, end);
        return last > at && last == end;
    }

    private static int sign(byte[] bytes, int at, int end) {
        return at < end && (bytes[at] == '+' || bytes[at] == '-') ? at + 1 : at;
    }

    private static int digits(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }
}
