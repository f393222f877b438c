package org.jbeam.natives.regex;

/** Extended grapheme clusters for {@code \X}, by the rules of Unicode 7, which PCRE 8.44 has. */
final class Graphemes {
    private static final int CR = 0;
    private static final int LF = 1;
    private static final int CONTROL = 2;
    private static final int EXTEND = 3;
    private static final int SPACING_MARK = 4;
    private static final int L = 5;
    private static final int V = 6;
    private static final int T = 7;
    private static final int LV = 8;
    private static final int LVT = 9;
    private static final int REGIONAL = 10;
    private static final int OTHER = 11;

    private Graphemes() {
    }

    /** Whether two neighbouring characters belong to one cluster. */
    static boolean joined(int left, int right) {
        int a = type(left);
        int b = type(right);
        if (a <= CONTROL) {
            return a == CR && b == LF;
        }
        if (a == REGIONAL) {
            return b == REGIONAL;
        }
        if (b == EXTEND || b == SPACING_MARK) {
            return true;
        }
        return switch (a) {
            case L -> b == L || b == V || b == LV || b == LVT;
            case V, LV -> b == V || b == T;
            case T, LVT -> b == T;
            default -> false;
        };
    }

    private static int type(int c) {
        if (c == '\r') {
            return CR;
        }
        if (c == '\n') {
            return LF;
        }
        if (c < 0x300) {
            return c < 0x20 || c >= 0x7F && c < 0xA0 || c == 0xAD ? CONTROL : OTHER;
        }
        if (c == 0x200C || c == 0x200D || c == 0xFF9E || c == 0xFF9F) {
            return EXTEND;
        }
        int hangul = hangul(c);
        return hangul >= 0 ? hangul : c >= 0x1F1E6 && c <= 0x1F1FF ? REGIONAL : byCategory(c);
    }

    private static int byCategory(int c) {
        return switch (UnicodeProperties.categoryOf(c)) {
            case "Mn", "Me" -> EXTEND;
            case "Mc" -> extendingMark(c) ? EXTEND : SPACING_MARK;
            case "Cc", "Cf", "Zl", "Zp", "Cs" -> CONTROL;
            default -> c == 0xE33 || c == 0xEB3 ? SPACING_MARK : OTHER;
        };
    }

    /** Spacing marks that Unicode lists under Other_Grapheme_Extend. */
    private static boolean extendingMark(int c) {
        return switch (c) {
            case 0x9BE, 0x9D7, 0xB3E, 0xB57, 0xBBE, 0xBD7, 0xCC2, 0xCD5, 0xCD6, 0xD3E, 0xD57, 0xDCF, 0xDDF, 0x302E, 0x302F, 0x1133E, 0x11357,
                0x114B0, 0x114BD, 0x115AF, 0x1D165, 0x1D16E, 0x1D16F, 0x1D170, 0x1D171, 0x1D172 -> true;
            default -> false;
        };
    }

    private static int hangul(int c) {
        if (c >= 0x1100 && c <= 0x115F || c >= 0xA960 && c <= 0xA97C) {
            return L;
        }
        if (c >= 0x1160 && c <= 0x11A7 || c >= 0xD7B0 && c <= 0xD7C6) {
            return V;
        }
        if (c >= 0x11A8 && c <= 0x11FF || c >= 0xD7CB && c <= 0xD7FB) {
            return T;
        }
        if (c >= 0xAC00 && c <= 0xD7A3) {
            return (c - 0xAC00) % 28 == 0 ? LV : LVT;
        }
        return -1;
    }
}
