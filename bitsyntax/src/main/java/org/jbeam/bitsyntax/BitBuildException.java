package org.jbeam.bitsyntax;

/** A value does not fit its segment in a pattern that is being built. An Erlang VM raises {@code badarg} for it. */
public final class BitBuildException extends BitsException {
    private static final long serialVersionUID = 1L;

    private final int position;

    BitBuildException(String problem, int position) {
        super(problem + " (segment at position " + position + " of the pattern)");
        this.position = position;
    }

    /** Where the segment begins in the pattern's text. */
    public int position() {
        return position;
    }
}
