package org.jbeam.term;

/** The empty list. One object. */
public final class Nil extends ListTerm {
    /** {@code []}. */
    public static final Nil NIL = new Nil();

    private Nil() {}

    @Override
    int rank() {
        return RANK_NIL;
    }

    @Override
    public int hashCode() {
        return 0x3b;
    }
}
