package org.jbeam.term;

import java.math.BigInteger;
import java.util.Arrays;

/** Collects bits, most significant first. */
final class BitWriter {
    private byte[] bytes = new byte[16];
    private long size;

    /** Appends the lowest {@code count} bits of a value in two's complement; little-endian, its lowest byte comes first. */
    void write(BigInteger value, int count, boolean little) {
        int whole = count / Byte.SIZE;
        int rest = count % Byte.SIZE;
        byte[] digits = value.toByteArray();
        if (!little) {
            if (rest != 0) {
                writeBits(byteOf(digits, whole), rest);
            }
            for (int i = whole - 1; i >= 0; i--) {
                writeByte(byteOf(digits, i));
            }
            return;
        }
        for (int i = 0; i < whole; i++) {
            writeByte(byteOf(digits, i));
        }
        if (rest != 0) {
            writeBits(byteOf(digits, whole), rest);
        }
    }

    /** Byte {@code index} of a big-endian number, the lowest being 0, its sign going on for ever. */
    private static int byteOf(byte[] digits, int index) {
        return index < digits.length ? digits[digits.length - 1 - index] : digits[0] < 0 ? -1 : 0;
    }

    void writeByte(int value) {
        writeBits(value, Byte.SIZE);
    }

    /** Appends the lowest 1 to 8 bits of a value. */
    private void writeBits(int value, int count) {
        int at = (int) (size >>> 3);
        if (at + 2 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int used = (int) (size & 7);
        int placed = (value & (1 << count) - 1) << 16 - used - count;
        bytes[at] |= (byte) (placed >>> 8);
        bytes[at + 1] |= (byte) placed;
        size += count;
    }

    Bitstring finish() {
        return Bitstring.ofBits(Arrays.copyOf(bytes, (int) (size + 7 >>> 3)), 0, size);
    }
}
