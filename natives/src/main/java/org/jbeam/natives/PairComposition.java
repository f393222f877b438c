package org.jbeam.natives;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts letters and the marks behind them together, as file names of macOS need it: every character of the basic plane that has a canonical
 * decomposition of more than one character is composed, also those that Unicode excludes from composition, but for the ranges that OTP's
 * table, of Unicode 2, lacks.
 */
final class PairComposition {
    private static final Map<String, Character> COMPOSED = new HashMap<>();
    private static final int LONGEST;

    /** First and last of the ranges that OTP's table lacks. */
    private static final char[] MISSING = {0x1f8, 0x1f9, 0x218, 0x24f, 0x3d3, 0x3d4, 0x400, 0x400, 0x40d, 0x40d,
        0x450, 0x450, 0x45d, 0x45d, 0x4da, 0x4db, 0x4ea, 0x4ed, 0x622, 0x626, 0x6c0, 0x6d3, 0xa33, 0xa36, 0xdda, 0xdde, 0x1026, 0x1026,
        0x1a00, 0x1cff, 0x2000, 0x2fff, 0xac00, 0xfb1e};

    static {
        int longest = 1;
        for (char c = 0xa0; c < 0xfb50; c++) {
            String parts = isMissing(c) ? "" : Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
            if (parts.length() > 1 && !(parts.length() > 2 && parts.endsWith("\u0345"))) {
                COMPOSED.put(parts, c);
                longest = Math.max(longest, parts.length());
            }
        }
        LONGEST = longest;
    }

    private PairComposition() {}

    private static boolean isMissing(char c) {
        for (int i = 0; i < MISSING.length; i += 2) {
            if (c >= MISSING[i] && c <= MISSING[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** The text with letters and marks composed. */
    static String compose(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int length = Math.min(LONGEST, text.length() - at);
            Character whole = null;
            while (length > 1) {
                whole = COMPOSED.get(text.substring(at, at + length));
                if (whole != null) {
                    break;
                }
                length--;
            }
            out.append(whole == null ? text.charAt(at) : whole);
            at += length;
        }
        return out.toString();
    }
}
