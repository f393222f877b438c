package org.jbeam.natives.regex;

/**
 * Reads the escape at the reading position, which stands on the backslash and is left on the escape's last byte. The result is a {@link #kind}:
 * {@code 0} for a character ({@link #value}), a negative number for a reference to that group, or the escape's letter.
 */
final class EscapeParser {
    private static final String LETTERS = "ABCDEGHKNPQRSVWXZbdhkpsvwz";
    private static final int LIMIT = Integer.MAX_VALUE / 10 - 1;

    private final PatternSource src;
    int kind;
    int value;
    /** Whether the last {@link #property} was written with {@code ^}. */
    boolean propertyNegated;

    EscapeParser(PatternSource src) {
        this.src = src;
    }

    void read(int options, boolean inClass) {
        src.ptr++;
        kind = 0;
        value = src.peek();
        if (src.ptr >= src.length) {
            src.ptr = src.length;
            throw src.error(Errors.END_BACKSLASH);
        }
        if (src.utf && value >= 0xC0) {
            value = Utf8.decode(src.pattern, src.ptr, src.length);
            src.ptr += Utf8.length(src.pattern[src.ptr]) - 1;
            return;
        }
        if (LETTERS.indexOf(value) >= 0) {
            kind = value;
            if (value == 'N' && src.peek(1) == '{' && !src.countedRepeat(src.ptr + 2)) {
                throw src.error(Errors.UNSUPPORTED_ESCAPE);
            }
            return;
        }
        readSpecial(options, inClass);
    }

    private void readSpecial(int options, boolean inClass) {
        switch (value) {
            case 'a' -> value = 7;
            case 'e' -> value = 27;
            case 'f' -> value = 12;
            case 'n' -> value = 10;
            case 'r' -> value = 13;
            case 't' -> value = 9;
            case 'l', 'L', 'u', 'U' -> throw src.error(Errors.UNSUPPORTED_ESCAPE);
            case 'g' -> {
                if (!inClass) {
                    readGroupReference();
                }
            }
            case '0' -> readOctalDigits(3);
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readNumber(inClass);
            case 'o' -> readBraced(8);
            case 'x' -> readHex();
            case 'c' -> readControl();
            default -> {
                boolean unknown = value >= 'A' && value <= 'Z' || value >= 'a' && value <= 'z';
                if ((options & RegexOption.EXTRA) != 0 && unknown) {
                    throw src.error(Errors.BAD_ESCAPE);
                }
            }
        }
    }

    private void readControl() {
        src.ptr++;
        int c = src.peek();
        if (src.ptr >= src.length) {
            throw src.error(Errors.END_CONTROL);
        }
        if (c > 127) {
            throw src.error(Errors.CONTROL_ASCII);
        }
        value = (c >= 'a' && c <= 'z' ? c - 32 : c) ^ 0x40;
    }

    private void readGroupReference() {
        int next = src.peek(1);
        if (next == '<' || next == '\'') {
            kind = 'g';
            return;
        }
        boolean braced = next == '{';
        if (braced) {
            int p = src.ptr + 2;
            while (src.at(p) == '-' || PatternSource.digit(src.at(p))) {
                p++;
            }
            if (src.at(p) != 0 && src.at(p) != '}') {
                kind = 'k';
                return;
            }
            src.ptr++;
        }
        boolean negated = src.peek(1) == '-';
        if (negated) {
            src.ptr++;
        }
        int n = readDecimal(0);
        if (braced && src.at(++src.ptr) != '}') {
            throw src.error(Errors.BAD_G);
        }
        if (n == 0) {
            throw src.error(Errors.ZERO_REFERENCE);
        }
        if (negated) {
            if (n > src.groupCount) {
                throw src.error(Errors.NO_GROUP);
            }
            n = src.groupCount - (n - 1);
        }
        kind = -n;
    }

    /** Reads digits after the reading position into a number that starts with {@code first}. */
    private int readDecimal(int first) {
        int n = first;
        while (PatternSource.digit(src.peek(1))) {
            if (n > LIMIT) {
                while (PatternSource.digit(src.peek(1))) {
                    src.ptr++;
                }
                throw src.error(Errors.NUMBER_BIG);
            }
            n = n * 10 + src.at(++src.ptr) - '0';
        }
        return n;
    }

    private void readNumber(boolean inClass) {
        int start = src.ptr;
        if (!inClass) {
            int n = readDecimal(value - '0');
            if (n < 8 || n <= src.groupCount) {
                kind = -n;
                return;
            }
            src.ptr = start;
        }
        if (value < '8') {
            readOctalDigits(3);
        }
    }

    private void readOctalDigits(int max) {
        int c = value - '0';
        for (int i = 1; i < max && src.peek(1) >= '0' && src.peek(1) <= '7'; i++) {
            c = c * 8 + src.at(++src.ptr) - '0';
        }
        value = c;
        if (!src.utf && c > 0xFF) {
            throw src.error(Errors.OCTAL_BIG);
        }
    }

    private void readHex() {
        if (src.peek(1) == '{') {
            readBraced(16);
            return;
        }
        int c = 0;
        for (int i = 0; i < 2 && digit(src.peek(1), 16) >= 0; i++) {
            c = c * 16 + digit(src.at(++src.ptr), 16);
        }
        value = c;
    }

    private static int digit(int c, int radix) {
        return c < 128 ? Character.digit(c, radix) : -1;
    }

    private void readBraced(int radix) {
        if (src.peek(1) != '{') {
            throw src.error(Errors.OCTAL_BRACE);
        }
        if (src.peek(2) == '}') {
            src.ptr += radix == 16 ? 2 : 0;
            throw src.error(Errors.DIGITS_MISSING);
        }
        src.ptr += 2;
        int limit = src.utf ? CharSet.MAX : 0xFF;
        int c = 0;
        while (digit(src.peek(), radix) >= 0) {
            c = c * radix + digit(src.at(src.ptr++), radix);
            if (c > limit) {
                while (digit(src.peek(), radix) >= 0) {
                    src.ptr++;
                }
                throw src.error(Errors.CODE_BIG);
            }
        }
        if (src.peek() != '}') {
            throw src.error(radix == 16 ? Errors.NOT_HEX : Errors.NOT_OCTAL);
        }
        if (src.utf && c >= 0xD800 && c <= 0xDFFF) {
            throw src.error(Errors.SURROGATE);
        }
        value = c;
    }

    /** Reads the name after {@code \p} or {@code \P}, and says whether it was negated in {@link #propertyNegated}. */
    String property() {
        src.ptr++;
        propertyNegated = false;
        if (src.peek() == 0) {
            throw src.error(Errors.BAD_PROPERTY);
        }
        if (src.peek() != '{') {
            return known(src.text(src.ptr, src.ptr + 1));
        }
        if (src.peek(1) == '^') {
            propertyNegated = true;
            src.ptr++;
        }
        int start = src.ptr + 1;
        for (int i = 0; i < 31; i++) {
            src.ptr++;
            if (src.peek() == 0) {
                throw src.error(Errors.BAD_PROPERTY);
            }
            if (src.peek() == '}') {
                return known(src.text(start, src.ptr));
            }
        }
        throw src.error(Errors.BAD_PROPERTY);
    }

    private String known(String name) {
        if (!UnicodeProperties.exists(name)) {
            throw src.error(Errors.NO_PROPERTY);
        }
        return name;
    }
}
