package org.jbeam.vm;

/** A command line that cannot be followed; the message is for the person who typed it. */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
