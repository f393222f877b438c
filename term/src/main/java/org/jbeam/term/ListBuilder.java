package org.jbeam.term;

/** Builds a list front to back in one pass. Not thread-safe; of no use after {@link #finish}. */
public final class ListBuilder {
    private Cons first;
    private Cons last;

    /** An empty builder. */
    public ListBuilder() {}

    /** Appends an element. */
    public ListBuilder add(Term element) {
        Cons cell = new Cons(element, Nil.NIL);
        if (last == null) {
            first = cell;
        } else {
            last.tail = cell;
        }
        last = cell;
        return this;
    }

    /** The list with this tail; the tail itself when nothing was added. */
    public Term finish(Term tail) {
        if (last == null) {
            return tail;
        }
        last.tail = tail;
        return first;
    }

    /** The proper list. */
    public ListTerm finish() {
        return first == null ? Nil.NIL : first;
    }
}
