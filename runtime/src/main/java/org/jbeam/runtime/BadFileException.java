package org.jbeam.runtime;

/** A file that is no loadable module: {@code {error, badfile}}. */
public final class BadFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, and where. */
    public BadFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
