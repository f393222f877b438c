package org.jbeam.bitsyntax;

/** The size of a segment in a pattern that is {@linkplain BitPattern#define defined by calls}: a number, a variable, or arithmetic over them. */
public final class BitSize {
    private final String text;

    private BitSize(String text) {
        this.text = text;
    }

    /**
     * A number of units.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public static BitSize of(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("negative size " + number);
        }
        return new BitSize(Long.toString(number));
    }

    /**
     * The value of an integer variable of an earlier segment, or of an input.
     *
     * @throws IllegalArgumentException when it is no word
     */
    public static BitSize of(String variable) {
        return new BitSize(BitPatternBuilder.name(variable));
    }

    /** This and another size. */
    public BitSize plus(BitSize other) {
        return binary("+", other);
    }

    /** This without another size. */
    public BitSize minus(BitSize other) {
        return binary("-", other);
    }

    /** This so many times. */
    public BitSize times(BitSize other) {
        return binary("*", other);
    }

    /** This divided, towards zero; no segment has the size when the divisor is 0. */
    public BitSize div(BitSize other) {
        return binary(" div ", other);
    }

    /** The remainder of {@link #div}. */
    public BitSize rem(BitSize other) {
        return binary(" rem ", other);
    }

    private BitSize binary(String operator, BitSize other) {
        return new BitSize("(" + text + operator + other.text + ")");
    }

    /** As it stands in the text of a pattern. */
    @Override
    public String toString() {
        return text;
    }
}
