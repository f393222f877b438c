package org.jbeam.natives.regex;

import java.util.function.IntPredicate;

/** Character types and case pairs of the 256 ISO 8859-1 characters, as OTP's built-in `re` locale table has them. */
final class Latin1 {
    static final boolean[] SPACE = table(c -> c >= 9 && c <= 13 || c == ' ');
    static final boolean[] DIGIT = table(c -> c >= '0' && c <= '9');
    static final boolean[] XDIGIT = table(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F');
    static final boolean[] LOWER = table(Latin1::lower);
    static final boolean[] UPPER = table(c -> c >= 'A' && c <= 'Z' || c >= 0xC0 && c <= 0xDE && c != 0xD7);
    static final boolean[] LETTER = table(c -> LOWER[c] || UPPER[c]);
    static final boolean[] WORD = table(c -> LETTER[c] || DIGIT[c] || c == '_');
    static final boolean[] GRAPH = table(c -> c > ' ' && c < 0x7F || c >= 0xA0);
    static final boolean[] PRINT = table(c -> c >= ' ' && c < 0x7F || c >= 0xA0);
    static final boolean[] PUNCT = table(c -> GRAPH[c] && !LETTER[c] && !DIGIT[c]);
    static final boolean[] CNTRL = table(c -> c < ' ' || c >= 0x7F && c < 0xA0);

    private Latin1() {
    }

    private static boolean lower(int c) {
        return c >= 'a' && c <= 'z' || c == 0xAA || c == 0xB5 || c == 0xBA || c >= 0xDF && c != 0xF7;
    }

    private static boolean[] table(IntPredicate member) {
        boolean[] table = new boolean[256];
        for (int c = 0; c < 256; c++) {
            table[c] = member.test(c);
        }
        return table;
    }

    /** The other case of {@code c} (0..255), or {@code c} itself; micro, sharp s and y diaeresis have none. */
    static int otherCase(int c) {
        if (c >= 'A' && c <= 'Z' || c >= 0xC0 && c <= 0xDE && c != 0xD7) {
            return c + 32;
        }
        if (c >= 'a' && c <= 'z' || c >= 0xE0 && c <= 0xFE && c != 0xF7) {
            return c - 32;
        }
        return c;
    }

    /** The lower case of {@code c} (0..255). */
    static int lowerCase(int c) {
        return c >= 'A' && c <= 'Z' || c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 32 : c;
    }
}
