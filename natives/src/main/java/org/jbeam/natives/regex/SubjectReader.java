package org.jbeam.natives.regex;

import java.util.Arrays;

/** The subject of a match and the questions about its characters: newlines, words, runs of characters of a kind. Positions are array indices. */
abstract class SubjectReader {
    private static final boolean[][] DOTS = dots();

    final Program program;
    final boolean utf;
    private final boolean ucp;
    private final boolean[][] tables;
    private final CharSet[] sets;
    byte[] s = {};
    /** The subject is {@code s[begin..end)}. */
    int begin;
    int end;
    /** One of the NEWLINE bits of {@link RegexOption}. */
    int newline;
    /** Characters that the last {@link #scan} passed. */
    int scanned;
    /** The bytes a dot matches; in UTF-8, those below 128. */
    private boolean[] dot = DOTS[0];

    SubjectReader(Program program, int options) {
        this.program = program;
        this.utf = (options & RegexOption.UNICODE) != 0;
        this.ucp = (options & RegexOption.UCP) != 0;
        this.tables = program.tables();
        this.sets = program.sets();
    }

    private static boolean[][] dots() {
        boolean[][] dots = new boolean[5][256];
        for (boolean[] table : dots) {
            Arrays.fill(table, true);
        }
        dots[1]['\r'] = false;
        dots[2]['\n'] = false;
        dots[3]['\r'] = false;
        dots[3]['\n'] = false;
        for (int c : new int[] {'\n', 0x0B, 0x0C, '\r', 0x85}) {
            dots[4][c] = false;
        }
        return dots;
    }

    final void newline(int mode) {
        newline = mode;
        dot = switch (mode) {
            case RegexOption.NEWLINE_CR -> DOTS[1];
            case RegexOption.NEWLINE_CRLF -> DOTS[0];
            case RegexOption.NEWLINE_ANYCRLF -> DOTS[3];
            case RegexOption.NEWLINE_ANY -> DOTS[4];
            default -> DOTS[2];
        };
    }

    /** The length of the newline that starts at {@code p}, or 0. */
    final int newlineAt(int p) {
        if (p >= end) {
            return 0;
        }
        int c = s[p] & 0xFF;
        boolean pair = c == '\r' && p + 1 < end && s[p + 1] == '\n';
        return switch (newline) {
            case RegexOption.NEWLINE_CR -> c == '\r' ? 1 : 0;
            case RegexOption.NEWLINE_LF -> c == '\n' ? 1 : 0;
            case RegexOption.NEWLINE_CRLF -> pair ? 2 : 0;
            case RegexOption.NEWLINE_ANYCRLF -> c == '\n' ? 1 : c != '\r' ? 0 : pair ? 2 : 1;
            default -> c >= '\n' && c <= '\r' ? pair ? 2 : 1 : wideNewline(p);
        };
    }

    private int wideNewline(int p) {
        if (!utf) {
            return (s[p] & 0xFF) == 0x85 ? 1 : 0;
        }
        if (s[p] >= 0) {
            return 0;
        }
        int c = Utf8.decode(s, p, end);
        return (s[p] & 0xFF) < 0xC0 ? 0 : c == 0x85 ? 2 : c == 0x2028 || c == 0x2029 ? 3 : 0;
    }

    /** Whether a newline ends at {@code p}. */
    final boolean afterNewline(int p) {
        if (p <= begin) {
            return false;
        }
        int c = s[p - 1];
        return switch (newline) {
            case RegexOption.NEWLINE_CR -> c == '\r';
            case RegexOption.NEWLINE_LF -> c == '\n';
            case RegexOption.NEWLINE_CRLF -> c == '\n' && p - 2 >= begin && s[p - 2] == '\r';
            case RegexOption.NEWLINE_ANYCRLF -> c == '\n' || c == '\r';
            default -> c >= '\n' && c <= '\r' || wideNewline(utf ? Utf8.previous(s, p, begin) : p - 1) > 0;
        };
    }

    private boolean wordAt(int p) {
        int c = utf ? Utf8.decode(s, p, end) : s[p] & 0xFF;
        return ucp ? UnicodeProperties.isWord(c) : c < 256 && Latin1.WORD[c];
    }

    final boolean wordBoundary(int p) {
        boolean before = p > begin && wordAt(utf ? Utf8.previous(s, p, begin) : p - 1);
        boolean after = p < end && wordAt(p);
        return before != after;
    }

    /** Whether the character at {@code p}, which is before the end, is one that a dot matches. */
    private boolean dotAt(int p) {
        if (newline == RegexOption.NEWLINE_CRLF) {
            return newlineAt(p) == 0;
        }
        return utf && s[p] < 0 ? newline != RegexOption.NEWLINE_ANY || wideNewline(p) == 0 : dot[s[p] & 0xFF];
    }

    /** The position after one character of the kind at {@code p}, or -1. */
    final int one(int kind, int argument, int p) {
        if (p >= end) {
            return -1;
        }
        return switch (kind) {
            case Op.CHAR -> s[p] == argument ? p + 1 : -1;
            case Op.SET -> tables[argument][s[p] & 0xFF] ? p + 1 : -1;
            case Op.WIDE_SET -> sets[argument].contains(Utf8.decode(s, p, end)) ? Utf8.next(s, p, end) : -1;
            case Op.ANY_BYTE -> p + 1;
            case Op.ANY_CHAR -> Utf8.skip(s, p, end);
            default -> !dotAt(p) ? -1 : utf ? Utf8.skip(s, p, end) : p + 1;
        };
    }

    /** The position after as many characters of the kind as follow {@code p}, at most {@code max}; sets {@link #scanned}. */
    final int scan(int kind, int argument, int p, int max) {
        int limit = max < end - p ? p + max : end;
        int q = switch (kind) {
            case Op.CHAR -> scanByte((byte) argument, p, limit);
            case Op.SET -> scanTable(tables[argument], p, limit);
            case Op.ANY_BYTE -> limit;
            case Op.WIDE_SET, Op.ANY_CHAR -> scanWide(kind, argument, p, max);
            default -> newline == RegexOption.NEWLINE_CRLF || utf ? scanWide(kind, argument, p, max) : scanTable(dot, p, limit);
        };
        if (kind <= Op.SET || kind == Op.ANY_BYTE || kind == Op.DOT && newline != RegexOption.NEWLINE_CRLF && !utf) {
            scanned = q - p;
        }
        return q;
    }

    private int scanByte(byte b, int p, int limit) {
        byte[] subject = s;
        int q = p;
        while (q < limit && subject[q] == b) {
            q++;
        }
        return q;
    }

    private int scanTable(boolean[] table, int p, int limit) {
        byte[] subject = s;
        int q = p;
        while (q < limit && table[subject[q] & 0xFF]) {
            q++;
        }
        return q;
    }

    private int scanWide(int kind, int argument, int p, int max) {
        int n = 0;
        int q = p;
        while (n < max) {
            int next = one(kind, argument, q);
            if (next < 0) {
                break;
            }
            q = next;
            n++;
        }
        scanned = n;
        return q;
    }

    /** Whether a repeat of this kind gives back single bytes; PCRE gives back whole characters even where {@code \C} took bytes. */
    final boolean byteSteps(int kind) {
        return !utf || kind == Op.CHAR || kind == Op.SET;
    }
}
