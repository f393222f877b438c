package org.jbeam.term;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The 96-bit mixing function of Bob Jenkins's hash ("Hash functions", Dr. Dobb's, 1997), as Erlang's hashes use it. */
final class JenkinsMix {
    static final int GOLDEN = 0x9e3779b9;

    private static final VarHandle LITTLE_ENDIAN_INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private JenkinsMix() {}

    /** The state {@code c} after mixing. */
    static int mix(int first, int second, int third) {
        int a = first;
        int b = second;
        int c = third;
        a = a - b - c ^ c >>> 13;
        b = b - c - a ^ a << 8;
        c = c - a - b ^ b >>> 13;
        a = a - b - c ^ c >>> 12;
        b = b - c - a ^ a << 16;
        c = c - a - b ^ b >>> 5;
        a = a - b - c ^ c >>> 3;
        b = b - c - a ^ a << 10;
        return c - a - b ^ b >>> 15;
    }

    /** Adds two words to a hash; {@code kind} tells types apart. */
    static int add(int hash, int x, int y, int kind) {
        int k = kind * GOLDEN;
        return mix(k + x, k + y, hash);
    }

    /** Adds one word to a hash. */
    static int add(int hash, int x, int kind) {
        return add(hash, x, 0, kind);
    }

    /** Adds {@code length} whole bytes of a bit string to a hash, 12 at a time. */
    static int block(Bitstring bits, int length, int initial) {
        int a = GOLDEN;
        int b = GOLDEN;
        int c = initial;
        int i = 0;
        for (; length - i >= 12; i += 12) {
            a += word(bits, i);
            b += word(bits, i + 4);
            c += word(bits, i + 8);
            a = a - b - c ^ c >>> 13;
            b = b - c - a ^ a << 8;
            c = c - a - b ^ b >>> 13;
            a = a - b - c ^ c >>> 12;
            b = b - c - a ^ a << 16;
            c = c - a - b ^ b >>> 5;
            a = a - b - c ^ c >>> 3;
            b = b - c - a ^ a << 10;
            c = c - a - b ^ b >>> 15;
        }
        c += length;
        int left = length - i;
        if (left < 4) {
            a += few(bits, i, left);
        } else {
            a += word(bits, i);
            if (left < 8) {
                b += few(bits, i + 4, left - 4);
            } else {
                b += word(bits, i + 4);
                // the lowest byte of the last word is the length's
                c += few(bits, i + 8, left - 8) << 8;
            }
        }
        return mix(a, b, c);
    }

    /** 0 to 3 bytes. */
    private static int few(Bitstring bits, int index, int count) {
        int value = count > 0 ? bits.byteAt(index) : 0;
        value |= count > 1 ? bits.byteAt(index + 1) << 8 : 0;
        return count > 2 ? value | bits.byteAt(index + 2) << 16 : value;
    }

    private static int word(Bitstring bits, int index) {
        if (bits.isAligned()) {
            return (int) LITTLE_ENDIAN_INT.get(bits.array(), (int) (bits.bitOffset() >>> 3) + index);
        }
        return bits.byteAt(index) | bits.byteAt(index + 1) << 8 | bits.byteAt(index + 2) << 16 | bits.byteAt(index + 3) << 24;
    }
}
