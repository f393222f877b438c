package org.jbeam.bitsyntax;

import java.util.Arrays;

/** Copies and compares ranges of bits, byte-wise or in words of 64 bits. Sizes and positions are in bits. */
public final class BitCopy {
    private BitCopy() {
    }

    /**
     * Copies {@code size} bits. The bits around the target keep their value. The ranges must not overlap in one array, unless all
     * positions and the size are multiples of 8.
     *
     * @throws IndexOutOfBoundsException when a range leaves its array; part may have been copied
     */
    public static void copy(byte[] source, long sourcePosition, byte[] target, long targetPosition, long size) {
        long from = sourcePosition;
        long to = targetPosition;
        long left = size;
        if (left <= 64) {
            BitPut.integer(target, to, (int) left, BitGet.unsigned(source, from, (int) left));
            return;
        }
        int head = (int) -to & 7;
        if (head != 0) {
            BitPut.integer(target, to, head, BitGet.unsigned(source, from, head));
            from += head;
            to += head;
            left -= head;
        }
        if ((from & 7) == 0) {
            System.arraycopy(source, (int) (from >>> 3), target, (int) (to >>> 3), (int) (left >>> 3));
            long whole = left & ~7L;
            from += whole;
            to += whole;
            left &= 7;
        } else {
            for (; left >= 64; left -= 64, from += 64, to += 64) {
                Words.LONG.set(target, (int) (to >>> 3), BitGet.unsigned(source, from, 64));
            }
        }
        BitPut.integer(target, to, (int) left, BitGet.unsigned(source, from, (int) left));
    }

    /** Are {@code size} bits of two arrays the same? */
    public static boolean equal(byte[] a, long aPosition, byte[] b, long bPosition, long size) {
        long left = size;
        long at = aPosition;
        long bt = bPosition;
        if (left > 64 && ((at | bt) & 7) == 0) {
            int bytes = (int) (left >>> 3);
            int aFrom = (int) (at >>> 3);
            int bFrom = (int) (bt >>> 3);
            if (!Arrays.equals(a, aFrom, aFrom + bytes, b, bFrom, bFrom + bytes)) {
                return false;
            }
            at += 8L * bytes;
            bt += 8L * bytes;
            left &= 7;
        }
        for (; left > 64; left -= 64, at += 64, bt += 64) {
            if (BitGet.unsigned(a, at, 64) != BitGet.unsigned(b, bt, 64)) {
                return false;
            }
        }
        return BitGet.unsigned(a, at, (int) left) == BitGet.unsigned(b, bt, (int) left);
    }

    /** Are the bits at {@code position} the bytes {@code from} to {@code from + length} of {@code literal}? */
    public static boolean matches(byte[] array, long position, byte[] literal, int from, int length) {
        return equal(array, position, literal, 8L * from, 8L * length);
    }

    /**
     * Compares two bit strings in Erlang's order: bit by bit, 0 before 1, and a prefix before what it is a prefix of. Negative, zero or
     * positive.
     */
    public static int compare(byte[] a, long aPosition, long aSize, byte[] b, long bPosition, long bSize) {
        long left = Math.min(aSize, bSize);
        long at = aPosition;
        long bt = bPosition;
        if (left > 64 && ((at | bt) & 7) == 0) {
            int bytes = (int) (left >>> 3);
            int aFrom = (int) (at >>> 3);
            int bFrom = (int) (bt >>> 3);
            int order = Arrays.compareUnsigned(a, aFrom, aFrom + bytes, b, bFrom, bFrom + bytes);
            if (order != 0) {
                return order;
            }
            at += 8L * bytes;
            bt += 8L * bytes;
            left &= 7;
        }
        while (left > 0) {
            int chunk = (int) Math.min(64, left);
            int order = Long.compareUnsigned(BitGet.unsigned(a, at, chunk), BitGet.unsigned(b, bt, chunk));
            if (order != 0) {
                return order;
            }
            at += chunk;
            bt += chunk;
            left -= chunk;
        }
        return Long.compare(aSize, bSize);
    }

    /** A copy of a range in an array of its own; the unused low bits of a last incomplete byte are zero. */
    public static byte[] range(byte[] array, long position, long size) {
        byte[] bytes = BitBuffer.allocate(size);
        copy(array, position, bytes, 0, size);
        return bytes;
    }
}
