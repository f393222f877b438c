package org.jbeam.bitsyntax;

/** A text is no pattern of the bit syntax. */
public final class BitSyntaxException extends BitsException {
    private static final long serialVersionUID = 1L;

    private final int position;

    BitSyntaxException(String problem, int position) {
        super(problem + " at position " + position);
        this.position = position;
    }

    /** Where the problem was noticed: an index in the text, 0 for its first character; its length for a sudden end. */
    public int position() {
        return position;
    }
}
