package org.jbeam.term;

/** Text that is not an Erlang term. */
public final class TermSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final int position;

    TermSyntaxException(String message, int position) {
        super(message + " at character " + position);
        this.position = position;
    }

    /** Where in the text, in {@code char}s from 0. */
    public int position() {
        return position;
    }
}
