package org.jbeam.natives;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.IntegerLimits;

/**
 * Large integers from and to digits of any base, by halves: what takes time is one multiplication or division of the whole size, and about the same
 * again for all smaller parts together. The process may yield between the parts. {@code BigInteger} parses in time that grows with the square of the
 * length.
 *
 * @see <a href="https://gmplib.org/manual/Radix-Conversion-Algorithms">Radix conversion, GMP's manual</a>
 */
final class IntegerText {
    /** So many digits are read at once. */
    private static final int READ_AT_ONCE = 1024;
    /** So many bits are written at once. */
    private static final int WRITTEN_AT_ONCE = 1 << 17;
    private static final int DIGITS_A_REDUCTION = 64;

    private final int base;
    private final double bitsPerDigit;
    /** The base to the power of the key. */
    private final Map<Integer, BigInteger> powers = new HashMap<>();

    private IntegerText(int base) {
        this.base = base;
        this.bitsPerDigit = Math.log(base) / Math.log(2);
    }

    /**
     * The integer of digits that have been found to be some, after a sign or none.
     *
     * @return null when it is greater than an Erlang integer can be
     */
    static BigInteger parse(String text, int base) {
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        while (start < text.length() - 1 && text.charAt(start) == '0') {
            start++;
        }
        IntegerText digits = new IntegerText(base);
        if ((text.length() - start - 1) * digits.bitsPerDigit > IntegerLimits.MAX_BITS) {
            return null;
        }
        BigInteger value = digits.read(text, start, text.length());
        return IntegerLimits.isExceededBy(value) ? null : text.charAt(0) == '-' ? value.negate() : value;
    }

    private BigInteger read(String text, int from, int to) {
        if (to - from <= READ_AT_ONCE) {
            spend(to - from);
            return new BigInteger(text.substring(from, to), base);
        }
        int low = READ_AT_ONCE;
        while (2L * low < to - from) {
            low *= 2;
        }
        return read(text, from, to - low).multiply(power(low)).add(read(text, to - low, to));
    }

    private BigInteger power(int exponent) {
        BigInteger known = powers.get(exponent);
        if (known == null) {
            known = exponent <= READ_AT_ONCE ? BigInteger.valueOf(base).pow(exponent) : power(exponent / 2).pow(2);
            powers.put(exponent, known);
        }
        return known;
    }

    /** The digits, in capitals, after a minus sign if the integer is negative. */
    static String format(BigInteger value, int base) {
        if (value.bitLength() <= WRITTEN_AT_ONCE) {
            return value.toString(base).toUpperCase(Locale.ROOT);
        }
        StringBuilder out = new StringBuilder();
        if (value.signum() < 0) {
            out.append('-');
        }
        new IntegerText(base).write(value.abs(), 0, out);
        return out.toString();
    }

    /** Writes at least {@code width} digits. */
    private void write(BigInteger value, int width, StringBuilder out) {
        if (value.bitLength() <= WRITTEN_AT_ONCE) {
            String digits = value.toString(base).toUpperCase(Locale.ROOT);
            spend(digits.length());
            out.repeat('0', Math.max(0, width - digits.length())).append(digits);
            return;
        }
        // the lower half takes at least a quarter, at most half of all digits
        int low = READ_AT_ONCE;
        while (4 * low * bitsPerDigit <= value.bitLength()) {
            low *= 2;
        }
        BigInteger[] parts = value.divideAndRemainder(power(low));
        write(parts[0], Math.max(0, width - low), out);
        write(parts[1], low, out);
    }

    private static void spend(int digits) {
        ErlangProcess p = ErlangProcess.running();
        if (p != null) {
            p.bumpReductions(digits / DIGITS_A_REDUCTION);
        }
    }
}
