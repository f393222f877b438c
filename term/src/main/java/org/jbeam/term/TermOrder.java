package org.jbeam.term;

final class TermOrder {
    private TermOrder() {}

    static boolean equal(Term a, Term b, boolean exact) {
        throw new IllegalStateException();
    }

    static int compare(Term a, Term b, boolean exact) {
        throw new IllegalStateException();
    }
}
