package org.jbeam.bitsyntax;

import java.math.BigInteger;

/** Splits a pattern's text into Erlang tokens. After {@link #advance} the fields describe the token that was found. */
final class PatternLexer {
    /** Digits of a literal, so that hostile text costs no quadratic time. */
    private static final int MAX_DIGITS = 4096;

    /** The kinds of tokens. */
    enum Kind {
        OPEN, CLOSE, COMMA, COLON, SLASH, MINUS, PLUS, TIMES, LEFT, RIGHT, INTEGER, FLOAT, STRING, VARIABLE, WORD, END
    }

    private final String text;
    private int at;

    Kind kind;
    /** Where the token begins. */
    int start;
    BigInteger integer;
    double real;
    /** The name of a variable or a word. */
    String name;
    /** The code points of a string. */
    int[] string;

    PatternLexer(String text) {
        this.text = text;
    }

    BitSyntaxException problem(String what) {
        return new BitSyntaxException(what, start);
    }

    private BitSyntaxException problemHere(String what) {
        return new BitSyntaxException(what, at);
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    void advance() {
        skipBlanks();
        start = at;
        int c = peek();
        if (c < 0) {
            kind = Kind.END;
        } else if (isDigit(c)) {
            number();
        } else if (c == '$') {
            at++;
            kind = Kind.INTEGER;
            integer = BigInteger.valueOf(character(-1));
        } else if (c == '"') {
            at++;
            kind = Kind.STRING;
            string = quoted();
        } else if (isNameStart(c)) {
            name(c);
        } else {
            symbol(c);
        }
    }

    private void skipBlanks() {
        while (peek() >= 0) {
            int c = peek();
            if (c == '%') {
                while (peek() >= 0 && peek() != '\n') {
                    at++;
                }
            } else if (c > ' ') {
                return;
            } else {
                at++;
            }
        }
    }

    private void symbol(int c) {
        if (text.startsWith("<<", at)) {
            kind = Kind.OPEN;
            at += 2;
            return;
        }
        if (text.startsWith(">>", at)) {
            kind = Kind.CLOSE;
            at += 2;
            return;
        }
        kind = switch (c) {
            case ',' -> Kind.COMMA;
            case ':' -> Kind.COLON;
            case '/' -> Kind.SLASH;
            case '-' -> Kind.MINUS;
            case '+' -> Kind.PLUS;
            case '*' -> Kind.TIMES;
            case '(' -> Kind.LEFT;
            case ')' -> Kind.RIGHT;
            default -> throw problem("unexpected character '" + Character.toString(text.codePointAt(at)) + "'");
        };
        at++;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(int c) {
        return c == '_' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private void name(int first) {
        while (isNameStart(peek()) || isDigit(peek()) || peek() == '@') {
            at++;
        }
        name = text.substring(start, at);
        kind = first >= 'a' ? Kind.WORD : Kind.VARIABLE;
    }

    private void number() {
        String digits = digits(10);
        if (peek() == '#') {
            int radix = digits.length() > 2 ? 0 : Integer.parseInt(digits);
            if (radix < 2 || radix > 36) {
                throw problem("illegal base " + digits);
            }
            at++;
            digits = digits(radix);
            kind = Kind.INTEGER;
            integer = new BigInteger(digits, radix);
        } else if (peek() == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
            at++;
            kind = Kind.FLOAT;
            real = Double.parseDouble(digits + "." + digits(10) + exponent());
            if (Double.isInfinite(real)) {
                throw problem("float out of range");
            }
        } else {
            kind = Kind.INTEGER;
            integer = new BigInteger(digits);
        }
    }

    private String exponent() {
        if (peek() != 'e' && peek() != 'E') {
            return "";
        }
        at++;
        String sign = "";
        if (peek() == '-' || peek() == '+') {
            sign = peek() == '-' ? "-" : "";
            at++;
        }
        return "e" + sign + digits(10);
    }

    private String digits(int radix) {
        StringBuilder digits = new StringBuilder();
        int from = at;
        while (Character.digit(peek(), radix) >= 0 && peek() < 0x80 || isUnderscoreInside(from, radix)) {
            if (peek() != '_') {
                digits.append((char) peek());
            }
            at++;
        }
        if (digits.isEmpty()) {
            throw problemHere("digit expected");
        }
        if (digits.length() > MAX_DIGITS) {
            throw problem("number of more than " + MAX_DIGITS + " digits");
        }
        return digits.toString();
    }

    private boolean isUnderscoreInside(int from, int radix) {
        return peek() == '_' && at > from && at + 1 < text.length() && text.charAt(at - 1) != '_'
                && text.charAt(at + 1) < 0x80 && Character.digit(text.charAt(at + 1), radix) >= 0;
    }

    private int[] quoted() {
        int[] points = new int[text.length() - at];
        int count = 0;
        while (peek() != '"') {
            points[count++] = character('"');
        }
        at++;
        return java.util.Arrays.copyOf(points, count);
    }

    /** A character, maybe escaped; {@code quote} only tells what is missing at the end of the text. */
    private int character(int quote) {
        if (peek() < 0) {
            throw problemHere(quote < 0 ? "character expected" : "unterminated string");
        }
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return c == '\\' ? escaped() : c;
    }

    private int escaped() {
        int c = peek();
        if (c < 0) {
            throw problemHere("unterminated escape");
        }
        if (c >= '0' && c <= '7') {
            return octal();
        }
        if (c == 'x') {
            at++;
            return hexadecimal();
        }
        c = text.codePointAt(at);
        at += Character.charCount(c);
        return switch (c) {
            case 'b' -> '\b';
            case 'd' -> 0x7f;
            case 'e' -> 0x1b;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 's' -> ' ';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case '^' -> control();
            default -> c;
        };
    }

    private int control() {
        int c = peek();
        if (c < '@' || c > '_' && c != '?' && !(c >= 'a' && c <= 'z')) {
            throw problemHere("control character expected");
        }
        at++;
        return c & 0x1f;
    }

    private int octal() {
        int value = 0;
        for (int digits = 0; digits < 3 && peek() >= '0' && peek() <= '7'; digits++) {
            value = value * 8 + peek() - '0';
            at++;
        }
        return value;
    }

    private int hexadecimal() {
        boolean braces = peek() == '{';
        if (braces) {
            at++;
        }
        int value = 0;
        int digits = 0;
        while (Character.digit(peek(), 16) >= 0 && peek() < 0x80 && (braces || digits < 2)) {
            value = value * 16 + Character.digit(peek(), 16);
            if (value > Character.MAX_CODE_POINT) {
                throw problemHere("character beyond 16#10FFFF");
            }
            digits++;
            at++;
        }
        if (digits == 0 || braces && peek() != '}') {
            throw problemHere("hexadecimal digit expected");
        }
        if (braces) {
            at++;
        }
        return value;
    }
}
