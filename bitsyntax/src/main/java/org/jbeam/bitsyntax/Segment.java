package org.jbeam.bitsyntax;

import java.math.BigInteger;

/**
 * One segment of a pattern, or a run of constant ones joined.
 *
 * @param size null for the UTF types, for {@link Type#CONSTANT} and for bits without a size, which are all that there are
 * @param unit bits that the size counts
 */
record Segment(Type type, SizeExpression size, int unit, boolean signed, boolean little, Value value) {
    /** How the bits are read. */
    enum Type {
        CONSTANT, INTEGER, FLOAT, BITS, UTF8, UTF16, UTF32;

        boolean isUtf() {
            return this == UTF8 || this == UTF16 || this == UTF32;
        }
    }

    /** What stands in the place of the value. */
    sealed interface Value {
    }

    /** {@code _}. */
    record Skip() implements Value {
    }

    /** A variable; {@code bound} when it has a value before this segment, so that it is compared. */
    record Variable(int slot, boolean bound) implements Value {
    }

    /** A literal integer. */
    record IntegerLiteral(BigInteger number) implements Value {
    }

    /** A literal float. */
    record FloatLiteral(double number) implements Value {
    }

    /** The bits of integer literals of known sizes; {@code matchable} unless one of them was cut, which no field can be equal to. */
    record ConstantBits(Bits bits, boolean matchable) implements Value {
    }

    /** The size in bits with the variables of a frame; -1 when there is none, or it is negative or too large. */
    long bits(Frame frame) {
        long count = size.value(frame);
        if (count < 0 || count > Long.MAX_VALUE / 512) {
            return -1;
        }
        return count * unit;
    }

    /** Bits without a size. */
    boolean isRest() {
        return type == Type.BITS && size == null;
    }
}
