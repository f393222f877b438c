package org.jbeam.bitsyntax;

import java.math.BigInteger;

/**
 * Writes fields of the bit syntax into byte arrays: integers and floats of any size, at any bit position, in both byte orders.
 *
 * <p>Only the bits of the field change; those around it keep their value. Integers are cut to the size of the field, as two's complement.
 * A field that does not lie inside the array raises {@link IndexOutOfBoundsException}, and then part of it may be written. Sizes and
 * positions are in bits. Little-endian fields of odd sizes: see {@link BitGet}.
 */
public final class BitPut {
    private static final double SMALLEST_NORMAL_HALF = 0x1p-14;
    private static final int HALF_INFINITY = 0x7c00;
    /** OTP turns integers of this magnitude and above into a double before they become a float. */
    private static final long DIRECT_FLOAT_LIMIT = 1L << 59;

    private BitPut() {
    }

    /** The lowest 8 bits of {@code value}. */
    public static void octet(byte[] array, long position, int value) {
        int at = (int) (position >>> 3);
        int shift = (int) position & 7;
        if (shift == 0) {
            array[at] = (byte) value;
            return;
        }
        int low = value & 0xff;
        array[at] = (byte) (array[at] & ~(0xff >>> shift) | low >>> shift);
        array[at + 1] = (byte) (array[at + 1] & 0xff >>> shift | low << (8 - shift));
    }

    /** The lowest {@code size} bits (0..64) of {@code value}, big-endian. */
    public static void integer(byte[] array, long position, int size, long value) {
        int at = (int) (position >>> 3);
        int shift = (int) position & 7;
        if (shift == 0 && aligned(array, at, size, value)) {
            return;
        }
        if (size == 0) {
            return;
        }
        int bits = shift + size;
        int bytes = bits + 7 >>> 3;
        int up = bytes * 8 - bits;
        int before = array[at] & ~(0xff >>> shift);
        int behind = array[at + bytes - 1] & ~(-1 << up);
        if (bytes <= 8) {
            long field = (value & -1L >>> (64 - size)) << up;
            Words.write(array, at, bytes, (before & 0xffL) << (bytes - 1 << 3) | field | behind);
        } else {
            array[at + 8] = (byte) (value << up | behind);
            Words.LONG.set(array, at, (before & 0xffL) << 56 | (value & -1L >>> (64 - size)) >>> (8 - up));
        }
    }

