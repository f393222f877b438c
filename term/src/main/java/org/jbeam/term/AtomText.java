package org.jbeam.term;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Atoms and quoted text as OTP's io library writes them. */
final class AtomText {
    private static final Set<String> RESERVED = Set.of("after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor",
            "case", "catch", "cond", "div", "end", "fun", "if", "let", "not", "of", "or", "orelse", "receive", "rem", "try", "when", "xor");
    private static final int LAST_LATIN1 = 255;

    private AtomText() {}

    /** Is it a word of the language, which is no atom unless quoted? */
    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /** Appends an atom, quoted where it must be. */
    static void append(String name, boolean unicode, StringBuilder out) {
        if (!needsQuotes(name)) {
            out.append(name);
            return;
        }
        out.append('\'');
        name.codePoints().forEach(c -> appendCharacter(c, '\'', unicode, out));
        out.append('\'');
    }

    private static boolean needsQuotes(String name) {
        if (name.isEmpty() || !isLower(name.charAt(0)) || RESERVED.contains(name)) {
            return true;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!isNameCharacter(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static boolean isLower(int c) {
        return c >= 'a' && c <= 'z' || c >= 0xdf && c <= 0xff && c != 0xf7;
    }

    static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z' || c >= 0xc0 && c <= 0xde && c != 0xd7;
    }

    /** May it stand in an atom without quotes, after the first character? */
    static boolean isNameCharacter(int c) {
        return isLower(c) || isUpper(c) || c >= '0' && c <= '9' || c == '_' || c == '@';
    }

    /** Appends a character of text in these quotes. */
    static void appendCharacter(int c, char quote, boolean unicode, StringBuilder out) {
        if (c == quote || c == '\\') {
            out.append('\\').append((char) c);
        } else if (c >= ' ' && c <= '~' || c >= 0xa0 && c <= LAST_LATIN1) {
            out.append((char) c);
        } else if (c > LAST_LATIN1) {
            appendWide(c, unicode, out);
        } else {
            appendControl(c, out);
        }
    }

    private static void appendWide(int c, boolean unicode, StringBuilder out) {
        if (unicode) {
            out.appendCodePoint(c);
        } else {
            out.append("\\x{").append(Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT)).append('}');
        }
    }

    private static void appendControl(int c, StringBuilder out) {
        char letter = switch (c) {
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case 11 -> 'v';
            case '\b' -> 'b';
            case '\f' -> 'f';
            case 27 -> 'e';
            case 127 -> 'd';
            default -> 0;
        };
        out.append('\\');
        if (letter != 0) {
            out.append(letter);
        } else {
            out.append((char) ('0' + (c >> 6))).append((char) ('0' + (c >> 3 & 7))).append((char) ('0' + (c & 7)));
        }
    }

    /** Appends an atom as {@code erlang:display/1} does: reserved words need no quotes, an at sign does; wide characters are written in UTF-8. */
    static void appendDisplayed(String name, StringBuilder out) {
        boolean quotes = name.isEmpty() || !isLower(name.charAt(0)) || !name.chars().allMatch(c -> c != '@' && isNameCharacter(c));
        if (quotes) {
            out.append('\'');
        }
        name.codePoints().forEach(c -> appendDisplayed(c, quotes, out));
        if (quotes) {
            out.append('\'');
        }
    }

    private static void appendDisplayed(int c, boolean quotes, StringBuilder out) {
        if (c >= 0xa0) {
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                out.append((char) (b & 0xff));
            }
        } else if (c == 27) {
            out.append("\\033");
        } else if (c == 127) {
            out.append((char) c);
        } else if (quotes) {
            appendCharacter(c, '\'', true, out);
        } else {
            out.append((char) c);
        }
    }
}
