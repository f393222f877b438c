package org.jbeam.etf;

/** Bytes that are no external term, a limit that was passed, or a term that has no external form. */
public final class EtfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final long offset;

    /** What went wrong. */
    public enum Reason {
        /** The bytes end before the term does. */
        TRUNCATED,
        /** The bytes are not a term. */
        MALFORMED,
        /** A limit of the {@link EtfDecoder} was passed. */
        LIMIT,
        /** An atom or a function that {@link EtfDecoder#safe} refuses. */
        UNSAFE,
        /** The term has no external form. */
        NOT_ENCODABLE,
        /** The external form is larger than a Java array, or the atom table is full: Erlang's {@code system_limit}. */
        SYSTEM_LIMIT
    }

    EtfException(Reason reason, long offset, String message) {
        super(message + " (at byte " + offset + ")");
        this.reason = reason;
        this.offset = offset;
    }

    EtfException(Reason reason, long offset, String message, Throwable cause) {
        super(message + " (at byte " + offset + ")", cause);
        this.reason = reason;
        this.offset = offset;
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }

    /**
     * Where it went wrong, in bytes from the start of the input or output; inside a compressed term, from the start of what it inflates to.
     */
    public long offset() {
        return offset;
    }
}
