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

    /** The reverse of {@link #read}. */
    static void write(byte[] array, int from, int to, long word) {
        long rest = word;
        for (int i = to - 1; i >= from; i--) {
            array[i] = (byte) rest;
            rest >>>= 8;
        }
    }
}
