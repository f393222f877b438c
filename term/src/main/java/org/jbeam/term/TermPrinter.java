package org.jbeam.term;

/** Prints terms as OTP's io library does. Iterative. */
public final class TermPrinter {
    private TermPrinter() {}

    /** As {@code ~w}. */
    public static String write(Term term) {
        throw new IllegalStateException();
    }
}
