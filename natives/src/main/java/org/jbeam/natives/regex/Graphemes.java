package org.jbeam.natives.regex;

/** Extended grapheme clusters for {@code \X}, by the rules of Unicode 7, which PCRE 8.44 has. */
final class Graphemes {
    private static final CharSet JOINS = UnicodeData.set(UnicodeData.JOINS);
    private static final CharSet BREAKS = UnicodeData.set(UnicodeData.BREAKS);
    private static final int FIRST_SYLLABLE = 0xAC00;
    private static final int LAST_SYLLABLE = 0xD7A3;
    private static final int TRAILING = 28;

    private enum Hangul { NONE, L, V, T, LV, LVT }

    private Graphemes() {
    }

    /** Whether two neighbouring characters belong to one cluster. */
    static boolean joined(int left, int right) {
        if (left == '\r') {
            return right == '\n';
        }
        boolean regional = regional(left);
        if (regional || BREAKS.contains(left)) {
            return regional && regional(right);
        }
        if (JOINS.contains(right)) {
            return true;
        }
        Hangul next = hangul(right);
        return switch (hangul(left)) {
            case NONE -> false;
            case L -> next == Hangul.L || next == Hangul.V || next == Hangul.LV || next == Hangul.LVT;
            case V, LV -> next == Hangul.V || next == Hangul.T;
            case T, LVT -> next == Hangul.T;
        };
    }

    private static boolean regional(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
    }

    private static Hangul hangul(int c) {
        if (c >= 0x1100 && c <= 0x115F || c >= 0xA960 && c <= 0xA97C) {
            return Hangul.L;
        }
        if (c >= 0x1160 && c <= 0x11A7 || c >= 0xD7B0 && c <= 0xD7C6) {
            return Hangul.V;
        }
        if (c >= 0x11A8 && c <= 0x11FF || c >= 0xD7CB && c <= 0xD7FB) {
            return Hangul.T;
        }
        if (c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE) {
            return (c - FIRST_SYLLABLE) % TRAILING == 0 ? Hangul.LV : Hangul.LVT;
        }
        return Hangul.NONE;
    }
}
