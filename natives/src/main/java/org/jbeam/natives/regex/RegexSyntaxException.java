package org.jbeam.natives.regex;

/** A pattern that PCRE 8.44 refuses: its message text, and the offset in bytes into the pattern at which PCRE reports it. */
public final class RegexSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    RegexSyntaxException(String message, int offset) {
        super(message, null, false, false);
        this.offset = offset;
    }

    /** Bytes from the start of the pattern. */
    public int offset() {
        return offset;
    }
}
