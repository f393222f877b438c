package org.jbeam.term;

import java.math.BigInteger;

/** The characters and the simple tokens of Erlang text. */
final class TermScanner {
    private static final int END = -1;
    private static final int MAX_BASE = 36;
    /** Digits that surely fit in a long, whatever the base. */
    private static final int SHORT_DIGITS = 12;

    private final String text;
    private int at;

    TermScanner(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    TermSyntaxException error(String message) {
        return error(message, at);
    }

    TermSyntaxException error(String message, int position) {
        return new TermSyntaxException(message, position);
    }

    /** Skips white space and comments. */
    void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '%') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c > ' ' && (c < 0x80 || c > 0xa0)) {
                return;
            } else {
                at++;
            }
        }
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The next character, or -1 at the end. */
    int peek() {
        return peek(0);
    }

    /** The character {@code ahead} of the next one, or -1 beyond the end. */
    int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    void skip(int characters) {
        at += characters;
    }

    /** Takes this text if it is next. */
    boolean take(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    /** Takes this text after white space, or fails. */
    void expect(String expected) {
        skipSpace();
        if (!take(expected)) {
            throw error("expected " + expected);
        }
    }

    /** A number without sign, at its first digit. */
    Term number() {
        int start = at;
        String digits = digits(10);
        if (peek() == '#' && Character.digit(peek(1), MAX_BASE) >= 0) {
            return based(digits, start);
        }
        if (peek() != '.' || !isDigit(peek(1))) {
            checkNumberEnd();
            return integer(digits, 10);
        }
        at++;
        StringBuilder number = new StringBuilder(digits).append('.').append(digits(10));
        int sign = peek(1) == '-' || peek(1) == '+' ? 1 : 0;
        if ((peek() == 'e' || peek() == 'E') && isDigit(peek(1 + sign))) {
            number.append(text, at, at + 1 + sign);
            at += 1 + sign;
            number.append(digits(10));
        }
        checkNumberEnd();
        double value = Double.parseDouble(number.toString());
        if (Double.isInfinite(value)) {
            throw error("a float out of range", start);
        }
        return FloatTerm.of(value);
    }

    private Term based(String baseDigits, int start) {
        int base = baseDigits.length() <= 2 ? Integer.parseInt(baseDigits) : 0;
        if (base < 2 || base > MAX_BASE) {
            throw error("a base that is not 2 to 36", start);
        }
        at++;
        String digits = digits(base);
        checkNumberEnd();
        return integer(digits, base);
    }

    private void checkNumberEnd() {
        if (peek() >= 0 && (AtomText.isNameCharacter(peek()) || peek() == '#')) {
            throw error("an illegal digit");
        }
    }

    /** Digits of a base, with single underscores between them, which are left out. */
    private String digits(int base) {
        StringBuilder digits = null;
        int start = at;
        while (Character.digit(peek(), base) >= 0 && peek() < 0x80) {
            at++;
            if (peek() == '_' && peek(1) < 0x80 && Character.digit(peek(1), base) >= 0) {
                digits = (digits == null ? new StringBuilder() : digits).append(text, start, at);
                start = ++at;
            }
        }
        if (start == at) {
            throw error("expected a digit");
        }
        return digits == null ? text.substring(start, at) : digits.append(text, start, at).toString();
    }

    private static Term integer(String digits, int base) {
        return digits.length() <= SHORT_DIGITS ? SmallInt.of(Long.parseLong(digits, base)) : IntegerTerm.of(new BigInteger(digits, base));
    }

    /** A decimal number without underscores, at most {@code max}. */
    long plainNumber(long max) {
        int start = at;
        long value = 0;
        while (isDigit(peek())) {
            value = value * 10 + peek() - '0';
            if (value > max) {
                throw error("a number out of range", start);
            }
            at++;
        }
        if (start == at) {
            throw error("expected a digit");
        }
        return value;
    }

    /** A decimal number of at most 64 bits unsigned. */
    long unsignedNumber() {
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        try {
            return Long.parseUnsignedLong(text, start, at, 10);
        } catch (NumberFormatException e) {
            throw error("expected a number of at most 64 bits", start);
        }
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** The code point after a dollar sign. */
    int character() {
        int start = at++;
        if (atEnd()) {
            throw error("a character is missing", start);
        }
        return nextCharacter();
    }

    /** The name of an atom at its first character: quoted, or plain. */
    Atom atom() {
        int start = at;
        String name = peek() == '\'' ? quoted('\'') : plainName();
        if (name.codePointCount(0, name.length()) > Atom.MAX_LENGTH) {
            throw error("an atom of more than " + Atom.MAX_LENGTH + " characters", start);
        }
        return Atom.of(name);
    }

    private String plainName() {
        int start = at;
        if (!AtomText.isLower(peek())) {
            throw error("expected an atom");
        }
        while (peek() >= 0 && AtomText.isNameCharacter(peek())) {
            at++;
        }
        String name = text.substring(start, at);
        if (AtomText.isReserved(name)) {
            throw error("the reserved word " + name, start);
        }
        return name;
    }

    /** Text up to the closing quote, from the opening one. */
    String quoted(char quote) {
        int start = at++;
        StringBuilder content = new StringBuilder();
        while (peek() != quote) {
            if (atEnd()) {
                throw error("a quote that is never closed", start);
            }
            content.appendCodePoint(nextCharacter());
        }
        at++;
        return content.toString();
    }

    /** The text of strings side by side, from the first quote. */
    String string() {
        String text = quoted('"');
        skipSpace();
        if (peek() != '"') {
            return text;
        }
        StringBuilder joined = new StringBuilder(text);
        while (peek() == '"') {
            joined.append(quoted('"'));
            skipSpace();
        }
        return joined.toString();
    }

    /** The next code point, with escapes resolved. */
    private int nextCharacter() {
        int c = text.codePointAt(at);
        if (!isCharacter(c)) {
            throw error("half a surrogate pair");
        }
        if (c != '\\') {
            at += Character.charCount(c);
            return c;
        }
        at++;
        if (atEnd()) {
            throw error("an escape without a character", at - 1);
        }
        c = text.codePointAt(at);
        if (c >= '0' && c <= '7') {
            return octal();
        }
        at += Character.charCount(c);
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'e' -> 27;
            case 's' -> ' ';
            case 'd' -> 127;
            case 'x' -> hexadecimal();
            case '^' -> control();
            default -> c;
        };
    }

    private int octal() {
        int value = 0;
        for (int i = 0; i < 3 && peek() >= '0' && peek() <= '7'; i++) {
            value = value * 8 + peek() - '0';
            at++;
        }
        return value;
    }

    private int control() {
        int c = peek();
        if (c < '@' || c > '_' && c < 'a' || c > 'z') {
            throw error("an illegal control character");
        }
        at++;
        return c & 0x1f;
    }

    /** Is it a code point that is not half a surrogate pair? */
    static boolean isCharacter(long value) {
        return value >= 0 && value <= Character.MAX_CODE_POINT && (value < Character.MIN_SURROGATE || value > Character.MAX_SURROGATE);
    }

    private int hexadecimal() {
        boolean braces = peek() == '{';
        int start = braces ? ++at : at;
        int most = braces ? Integer.MAX_VALUE : start + 2;
        int value = 0;
        while (at < most && peek() >= 0 && peek() < 0x80 && Character.digit(peek(), 16) >= 0) {
            value = Math.min(value * 16 + Character.digit(peek(), 16), Character.MAX_CODE_POINT + 1);
            at++;
        }
        boolean closed = braces ? peek() == '}' : at == most;
        if (start == at || !closed || !isCharacter(value)) {
            throw error("an illegal hexadecimal escape", start);
        }
        at += braces ? 1 : 0;
        return value;
    }
}
