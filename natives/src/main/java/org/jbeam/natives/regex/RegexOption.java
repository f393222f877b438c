package org.jbeam.natives.regex;

/**
 * Option bits of {@link Regex#compile} and {@link RegexMatcher#start}, named as in OTP's {@code re} module. {@code NEWLINE_*} are values of a field
 * of three bits: where a program gives several, OTP ors them, with the same results as here. Without any, newline is LF; without a {@code BSR_*}
 * bit, {@code \R} matches all Unicode newlines.
 */
public final class RegexOption {
    /** Compile: pattern and subject are UTF-8. */
    public static final int UNICODE = 1;
    /** Compile and match: match at the start offset only. */
    public static final int ANCHORED = 1 << 1;
    /** Compile: letters match both cases. */
    public static final int CASELESS = 1 << 2;
    /** Compile: {@code $} matches only at the very end. */
    public static final int DOLLAR_ENDONLY = 1 << 3;
    /** Compile: dot matches newlines too. */
    public static final int DOTALL = 1 << 4;
    /** Compile: white space and {@code #} comments in the pattern are ignored. */
    public static final int EXTENDED = 1 << 5;
    /** Compile: the match must start before or at the first newline. */
    public static final int FIRSTLINE = 1 << 6;
    /** Compile: {@code ^} and {@code $} match at newlines. */
    public static final int MULTILINE = 1 << 7;
    /** Compile: plain parentheses do not capture. */
    public static final int NO_AUTO_CAPTURE = 1 << 8;
    /** Compile: group names need not be unique. */
    public static final int DUPNAMES = 1 << 9;
    /** Compile: quantifiers are lazy unless followed by {@code ?}. */
    public static final int UNGREEDY = 1 << 10;
    /** Compile: {@code \d \w \s \b} and POSIX classes use Unicode properties. */
    public static final int UCP = 1 << 11;
    /** Compile: {@code (*UTF8)} in the pattern is an error. */
    public static final int NEVER_UTF = 1 << 12;
    /** Compile: no search for a first or required character. */
    public static final int NO_START_OPTIMIZE = 1 << 13;
    /** Match: the subject's start is not the beginning of a line. */
    public static final int NOTBOL = 1 << 14;
    /** Match: the subject's end is not the end of a line. */
    public static final int NOTEOL = 1 << 15;
    /** Match: an empty string is not a match. */
    public static final int NOTEMPTY = 1 << 16;
    /** Match: an empty string at the start offset is not a match. */
    public static final int NOTEMPTY_ATSTART = 1 << 17;
    /** Match: the caller knows that the subject is valid UTF-8 and the start offset at a character. */
    public static final int NO_UTF_CHECK = 1 << 18;
    /** Compile and match: newline is CR. */
    public static final int NEWLINE_CR = 1 << 20;
    /** Compile and match: newline is LF. */
    public static final int NEWLINE_LF = 2 << 20;
    /** Compile and match: newline is CR LF. */
    public static final int NEWLINE_CRLF = 3 << 20;
    /** Compile and match: newline is any of CR, LF, CR LF. */
    public static final int NEWLINE_ANYCRLF = 5 << 20;
    /** Compile and match: newline is any Unicode newline. */
    public static final int NEWLINE_ANY = 4 << 20;
    /** Compile and match: {@code \R} matches CR, LF and CR LF only. */
    public static final int BSR_ANYCRLF = 1 << 25;
    /** Compile and match: {@code \R} matches any Unicode newline. */
    public static final int BSR_UNICODE = 1 << 26;

    /** Inside patterns only, {@code (?X)}: an escape without meaning is an error. */
    static final int EXTRA = 1 << 27;

    /** Inside patterns only, {@code (*NO_AUTO_POSSESS)}. */
    static final int NO_AUTO_POSSESS = 1 << 28;

    static final int NEWLINE_MASK = 7 << 20;
    static final int BSR_MASK = BSR_ANYCRLF | BSR_UNICODE;

    private RegexOption() {
    }
}
