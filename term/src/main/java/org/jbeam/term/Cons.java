package org.jbeam.term;

/** A list cell. The tail may be any term: a list that does not end in {@link Nil} is improper. */
public final class Cons extends ListTerm {
    private final Term head;
    /** Written once more by {@link ListBuilder} only, before anyone else sees the cell. */
    Term tail;

    /** {@code [head | tail]}. */
    public Cons(Term head, Term tail) {
        this.head = head;
        this.tail = tail;
    }

    /** The first element. */
    public Term head() {
        return head;
    }

    /** What follows the first element. */
    public Term tail() {
        return tail;
    }

    @Override
    int rank() {
        return RANK_LIST;
    }

    @Override
    public int hashCode() {
        return JavaHash.of(this);
    }
}
