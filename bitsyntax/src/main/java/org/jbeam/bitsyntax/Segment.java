package org.jbeam.bitsyntax;

import java.math.BigInteger;

/**
 * One segment of a pattern, or a run of constant ones joined.
 *
 * @param size null for the UTF types, for {@link Type#CONSTANT} and for bits without a size, which are all that there are
 * @param unit bits that the size counts
 */
record Segment(Type type, SizeExpression size, int unit, boolean signed, boolean little, Value value) {
    private static final Frame NO_VARIABLES = new Frame(0);

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

    /**
     * The bits of integer literals of known sizes.
     *
     * @param matchable false when one of them was cut, which no field can be equal to
     * @param word the bits as a number where they are no more than 64
     */
    record ConstantBits(Bits bits, boolean matchable, long word) implements Value {
        ConstantBits(Bits bits, boolean matchable) {
            this(bits, matchable, bits.size() <= Long.SIZE ? bits.unsigned(0, (int) bits.size()) : 0);
        }
    }

    /** The size in bits with the variables of a frame; -1 when there is none, or it is negative or too large. */
    long bits(Frame frame) {
        long count = size.value(frame);
        if (count < 0 || count > Long.MAX_VALUE / 512) {
            return -1;
        }
        return count * unit;
    }

    /** The size in bits where it does not depend on what is matched; otherwise, and where no bits can have it, -1. */
    long fixedBits() {
        if (type == Type.CONSTANT) {
            return ((ConstantBits) value).bits().size();
        }
        if (!(size instanceof SizeExpression.Constant)) {
            return -1;
        }
        long bits = bits(NO_VARIABLES);
        return bits > 8L * BitBuffer.MAX_BYTES || type == Type.FLOAT && !BitPut.isRealSize(bits) ? -1 : bits;
    }

    /** The same with {@code _} in the place of the value. */
    Segment skipped() {
        return new Segment(type, size, unit, signed, little, new Skip());
    }

    /** Bits without a size. */
    boolean isRest() {
        return type == Type.BITS && size == null;
    }
}