    /** The usual sizes at a byte boundary; false, and nothing done, for others. */
    private static boolean aligned(byte[] array, int at, int size, long value) {
        switch (size) {
            case 8 -> array[at] = (byte) value;
            case 16 -> Words.SHORT.set(array, at, (short) value);
            case 32 -> Words.INT.set(array, at, (int) value);
            case 64 -> Words.LONG.set(array, at, value);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The lowest {@code size} bits (0..64) of {@code value}, little-endian. */
    public static void integerLittle(byte[] array, long position, int size, long value) {
        if (size <= 8) {
            integer(array, position, size, value);
            return;
        }
        int odd = size & 7;
        int whole = size - odd;
        long field = Long.reverseBytes(value) >>> (64 - whole);
        integer(array, position, size, odd == 0 ? field : field << odd | value >>> whole & ~(-1L << odd));
    }

    /** {@code value} in a field of any size, sign-extended above 64 bits. */
    public static void integer(byte[] array, long position, long size, long value, boolean little) {
        if (size <= 64) {
            if (little) {
                integerLittle(array, position, (int) size, value);
            } else {
                integer(array, position, (int) size, value);
            }
        } else if (little) {
            integerLittle(array, position, 64, value);
            fill(array, position + 64, size - 64, value < 0);
        } else {
            fill(array, position, size - 64, value < 0);
            integer(array, position + size - 64, 64, value);
        }
    }

    /** {@code value} in a field of any size: its lowest bits, or sign-extended. */
    public static void integer(byte[] array, long position, long size, BigInteger value, boolean little) {
        if (size <= 64 || value.bitLength() <= 63) {
            integer(array, position, size, value.longValue(), little);
            return;
        }
        byte[] bytes = value.toByteArray();
        long bits = 8L * bytes.length;
        if (!little) {
            long extension = Math.max(0, size - bits);
            fill(array, position, extension, value.signum() < 0);
            BitCopy.copy(bytes, Math.max(0, bits - size), array, position + extension, size - extension);
            return;
        }
        BitGet.reverse(bytes);
        if (size >= bits) {
            BitCopy.copy(bytes, 0, array, position, bits);
            fill(array, position + bits, size - bits, value.signum() < 0);
            return;
        }
        int odd = (int) size & 7;
        long whole = size - odd;
        BitCopy.copy(bytes, 0, array, position, whole);
        if (odd != 0) {
            integer(array, position + whole, odd, bytes[(int) (whole >>> 3)]);
        }
    }

    /** {@code size} bits, all of them 1 or all of them 0. */
    public static void fill(byte[] array, long position, long size, boolean ones) {
        long value = ones ? -1L : 0L;
        long at = position;
        long left = size;
        int head = (int) Math.min(left, -position & 7);
        if (head > 0) {
            integer(array, at, head, value);
            at += head;
            left -= head;
        }
        int from = (int) (at >>> 3);
        int to = (int) (at + left >>> 3);
        java.util.Arrays.fill(array, from, to, (byte) value);
        integer(array, 8L * to, (int) left & 7, value);
    }

    /**
     * A float of 16, 32 or 64 bits. As in OTP, a finite value beyond the range of the format is written as an infinity (which then does
     * not match as a float).
     *
     * @throws IllegalArgumentException for another size, before anything is written
     */
    public static void real(byte[] array, long position, int size, double value, boolean little) {
        switch (size) {
            case 64 -> real64(array, position, value, little);
            case 32 -> real32(array, position, (float) value, little);
            case 16 -> real16(array, position, value, little);
            default -> throw new IllegalArgumentException("no float has " + size + " bits");
        }
    }

    /**
     * An integer as a float. Differs from {@link #real(byte[], long, int, double, boolean)} of the converted value in the last bit of some
     * floats of 32 bits, because OTP rounds small integers once and not twice.
     *
     * @throws IllegalArgumentException for a size that is not 16, 32 or 64
     */
    public static void real(byte[] array, long position, int size, long value, boolean little) {
        if (size == 32 && value < DIRECT_FLOAT_LIMIT && value >= -DIRECT_FLOAT_LIMIT) {
            real32(array, position, value, little);
        } else {
            real(array, position, size, (double) value, little);
        }
    }

    /** Can a float field have this size? */
    public static boolean isRealSize(long size) {
        return size == 64 || size == 32 || size == 16;
    }

    /** A float of 64 bits. */
    public static void real64(byte[] array, long position, double value, boolean little) {
        long bits = Double.doubleToRawLongBits(value);
        integer(array, position, 64, little ? Long.reverseBytes(bits) : bits);
    }

    /** A float of 32 bits. */
    public static void real32(byte[] array, long position, float value, boolean little) {
        int bits = Float.floatToRawIntBits(value);
        integer(array, position, 32, little ? Integer.reverseBytes(bits) : bits);
    }

    /** A float of 16 bits. */
    public static void real16(byte[] array, long position, double value, boolean little) {
        short bits = (short) half(value);
        integer(array, position, 16, little ? Short.reverseBytes(bits) : bits);
    }

    /** The nearest half-precision number, ties to even, as its 16 bits. Going through float would round twice. */
    static int half(double value) {
        int sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
        double magnitude = Math.abs(value);
        if (Double.isNaN(value)) {
            return sign | 0x7e00;
        }
        if (magnitude >= 65536) {
            return sign | HALF_INFINITY;
        }
        if (magnitude < SMALLEST_NORMAL_HALF) {
            return sign | (int) Math.rint(magnitude * 0x1p24);
        }
        int exponent = Math.getExponent(magnitude);
        int significand = (int) Math.rint(Math.scalb(magnitude, 10 - exponent));
        // rounding up to 2048 carries into the exponent, and from the largest one to infinity
        return sign | (exponent + 15 << 10) + (significand - 1024);
    }
}
