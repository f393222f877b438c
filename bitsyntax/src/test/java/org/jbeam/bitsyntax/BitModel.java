package org.jbeam.bitsyntax;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The slow, plain model that the fast code is compared with: bits as lists of booleans, values as {@link BigInteger}. */
final class BitModel {
    private BitModel() {
    }

    static List<Boolean> read(byte[] array, long position, int size) {
        List<Boolean> bits = new ArrayList<>();
        for (long i = position; i < position + size; i++) {
            bits.add((array[(int) (i / 8)] >> (7 - i % 8) & 1) == 1);
        }
        return bits;
    }

    static void write(byte[] array, long position, List<Boolean> bits) {
        long at = position;
        for (boolean bit : bits) {
            int mask = 0x80 >> at % 8;
            int old = array[(int) (at / 8)];
            array[(int) (at / 8)] = (byte) (bit ? old | mask : old & ~mask);
            at++;
        }
    }

    /** The bits with the most significant first: a little-endian field has its bytes, the last of them maybe short, reversed. */
    static List<Boolean> significant(List<Boolean> field, boolean little) {
        if (!little) {
            return field;
        }
        List<Boolean> bits = new ArrayList<>();
        for (int from = field.size() + 7 & ~7; from > 0; from -= 8) {
            bits.addAll(field.subList(from - 8, Math.min(from, field.size())));
        }
        return bits;
    }

    static BigInteger value(List<Boolean> field, boolean signed, boolean little) {
        List<Boolean> bits = significant(field, little);
        BigInteger value = BigInteger.ZERO;
        for (boolean bit : bits) {
            value = value.shiftLeft(1).add(bit ? BigInteger.ONE : BigInteger.ZERO);
        }
        return signed && !bits.isEmpty() && bits.getFirst() ? value.subtract(BigInteger.ONE.shiftLeft(bits.size())) : value;
    }

    static List<Boolean> field(BigInteger value, int size, boolean little) {
        List<Boolean> bits = new ArrayList<>();
        for (int i = size - 1; i >= 0; i--) {
            bits.add(value.testBit(i));
        }
        if (!little) {
            return bits;
        }
        List<Boolean> field = new ArrayList<>();
        for (int low = 0; low < size; low += 8) {
            field.addAll(bits.subList(Math.max(0, size - low - 8), size - low));
        }
        return field;
    }
}
