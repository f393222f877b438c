package org.jbeam.bitsyntax;

/** The root of this module's own exceptions. */
public abstract sealed class BitsException extends RuntimeException permits BitsTooLongException, BitSyntaxException, BitBuildException {
    private static final long serialVersionUID = 1L;

    BitsException(String message) {
        super(message);
    }
}
