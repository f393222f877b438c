package org.jbeam.bitsyntax;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A writer that grows: fields are appended at the end, at amortised constant cost a bit.
 *
 * <p>The static methods are the policy alone, for those who keep the array themselves. Sizes are in bits where not said otherwise. Not safe
 * for use by several threads.
 */
public final class BitBuffer {
    /** The longest bit string in bytes: the longest array that every JVM gives. */
    public static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private static final int SMALLEST_CAPACITY = 256;
    private static final byte[] EMPTY = {};

    private byte[] bytes;
    private long size;

    /** An empty buffer. */
    public BitBuffer() {
        this.bytes = EMPTY;
    }

    /**
     * An empty buffer with room for {@code size} bits.
     *
     * @throws BitsTooLongException when that is beyond {@link #MAX_BYTES}
     */
    public BitBuffer(long size) {
        this.bytes = allocate(size);
    }

    /**
     * The bytes that {@code size} bits take, a last incomplete one included.
     *
     * @throws BitsTooLongException when that is beyond {@link #MAX_BYTES}, or {@code size} is negative (a sum that overflowed)
     */
    public static int byteSize(long size) {
        if (size < 0 || size > 8L * MAX_BYTES) {
            throw new BitsTooLongException(size);
        }
        return (int) (size + 7 >>> 3);
    }

    /**
     * A new array of zeros for exactly {@code size} bits.
     *
     * @throws BitsTooLongException as {@link #byteSize}
     */
    public static byte[] allocate(long size) {
        return size == 0 ? EMPTY : new byte[byteSize(size)];
    }

    /**
     * The capacity in bytes for an array that has to hold {@code size} bits now and is likely to grow further: twice as much, and at least
     * 256 bytes.
     *
     * @throws BitsTooLongException as {@link #byteSize}
     */
    public static int grownCapacity(long size) {
        return (int) Math.min(MAX_BYTES, Math.max(SMALLEST_CAPACITY, 2L * byteSize(size)));
    }

    /**
     * A copy of {@code used} bits from {@code position} of {@code array} at the start of a new array with the
     * {@linkplain #grownCapacity capacity to grow} beyond {@code needed} bits.
     *
     * @throws BitsTooLongException as {@link #byteSize}
     */
    public static byte[] grown(byte[] array, long position, long used, long needed) {
        byte[] larger = new byte[grownCapacity(needed)];
        BitCopy.copy(array, position, larger, 0, used);
        return larger;
    }

    /** The number of bits written. */
    public long size() {
        return size;
    }

    /** The array behind, valid until the next append; the bits are its first {@link #size}. */
    public byte[] array() {
        return bytes;
    }

    /** Makes room for {@code more} bits and returns the position at which they begin. */
    private long claim(long more) {
        if (more < 0) {
            throw new IllegalArgumentException("negative size " + more);
        }
        long from = size;
        long to = from + more;
        if (to < 0 || to > 8L * bytes.length) {
            bytes = Arrays.copyOf(bytes, grownCapacity(to));
        }
        size = to;
        return from;
    }

    /** Appends the lowest {@code fieldSize} bits of an integer, sign-extended above 64 bits. */
    public BitBuffer integer(long value, long fieldSize, boolean little) {
        long at = claim(fieldSize);
        BitPut.integer(bytes, at, fieldSize, value, little);
        return this;
    }

    /** Appends the lowest {@code fieldSize} bits of an integer, or its sign-extension. */
    public BitBuffer integer(BigInteger value, long fieldSize, boolean little) {
        long at = claim(fieldSize);
        BitPut.integer(bytes, at, fieldSize, value, little);
        return this;
    }

    /**
     * Appends a float of 16, 32 or 64 bits.
     *
     * @throws IllegalArgumentException for another size
     */
    public BitBuffer real(double value, int fieldSize, boolean little) {
        if (!BitPut.isRealSize(fieldSize)) {
            throw new IllegalArgumentException("no float has " + fieldSize + " bits");
        }
        long at = claim(fieldSize);
        BitPut.real(bytes, at, fieldSize, value, little);
        return this;
    }

    /** Appends bits of an array (which must not be this buffer's). */
    public BitBuffer bits(byte[] source, long position, long bitCount) {
        long at = claim(bitCount);
        BitCopy.copy(source, position, bytes, at, bitCount);
        return this;
    }

    /** Appends whole bytes. */
    public BitBuffer bytes(byte[] source) {
        return bits(source, 0, 8L * source.length);
    }

    /**
     * Appends a code point as UTF-8.
     *
     * @throws IllegalArgumentException when it is none
     */
    public BitBuffer utf8(int codePoint) {
        check(codePoint);
        long at = claim(BitUtf.utf8Size(codePoint));
        BitUtf.putUtf8(bytes, at, codePoint);
        return this;
    }

    /**
     * Appends a code point as UTF-16.
     *
     * @throws IllegalArgumentException when it is none
     */
    public BitBuffer utf16(int codePoint, boolean little) {
        check(codePoint);
        long at = claim(BitUtf.utf16Size(codePoint));
        BitUtf.putUtf16(bytes, at, codePoint, little);
        return this;
    }

    /**
     * Appends a code point as UTF-32.
     *
     * @throws IllegalArgumentException when it is none
     */
    public BitBuffer utf32(int codePoint, boolean little) {
        check(codePoint);
        long at = claim(32);
        BitUtf.putUtf32(bytes, at, codePoint, little);
        return this;
    }

    private static void check(int codePoint) {
        if (!BitUtf.isCodePoint(codePoint)) {
            throw new IllegalArgumentException("no Unicode code point: " + codePoint);
        }
    }

    /** A copy of what was written; the unused low bits of a last incomplete byte are zero. */
    public byte[] toByteArray() {
        return BitCopy.range(bytes, 0, size);
    }
}
