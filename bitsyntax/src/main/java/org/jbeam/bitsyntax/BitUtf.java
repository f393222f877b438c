package org.jbeam.bitsyntax;

/**
 * The {@code utf8}, {@code utf16} and {@code utf32} types of the bit syntax, at any bit position.
 *
 * <p>A Unicode code point is 0..16#D7FF or 16#E000..16#10FFFF; nothing else is read or written, nor longer forms than needed. A decoder
 * gives the code point and the size of its encoding packed in one {@code long}, to be taken apart with {@link #codePoint} and
 * {@link #size}, or {@link #NONE}. Sizes and positions are in bits. Source: RFC 3629, RFC 2781; "Bit Syntax Expressions" in the Erlang
 * Reference Manual.
 */
public final class BitUtf {
    /** What a decoder returns where no valid encoding stands. All other results are positive. */
    public static final long NONE = -1;

    private static final int HIGH_SURROGATE = 0xd800;
    private static final int LOW_SURROGATE = 0xdc00;
    private static final int SURROGATES_END = 0xe000;
    private static final int CODE_POINTS_END = 0x110000;

    private BitUtf() {
    }

    /** The code point in a decoder's result. */
    public static int codePoint(long decoded) {
        return (int) decoded;
    }

    /** The size in bits of the encoding in a decoder's result: 8, 16, 24 or 32. */
    public static int size(long decoded) {
        return (int) (decoded >>> 32);
    }

    private static long result(int codePoint, int size) {
        return (long) size << 32 | codePoint;
    }

    /** Is this a code point that can be encoded? */
    public static boolean isCodePoint(long value) {
        return value >= 0 && (value < HIGH_SURROGATE || value >= SURROGATES_END && value < CODE_POINTS_END);
    }

    /** Decodes UTF-8 at {@code position}, with nothing read from {@code end} on. */
    public static long utf8(byte[] array, long position, long end) {
        long left = end - position;
        if (left < 8) {
            return NONE;
        }
        int shift = (int) position & 7;
        int at = (int) (position >>> 3);
        if (shift == 0) {
            int first = array[at];
            return first >= 0 ? result(first, 8) : utf8Bytes(array, at, (int) (left >>> 3));
        }
        return utf8Word(left < 32 ? (int) BitGet.unsigned(array, position, (int) left) << 32 - (int) left
                : (int) BitGet.unsigned(array, position, 32), (int) Math.min(left >>> 3, 4));
    }

    /** The first of the {@code left} bytes is none of ASCII. */
    private static long utf8Bytes(byte[] array, int at, int left) {
        int first = array[at] & 0xff;
        if (first < 0xe0) {
            // 16#C0 and 16#C1 would only begin overlong forms
            return left < 2 || first < 0xc2 ? NONE : two(first, array[at + 1]);
        }
        if (left < 3) {
            return NONE;
        }
        int word = first << 16 | (array[at + 1] & 0xff) << 8 | array[at + 2] & 0xff;
        if (first < 0xf0) {
            return three(word);
        }
        return left < 4 || first > 0xf4 ? NONE : four(word << 8 | array[at + 3] & 0xff);
    }

    /** As {@link #utf8Bytes}, of bytes in a word from its highest on. */
    private static long utf8Word(int word, int left) {
        int first = word >>> 24;
        if (first < 0xc2 || first > 0xf4) {
            return first < 0x80 ? result(first, 8) : NONE;
        }
        if (first < 0xe0) {
            return left < 2 ? NONE : two(first, word >>> 16 & 0xff);
        }
        if (first < 0xf0) {
            return left < 3 ? NONE : three(word >>> 8);
        }
        return left < 4 ? NONE : four(word);
    }

    private static long two(int first, int second) {
        return (second & 0xc0) == 0x80 ? result((first & 0x1f) << 6 | second & 0x3f, 16) : NONE;
    }

    private static long three(int word) {
        if ((word & 0xc0c0) != 0x8080) {
            return NONE;
        }
        int codePoint = (word >>> 4 & 0xf000) | (word >>> 2 & 0xfc0) | (word & 0x3f);
        return codePoint >= 0x800 && isCodePoint(codePoint) ? result(codePoint, 24) : NONE;
    }

