package org.jbeam.bitsyntax;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array at once, at any byte index, most significant byte first. */
final class Words {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private Words() {
    }

    /** The bytes {@code from} (inclusive) to {@code to} (exclusive, at most 8 of them) as one number. */
    static long read(byte[] array, int from, int to) {
        long word = 0;
        for (int i = from; i < to; i++) {
            word = word << 8 | array[i] & 0xff;
        }
        return word;
    }

    /**
     * Writes the lowest {@code bytes} bytes (1..8) of a word. Touches no byte but these: a wider write, made of what was read, would be waited for by
     * the read that comes before the next field.
     */
    static void write(byte[] array, int at, int bytes, long word) {
        int to = at;
        int left = bytes;
        if (left == 8) {
            LONG.set(array, at, word);
            return;
        }
        if (left >= 4) {
            left -= 4;
            INT.set(array, to, (int) (word >>> (left << 3)));
            to += 4;
        }
        if (left >= 2) {
            left -= 2;
            SHORT.set(array, to, (short) (word >>> (left << 3)));
            to += 2;
        }
        if (left == 1) {
            array[to] = (byte) word;
        }
    }
}
