package org.jbeam.natives.regex;

import java.nio.charset.StandardCharsets;

/** The items such as {@code (*UTF8)} at a pattern's start: the options with them, their length in bytes, and the limits they set. */
record StartOptions(int options, int length, long matchLimit, long recursionLimit) {
    static final long NO_LIMIT = 0xFFFFFFFFL;
    private static final long LIMIT = NO_LIMIT / 10 - 1;

    static StartOptions read(byte[] pattern, int length, int given) {
        String text = new String(pattern, 0, length, StandardCharsets.ISO_8859_1);
        int options = given;
        int p = 0;
        long matchLimit = NO_LIMIT;
        long recursionLimit = NO_LIMIT;
        while (text.startsWith("(*", p)) {
            int close = text.indexOf(')', p);
            if (close < 0) {
                break;
            }
            String item = text.substring(p + 2, close);
            if (item.startsWith("LIMIT_MATCH=") && number(item, 12) >= 0) {
                matchLimit = Math.min(matchLimit, number(item, 12));
            } else if (item.startsWith("LIMIT_RECURSION=") && number(item, 16) >= 0) {
                recursionLimit = Math.min(recursionLimit, number(item, 16));
            } else {
                int changed = apply(item, options);
                if (changed < 0) {
                    break;
                }
                options = changed;
            }
            p = close + 1;
        }
        return new StartOptions(options, p, matchLimit, recursionLimit);
    }

    /** The number after {@code from}; -1 if that is none, or too large. */
    private static long number(String item, int from) {
        long n = 0;
        for (int i = from; i < item.length(); i++) {
            char c = item.charAt(i);
            if (c < '0' || c > '9' || n > LIMIT) {
                return -1;
            }
            n = n * 10 + c - '0';
        }
        return n;
    }

    private static int apply(String item, int options) {
        return switch (item) {
            case "UTF8", "UTF" -> options | RegexOption.UNICODE;
            case "UCP" -> options | RegexOption.UCP;
            case "NO_AUTO_POSSESS" -> options | RegexOption.NO_AUTO_POSSESS;
            case "NO_START_OPT" -> options | RegexOption.NO_START_OPTIMIZE;
            case "CR" -> newline(options, RegexOption.NEWLINE_CR);
            case "LF" -> newline(options, RegexOption.NEWLINE_LF);
            case "CRLF" -> newline(options, RegexOption.NEWLINE_CRLF);
            case "ANY" -> newline(options, RegexOption.NEWLINE_ANY);
            case "ANYCRLF" -> newline(options, RegexOption.NEWLINE_ANYCRLF);
            case "BSR_ANYCRLF" -> options & ~RegexOption.BSR_MASK | RegexOption.BSR_ANYCRLF;
            case "BSR_UNICODE" -> options & ~RegexOption.BSR_MASK | RegexOption.BSR_UNICODE;
            default -> -1;
        };
    }

    private static int newline(int options, int mode) {
        return options & ~RegexOption.NEWLINE_MASK | mode;
    }
}
