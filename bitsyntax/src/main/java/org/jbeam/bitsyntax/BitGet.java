package org.jbeam.bitsyntax;

import java.math.BigInteger;

/**
 * Reads fields of the bit syntax out of byte arrays: integers and floats of any size, at any bit position, in both byte orders.
 *
 * <p>No method checks the field against the end of a bit string, which the caller knows; a field that does not lie inside the array raises
 * {@link IndexOutOfBoundsException}. Sizes and positions are in bits. Nothing is allocated but the {@link BigInteger}s.
 *
 * <p>In a <em>little-endian</em> field of a size that is no multiple of 8, the first bytes are whole and the last bits of the field are
 * the most significant ones of the value. Source: "Bit Syntax Expressions" in the Erlang Reference Manual; checked against OTP 25.
 */
public final class BitGet {
    private BitGet() {
    }

    /** Eight bits as 0..255. */
    public static int octet(byte[] array, long position) {
        int at = (int) (position >>> 3);
        int shift = (int) position & 7;
        if (shift == 0) {
            return array[at] & 0xff;
        }
        return (array[at] << shift | (array[at + 1] & 0xff) >>> (8 - shift)) & 0xff;
    }

    /**
     * A big-endian unsigned integer of 0..64 bits. With 64 bits the result is the two's complement: see {@link #fitsLong} and
     * {@link #unsignedBig}.
     */
    public static long unsigned(byte[] array, long position, int size) {
        if (size == 8) {
            return octet(array, position);
        }
        int at = (int) (position >>> 3);
        int shift = (int) position & 7;
        if (at <= array.length - 8) {
            long word = (long) Words.LONG.get(array, at) << shift;
            if (size == 0) {
                return 0;
            }
            long value = word >>> (64 - size);
            int over = shift + size - 64;
            return over <= 0 ? value : value | (array[at + 8] & 0xff) >>> (8 - over);
        }
        if (size == 0) {
            return 0;
        }
        return nearEnd(array, at, shift, size);
    }

    /** As {@link #unsigned}, where fewer than 8 bytes are left in the array. */
    private static long nearEnd(byte[] array, int at, int shift, int size) {
        int bytes = (shift + size + 7) >>> 3;
        if (at + bytes > array.length) {
            throw new IndexOutOfBoundsException("field of " + size + " bits ends behind the array of " + array.length + " bytes");
        }
        long word = Words.read(array, at, at + bytes);
        return word >>> (bytes * 8 - shift - size) & ~(-1L << size);
    }

    /**
     * As {@link #unsigned} for the bits from {@code shift} (0..7) of byte {@code at}, reading no byte but those of the field: the faster where shift
     * and size are constants.
     */
    static long atOffset(byte[] array, int at, int shift, int size) {
        return switch (shift + size + 7 >>> 3) {
            case 0 -> 0;
            case 1 -> (array[at] & 0xff) >>> (8 - shift - size) & (1 << size) - 1;
            case 2 -> ((short) Words.SHORT.get(array, at) & 0xffff) >>> (16 - shift - size) & (1 << size) - 1;
            case 4 -> ((int) Words.INT.get(array, at) & 0xffffffffL) >>> (32 - shift - size) & (1L << size) - 1;
            case 8 -> (long) Words.LONG.get(array, at) << shift >>> (64 - size);
            default -> unsigned(array, 8L * at + shift, size);
        };
    }

    /** A big-endian signed integer of 0..64 bits. */
    public static long signed(byte[] array, long position, int size) {
        int unused = 64 - size;
        return unsigned(array, position, size) << unused >> unused;
    }

    /** A little-endian unsigned integer of 0..64 bits; with 64 bits as {@link #unsigned}. */
    public static long unsignedLittle(byte[] array, long position, int size) {
        return swap(unsigned(array, position, size), size);
    }

