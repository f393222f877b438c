package org.jbeam.natives.regex;

/** UTF-8 in byte arrays. The decoders assume valid text; on damaged text they return some value and never read outside the array. */
final class Utf8 {
    private Utf8() {
    }

    /** Bytes of the sequence that starts with lead byte {@code lead}: 1..4. */
    static int length(byte lead) {
        int b = lead & 0xFF;
        return b < 0xC0 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    }

    /** The offset after the character at {@code pos}, never beyond {@code end}. */
    static int next(byte[] s, int pos, int end) {
        return Math.min(pos + length(s[pos]), end);
    }

    /** The offset of the next character start after {@code pos}, which may be inside a character. */
    static int skip(byte[] s, int pos, int end) {
        int p = pos + 1;
        while (p < end && (s[p] & 0xC0) == 0x80) {
            p++;
        }
        return p;
    }

    /** The offset of the character before {@code pos}, never before {@code begin}. */
    static int previous(byte[] s, int pos, int begin) {
        int p = pos - 1;
        while (p > begin && (s[p] & 0xC0) == 0x80) {
            p--;
        }
        return p;
    }

    static int decode(byte[] s, int pos, int end) {
        int b = s[pos] & 0xFF;
        if (b < 0xC0) {
            return b;
        }
        int n = length(s[pos]);
        if (pos + n > end) {
            return b;
        }
        int c = n == 2 ? b & 0x1F : n == 3 ? b & 0x0F : b & 0x07;
        for (int i = 1; i < n; i++) {
            c = c << 6 | s[pos + i] & 0x3F;
        }
        return c;
    }

    static byte[] encode(int c) {
        if (c < 0x80) {
            return new byte[] {(byte) c};
        }
        if (c < 0x800) {
            return new byte[] {(byte) (0xC0 | c >> 6), tail(c)};
        }
        if (c < 0x10000) {
            return new byte[] {(byte) (0xE0 | c >> 12), tail(c >> 6), tail(c)};
        }
        return new byte[] {(byte) (0xF0 | c >> 18), tail(c >> 12), tail(c >> 6), tail(c)};
    }

    private static byte tail(int c) {
        return (byte) (0x80 | c & 0x3F);
    }

    /** The offset of the first byte of the first malformed sequence (overlong, surrogate, above U+10FFFF, cut off), or -1. */
    static int firstInvalid(byte[] s, int from, int to) {
        int p = validUntil(s, from, to, to);
        return p < 0 ? ~p : -1;
    }

    /**
     * Checks the sequences that start before {@code stop}.
     *
     * @param to where the text ends, at or after {@code stop}
     * @return the offset after the last of them, at least {@code stop}; of the first malformed one its complement, which is negative
     */
    static int validUntil(byte[] s, int from, int stop, int to) {
        int p = from;
        while (p < stop) {
            if (s[p] >= 0) {
                p++;
                continue;
            }
            int n = length(s[p]);
            if (n == 1 || p + n > to || !validSequence(s, p, n)) {
                return ~p;
            }
            p += n;
        }
        return p;
    }

    private static boolean validSequence(byte[] s, int p, int n) {
        for (int i = 1; i < n; i++) {
            if ((s[p + i] & 0xC0) != 0x80) {
                return false;
            }
        }
        int c = decode(s, p, p + n);
        int least = n == 2 ? 0x80 : n == 3 ? 0x800 : 0x10000;
        return (s[p] & 0xFF) < 0xF8 && c >= least && c <= CharSet.MAX && (c < 0xD800 || c > 0xDFFF);
    }
}
