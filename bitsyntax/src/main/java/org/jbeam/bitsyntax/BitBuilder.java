package org.jbeam.bitsyntax;

import java.math.BigInteger;
import java.util.Objects;

/**
 * Builds bit strings from a pattern and values for its variables. Made once and used again and again: values stay until set again. Not safe
 * for use by several threads.
 *
 * <p>Integers are cut to the size of their segment. Float segments take integers, too. A {@code binary} segment with a size takes that much
 * from the start of its value.
 */
public final class BitBuilder {
    private final BitPattern pattern;
    private final Segment[] segments;
    private final Frame frame;
    private long limit = 8L * BitBuffer.MAX_BYTES;

    BitBuilder(BitPattern pattern) {
        this.pattern = pattern;
        this.segments = pattern.segments();
        this.frame = new Frame(pattern.variables().size());
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].value() instanceof Segment.Skip) {
                throw new BitSyntaxException("_ has no value to build", pattern.position(i));
            }
        }
    }

    /**
     * Gives a variable its value, an integer.
     *
     * @throws IllegalArgumentException when there is no such variable
     */
    public BitBuilder set(String variable, long value) {
        frame.setInteger(pattern.index(variable), value);
        return this;
    }

    /**
     * As {@link #set(String, long)}, by the variable's index.
     *
     * @throws IndexOutOfBoundsException when there is no such variable
     */
    public BitBuilder set(int variable, long value) {
        frame.setInteger(variable, value);
        return this;
    }

    /** As {@link #set(int, long)}, a float; errors as of {@link #set(String, double)}. */
    public BitBuilder set(int variable, double value) {
        frame.setReal(variable, finite(value));
        return this;
    }

    /** As {@link #set(int, long)}, bits. */
    public BitBuilder set(int variable, Bits value) {
        frame.setBits(variable, Objects.requireNonNull(value));
        return this;
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("no finite float: " + value);
        }
        return value;
    }

    /** Gives a variable its value, a big integer; otherwise as {@link #set(String, long)}. */
    public BitBuilder set(String variable, BigInteger value) {
        frame.setInteger(pattern.index(variable), value);
        return this;
    }

    /**
     * Gives a variable its value, a float; otherwise as {@link #set(String, long)}.
     *
     * @throws IllegalArgumentException also for what is not finite, which Erlang has no floats for
     */
    public BitBuilder set(String variable, double value) {
        frame.setReal(pattern.index(variable), finite(value));
        return this;
    }

    /** Gives a variable its value, bits; otherwise as {@link #set(String, long)}. */
    public BitBuilder set(String variable, Bits value) {
        frame.setBits(pattern.index(variable), Objects.requireNonNull(value));
        return this;
    }

    /**
     * Bounds what {@link #build} makes, for patterns or sizes of others: they can ask for gigabytes.
     *
     * @param bits the longest result; at most 8 times {@link BitBuffer#MAX_BYTES}, which is also what holds without this
     */
    public BitBuilder limit(long bits) {
        limit = Math.min(bits, 8L * BitBuffer.MAX_BYTES);
        return this;
    }

    /**
     * Builds the bit string.
     *
     * @throws BitBuildException when a value is not set, or does not fit its segment
     * @throws BitsTooLongException when the result is longer than the {@link #limit}
     */
    public Bits build() {
        long total = size();
        byte[] array = BitBuffer.allocate(total);
        write(array, 0);
        return Bits.of(array, 0, total);
    }

    /** Appends the bit string to a buffer; errors as of {@link #build}, and then the buffer is as before. */
    public void appendTo(BitBuffer buffer) {
        Bits built = build();
        buffer.bits(built.array(), built.offset(), built.size());
    }

    private BitBuildException problem(int segment, String what) {
        return new BitBuildException(what, pattern.position(segment));
    }

    private long size() {
        long total = 0;
        for (int i = 0; i < segments.length; i++) {
            total += checkedSize(i);
            if (total > limit) {
                checkSizes();
                throw new BitsTooLongException(total);
            }
        }
        return total;
    }

    private long checkedSize(int index) {
        try {
            return size(index);
        } catch (BitsException problem) {
            checkSizes();
            throw problem;
        }
    }

    /**
     * OTP computes all sizes that are expressions first, then adds up the sizes, and then looks at the other values: where several segments are
     * wrong, the error is the first one in that order.
     */
    private void checkSizes() {
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].size() instanceof SizeExpression.Binary expression && !expression.isNumber(frame)) {
                throw problem(i, "the size is no integer");
            }
        }
        for (int i = 0; i < segments.length; i++) {
            switch (segments[i].type()) {
                case INTEGER, FLOAT -> sized(i);
                case BITS -> {
                    if (segments[i].isRest()) {
                        bitsSize(i);
                    } else {
                        sized(i);
                    }
                }
                case CONSTANT, UTF8, UTF16, UTF32 -> {
                    // of a size that is never wrong
                }
            }
        }
    }

    /** The size of one segment in bits, with its value checked. */
    private long size(int index) {
        Segment segment = segments[index];
        return switch (segment.type()) {
            case CONSTANT -> ((Segment.ConstantBits) segment.value()).bits().size();
            case UTF8 -> BitUtf.utf8Size(codePoint(index));
            case UTF16 -> BitUtf.utf16Size(codePoint(index));
            case UTF32 -> {
                codePoint(index);
                yield 32;
            }
            case BITS -> bitsSize(index);
            case INTEGER -> {
                kind(index, Frame.INTEGER, Frame.BIG);
                yield sized(index);
            }
            case FLOAT -> {
                long size = sized(index);
                if (!BitPut.isRealSize(size)) {
                    throw problem(index, "no float has " + size + " bits");
                }
                checkReal(index);
                yield size;
            }
        };
    }

    private long sized(int index) {
        long size = segments[index].bits(frame);
        if (size < 0) {
            BigInteger exact = segments[index].size().exactValue(frame);
            if (exact != null && exact.signum() > 0) {
                throw new BitsTooLongException(-1);
            }
            throw problem(index, exact == null ? "the size is no integer" : "the size is negative");
        }
        return size;
    }

    /** Checks that the variable of a segment, if it has one, is of one of two kinds. */
    private void kind(int index, byte kind, byte other) {
        if (segments[index].value() instanceof Segment.Variable(int slot, boolean bound)) {
            byte actual = frame.kind(slot);
            if (actual != kind && actual != other) {
                throw problem(index, actual == Frame.UNSET ? "the value is not set" : "the value has the wrong type");
            }
        }
    }

    private long bitsSize(int index) {
        kind(index, Frame.BITS, Frame.BITS);
        Segment segment = segments[index];
        long available = bits(segment).size();
        if (segment.isRest()) {
            if (available % segment.unit() != 0) {
                throw problem(index, "the value has " + available + " bits, not a multiple of " + segment.unit());
            }
            return available;
        }
        long size = sized(index);
        if (size > available) {
            throw problem(index, "the value has " + available + " bits, not " + size);
        }
        return size;
    }

    private Bits bits(Segment segment) {
        return (Bits) frame.object(((Segment.Variable) segment.value()).slot());
    }

    private void checkReal(int index) {
        if (segments[index].value() instanceof Segment.Variable(int slot, boolean bound) && frame.kind(slot) == Frame.BIG) {
            if (Double.isInfinite(frame.big(slot).doubleValue())) {
                throw problem(index, "the integer is too large for a float");
            }
        } else {
            kind(index, Frame.REAL, Frame.INTEGER);
        }
    }

    private long codePoint(int index) {
        kind(index, Frame.INTEGER, Frame.BIG);
        long value = switch (segments[index].value()) {
            case Segment.Variable(int slot, boolean bound) -> frame.kind(slot) == Frame.BIG ? -1 : frame.number(slot);
            case Segment.IntegerLiteral(BigInteger number) -> number.bitLength() > 31 ? -1 : number.longValue();
            case Segment.Skip skip -> -1;
            case Segment.FloatLiteral literal -> -1;
            case Segment.ConstantBits bits -> -1;
        };
        if (!BitUtf.isCodePoint(value)) {
            throw problem(index, "the value is no Unicode code point");
        }
        return value;
    }

    private void write(byte[] array, long start) {
        long at = start;
        for (int i = 0; i < segments.length; i++) {
            at += write(i, array, at);
        }
    }

    /** Writes one segment, which {@link #size(int)} found good; its size in bits. */
    private long write(int index, byte[] array, long at) {
        Segment segment = segments[index];
        return switch (segment.type()) {
            case CONSTANT -> copy(((Segment.ConstantBits) segment.value()).bits(), array, at, Long.MAX_VALUE);
            case UTF8 -> BitUtf.putUtf8(array, at, codePoint(index));
            case UTF16 -> BitUtf.putUtf16(array, at, codePoint(index), segment.little());
            case UTF32 -> BitUtf.putUtf32(array, at, codePoint(index), segment.little());
            case BITS -> copy(bits(segment), array, at, segment.isRest() ? Long.MAX_VALUE : sized(index));
            case INTEGER -> integer(segment, array, at, sized(index));
            case FLOAT -> real(segment, array, at, (int) sized(index));
        };
    }

    private static long copy(Bits bits, byte[] array, long at, long most) {
        long size = Math.min(most, bits.size());
        BitCopy.copy(bits.array(), bits.offset(), array, at, size);
        return size;
    }

    private long integer(Segment segment, byte[] array, long at, long size) {
        if (segment.value() instanceof Segment.Variable(int slot, boolean bound)) {
            if (frame.kind(slot) == Frame.INTEGER) {
                BitPut.integer(array, at, size, frame.number(slot), segment.little());
            } else {
                BitPut.integer(array, at, size, frame.big(slot), segment.little());
            }
        } else {
            BitPut.integer(array, at, size, ((Segment.IntegerLiteral) segment.value()).number(), segment.little());
        }
        return size;
    }

    private long real(Segment segment, byte[] array, long at, int size) {
        if (segment.value() instanceof Segment.Variable(int slot, boolean bound)) {
            switch (frame.kind(slot)) {
                case Frame.INTEGER -> BitPut.real(array, at, size, frame.number(slot), segment.little());
                case Frame.REAL -> BitPut.real(array, at, size, frame.real(slot), segment.little());
                default -> BitPut.real(array, at, size, frame.big(slot).doubleValue(), segment.little());
            }
        } else {
            BitPut.real(array, at, size, ((Segment.FloatLiteral) segment.value()).number(), segment.little());
        }
        return size;
    }
}