    /** A little-endian signed integer of 0..64 bits. */
    public static long signedLittle(byte[] array, long position, int size) {
        int unused = 64 - size;
        return swap(unsigned(array, position, size), size) << unused >> unused;
    }

    /** Does what was read fit a long? Only an unsigned integer of 64 bits may not: then use {@link #unsignedBig}. */
    public static boolean fitsLong(long read, int size, boolean signed) {
        return read >= 0 || signed || size < 64;
    }

    /** The value of 64 bits that were read as unsigned. */
    public static BigInteger unsignedBig(long read) {
        BigInteger low = BigInteger.valueOf(read & Long.MAX_VALUE);
        return read >= 0 ? low : low.setBit(63);
    }

    /** A big-endian field of {@code size} bits to the little-endian value of the same bits. */
    static long swap(long field, int size) {
        if (size <= 8) {
            return field;
        }
        long reversed = Long.reverseBytes(field << (64 - size));
        int odd = size & 7;
        if (odd == 0) {
            return reversed;
        }
        int whole = size - odd;
        return reversed & ~(-1L << whole) | reversed >>> whole >>> (8 - odd) << whole;
    }

    /**
     * An integer of any size, 0 bits included.
     *
     * @throws ArithmeticException when the value is beyond what a {@link BigInteger} holds (2<sup>31</sup>-1 bits and a sign)
     */
    public static BigInteger integer(byte[] array, long position, long size, boolean signed, boolean little) {
        if (size <= 64) {
            int bits = (int) size;
            long field = little ? unsignedLittle(array, position, bits) : unsigned(array, position, bits);
            return signed ? BigInteger.valueOf(field << (64 - bits) >> (64 - bits)) : unsignedBig(field);
        }
        byte[] bytes = new byte[(int) ((size + 7) >>> 3)];
        int odd = (int) size & 7;
        int unused = odd == 0 ? 0 : 8 - odd;
        if (little) {
            BitCopy.copy(array, position, bytes, 0, size);
            bytes[bytes.length - 1] = (byte) ((bytes[bytes.length - 1] & 0xff) >>> unused);
            reverse(bytes);
        } else {
            BitCopy.copy(array, position, bytes, unused, size);
        }
        if (!signed) {
            return new BigInteger(1, bytes);
        }
        bytes[0] = (byte) (bytes[0] << 24 + unused >> 24 + unused);
        return new BigInteger(bytes);
    }

    static void reverse(byte[] bytes) {
        for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
            byte swapped = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swapped;
        }
    }

    /**
     * Reads an IEEE 754 number of 16, 32 or 64 bits. What Erlang does not take for a float, infinities and NaN, comes back as it is: a
     * field matches only when {@link Double#isFinite} holds. A float field of size 0 matches as 0.0.
     *
     * @throws IllegalArgumentException for another size
     */
    public static double real(byte[] array, long position, int size, boolean little) {
        return switch (size) {
            case 64 -> real64(array, position, little);
            case 32 -> real32(array, position, little);
            case 16 -> real16(array, position, little);
            case 0 -> 0.0;
            default -> throw new IllegalArgumentException("no float has " + size + " bits");
        };
    }

    /** A float of 64 bits, as {@link #real}. */
    public static double real64(byte[] array, long position, boolean little) {
        long bits = unsigned(array, position, 64);
        return Double.longBitsToDouble(little ? Long.reverseBytes(bits) : bits);
    }

    /** A float of 32 bits, as {@link #real}. */
    public static double real32(byte[] array, long position, boolean little) {
        int bits = (int) unsigned(array, position, 32);
        return Float.intBitsToFloat(little ? Integer.reverseBytes(bits) : bits);
    }

    /** A float of 16 bits, as {@link #real}. */
    public static double real16(byte[] array, long position, boolean little) {
        short bits = (short) unsigned(array, position, 16);
        return Float.float16ToFloat(little ? Short.reverseBytes(bits) : bits);
    }
}
