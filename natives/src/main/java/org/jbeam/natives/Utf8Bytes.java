package org.jbeam.natives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jbeam.term.Cons;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** UTF-8 in byte arrays: checks, and the way to and from code points. Overlong forms, surrogates and values above 10FFFF are no UTF-8. */
final class Utf8Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8Bytes() {}

    /** Where the first byte above 127 is, or {@code to}. */
    static int asciiUntil(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Where the first byte is that begins no complete character, or {@code to}. */
    static int validUntil(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] >= 0) {
                at = asciiUntil(bytes, at, to);
            } else {
                int length = validLength(bytes, at, to);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return at;
    }

    /** How many bytes a character with this first byte has, or -1 where none begins with it. */
    static int length(int first) {
        if (first < 0x80) {
            return 1;
        }
        return first < 0xc0 ? -1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : -1;
    }

    /** How many bytes the character at {@code at} has; 0 when it is not a valid complete one. */
    static int validLength(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        int length = length(first);
        if (length < 0 || length > to - at) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = length > 1 ? bytes[at + 1] & 0xff : 0;
        boolean valid = switch (length) {
            case 2 -> first >= 0xc2;
            case 3 -> (first != 0xe0 || second >= 0xa0) && (first != 0xed || second < 0xa0);
            case 4 -> first <= 0xf4 && (first != 0xf0 || second >= 0x90) && (first != 0xf4 || second < 0x90);
            default -> true;
        };
        return valid ? length : 0;
    }

    /** May the bytes from {@code at} to the end be the beginning of a character? Only the kinds of bytes are looked at, as in OTP. */
    static boolean isIncomplete(byte[] bytes, int at, int to) {
        int length = length(bytes[at] & 0xff);
        if (length < 2 || to - at >= length) {
            return false;
        }
        for (int i = at + 1; i < to; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The code points of valid UTF-8, before {@code tail}. */
    static Term toList(byte[] bytes, int from, int to, Term tail) {
        Term list = tail;
        int end = to;
        while (end > from) {
            int at = end - 1;
            if (bytes[at] >= 0) {
                list = new Cons(SmallInt.ofByte(bytes[at]), list);
            } else {
                while ((bytes[at] & 0xc0) == 0x80) {
                    at--;
                }
                int c = codePoint(bytes, at, end - at);
                list = new Cons(c < 256 ? SmallInt.ofByte(c) : SmallInt.of(c), list);
            }
            end = at;
        }
        return list;
    }

    /** The code point of a valid character. */
    static int codePoint(byte[] bytes, int at, int length) {
        if (length == 1) {
            return bytes[at];
        }
        int c = bytes[at] & 0x7f >> length;
        for (int i = 1; i < length; i++) {
            c = c << 6 | bytes[at + i] & 0x3f;
        }
        return c;
    }

    /** Writes a code point that is no surrogate; the position after it. */
    static int put(int c, byte[] bytes, int position) {
        int at = position;
        if (c < 0x80) {
            bytes[at++] = (byte) c;
            return at;
        }
        if (c < 0x800) {
            bytes[at++] = (byte) (0xc0 | c >> 6);
        } else {
            if (c < 0x10000) {
                bytes[at++] = (byte) (0xe0 | c >> 12);
            } else {
                bytes[at++] = (byte) (0xf0 | c >> 18);
                bytes[at++] = (byte) (0x80 | c >> 12 & 0x3f);
            }
            bytes[at++] = (byte) (0x80 | c >> 6 & 0x3f);
        }
        bytes[at++] = (byte) (0x80 | c & 0x3f);
        return at;
    }
}