    private static long four(int word) {
        if ((word & 0xc0c0c0) != 0x808080) {
            return NONE;
        }
        int codePoint = (word >>> 6 & 0x1c0000) | (word >>> 4 & 0x3f000) | (word >>> 2 & 0xfc0) | (word & 0x3f);
        return codePoint >= 0x10000 && codePoint < CODE_POINTS_END ? result(codePoint, 32) : NONE;
    }

    /** Decodes UTF-16 at {@code position}, with nothing read from {@code end} on. */
    public static long utf16(byte[] array, long position, long end, boolean little) {
        if (end - position < 16) {
            return NONE;
        }
        int first = unit(array, position, little);
        if (first < HIGH_SURROGATE || first >= SURROGATES_END) {
            return result(first, 16);
        }
        if (first >= LOW_SURROGATE || end - position < 32) {
            return NONE;
        }
        int second = unit(array, position + 16, little);
        if (second < LOW_SURROGATE || second >= SURROGATES_END) {
            return NONE;
        }
        return result(0x10000 + ((first & 0x3ff) << 10 | second & 0x3ff), 32);
    }

    private static int unit(byte[] array, long position, boolean little) {
        int unit = (int) BitGet.unsigned(array, position, 16);
        return little ? (unit & 0xff) << 8 | unit >>> 8 : unit;
    }

    /** Decodes UTF-32 at {@code position}, with nothing read from {@code end} on. */
    public static long utf32(byte[] array, long position, long end, boolean little) {
        if (end - position < 32) {
            return NONE;
        }
        int bits = (int) BitGet.unsigned(array, position, 32);
        int codePoint = little ? Integer.reverseBytes(bits) : bits;
        return isCodePoint(codePoint) ? result(codePoint, 32) : NONE;
    }

    /** The bits that UTF-8 takes for a value: 8, 16, 24 or 32, the latter also for what is no code point. */
    public static int utf8Size(long value) {
        if (value < 0 || value >= 0x10000) {
            return 32;
        }
        return value < 0x80 ? 8 : value < 0x800 ? 16 : 24;
    }

    /** The bits that UTF-16 takes for a value: 16 or 32, the latter for all values outside 0..16#FFFF. */
    public static int utf16Size(long value) {
        return value >= 0 && value < 0x10000 ? 16 : 32;
    }

    /** Writes UTF-8. The size of what was written in bits, or 0, and nothing written, when {@code value} is no code point. */
    public static int putUtf8(byte[] array, long position, long value) {
        if (!isCodePoint(value)) {
            return 0;
        }
        int code = (int) value;
        if (code < 0x80) {
            BitPut.octet(array, position, code);
            return 8;
        }
        if (code < 0x800) {
            BitPut.integer(array, position, 16, 0xc080 | code >>> 6 << 8 | code & 0x3f);
            return 16;
        }
        if (code < 0x10000) {
            BitPut.integer(array, position, 24, 0xe08080 | code >>> 12 << 16 | (code >>> 6 & 0x3f) << 8 | code & 0x3f);
            return 24;
        }
        int tail = (code >>> 12 & 0x3f) << 16 | (code >>> 6 & 0x3f) << 8 | code & 0x3f;
        BitPut.integer(array, position, 32, 0xf0808080 | code >>> 18 << 24 | tail);
        return 32;
    }

    /** Writes UTF-16; the result as of {@link #putUtf8}. */
    public static int putUtf16(byte[] array, long position, long value, boolean little) {
        if (!isCodePoint(value)) {
            return 0;
        }
        int code = (int) value;
        if (code < 0x10000) {
            BitPut.integer(array, position, 16, little ? Short.reverseBytes((short) code) : code);
            return 16;
        }
        int high = HIGH_SURROGATE | code - 0x10000 >>> 10;
        int low = LOW_SURROGATE | code & 0x3ff;
        int both = little ? Short.reverseBytes((short) high) << 16 | Short.reverseBytes((short) low) & 0xffff : high << 16 | low;
        BitPut.integer(array, position, 32, both);
        return 32;
    }

    /** Writes UTF-32; the result as of {@link #putUtf8}. */
    public static int putUtf32(byte[] array, long position, long value, boolean little) {
        if (!isCodePoint(value)) {
            return 0;
        }
        BitPut.integer(array, position, 32, little ? Integer.reverseBytes((int) value) : value);
        return 32;
    }
}
