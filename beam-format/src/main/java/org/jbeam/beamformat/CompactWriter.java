package org.jbeam.beamformat;

import java.math.BigInteger;
import java.util.Arrays;

/** Writes bytes, and compact tagged numbers in the shortest form, as OTP's assembler does. The inverse of {@link CompactReader}. */
final class CompactWriter {
    private static final int FIRST_SIZE = 256;
    private static final int FOUR_BITS = 1 << 4;
    private static final int ELEVEN_BITS = 1 << 11;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    void u8(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    void i32(int value) {
        u8(value >>> 24);
        u8(value >>> 16);
        u8(value >>> 8);
        u8(value);
    }

    void raw(byte[] from, int start, int length) {
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * size, size + length));
        }
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    void number(int tag, long value) {
        if (value < 0) {
            big(tag, BigInteger.valueOf(value));
        } else if (value < FOUR_BITS) {
            u8((int) value << 4 | tag);
        } else if (value < ELEVEN_BITS) {
            u8((int) (value >>> 8) << 5 | 8 | tag);
            u8((int) value);
        } else {
            big(tag, BigInteger.valueOf(value));
        }
    }

    /** At least two bytes, two's complement. */
    void big(int tag, BigInteger value) {
        byte[] twos = value.toByteArray();
        int padding = twos.length == 1 ? 1 : 0;
        int length = twos.length + padding;
        if (length <= 8) {
            u8((length - 2) << 5 | 0x18 | tag);
        } else {
            u8(0xf8 | tag);
            number(CompactReader.TAG_U, length - 9);
        }
        if (padding != 0) {
            u8(value.signum() < 0 ? 0xff : 0);
        }
        raw(twos, 0, twos.length);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
