package org.jbeam.beamformat;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads compact tagged numbers: the low three bits of the first byte are the tag, the next one or two choose a value of 4 bits, of 11 bits, or of
 * 2 to 8 bytes, or of 9 bytes and more with a tagged number as length. After {@link #next()} the fields hold what was read.
 */
final class CompactReader {
    static final int TAG_U = 0;
    static final int TAG_I = 1;
    static final int TAG_A = 2;
    static final int TAG_X = 3;
    static final int TAG_Y = 4;
    static final int TAG_F = 5;
    static final int TAG_H = 6;
    static final int TAG_Z = 7;

    /** Stands for every unsigned value from here on. */
    static final long OVERFLOW = Long.MAX_VALUE;

    private static final int BASE_OF_LONG_SIZE = 9;

    private final ByteReader in;

    /** One of the TAG constants. */
    int tag;
    /** The value, unless {@link #big} holds it. */
    long value;
    /** An integer beyond 64 bits, else null. */
    BigInteger big;

    CompactReader(ByteReader in) {
        this.in = in;
    }

    void next() {
        int first = in.u8();
        tag = first & 7;
        big = null;
        if ((first & 8) == 0) {
            value = first >>> 4;
        } else if ((first & 16) == 0) {
            value = (first >>> 5) << 8 | in.u8();
        } else {
            bytes(tag, size(first >>> 5, 0));
        }
    }

    /** The next number, which must be unsigned, and below 2^31. */
    int number() {
        next();
        if (tag != TAG_U || value > Integer.MAX_VALUE) {
            throw in.malformed("a small number expected");
        }
        return (int) value;
    }

    private int size(int code, int nesting) {
        if (code < 7) {
            return code + 2;
        }
        if (nesting == BeamLimits.MAX_LENGTH_NESTING) {
            throw in.malformed("a length of a length of a length");
        }
        int first = in.u8();
        if ((first & 7) != TAG_U) {
            throw in.malformed("a length must be a plain number");
        }
        if ((first & 8) == 0) {
            value = first >>> 4;
        } else if ((first & 16) == 0) {
            value = (first >>> 5) << 8 | in.u8();
        } else {
            bytes(TAG_U, size(first >>> 5, nesting + 1));
        }
        if (value > in.remaining()) {
            throw in.malformed("a number of " + value + " bytes in " + in.remaining());
        }
        return (int) value + BASE_OF_LONG_SIZE;
    }

    private void bytes(int kind, int size) {
        byte[] b = in.array();
        int from = in.take(size);
        if (size > 8) {
            longNumber(kind, b, from, size);
            return;
        }
        long v = kind == TAG_I ? b[from] : b[from] & 0xff;
        for (int i = 1; i < size; i++) {
            v = v << 8 | b[from + i] & 0xff;
        }
        value = kind != TAG_I && v < 0 ? OVERFLOW : v;
    }

    private void longNumber(int kind, byte[] b, int from, int size) {
        if (kind != TAG_I) {
            boolean zero = true;
            for (int i = 0; i < size - 8; i++) {
                zero &= b[from + i] == 0;
            }
            long v = 0;
            for (int i = size - 8; i < size; i++) {
                v = v << 8 | b[from + i] & 0xff;
            }
            value = zero && v >= 0 ? v : OVERFLOW;
            return;
        }
        BigInteger v = new BigInteger(Arrays.copyOfRange(b, from, from + size));
        if (v.bitLength() <= 63) {
            value = v.longValue();
        } else {
            big = v;
        }
    }
}
