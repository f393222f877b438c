package org.jbeam.term;

import java.util.List;

/** A list cell or the empty list: what {@code is_list/1} accepts. */
public abstract sealed class ListTerm extends Term permits Cons, Nil {
    ListTerm() {}

    /**
     * The elements in a new unmodifiable Java list.
     *
     * @throws IllegalArgumentException an improper list
     */
    public final List<Term> toList() {
        Term[] elements = Terms.elements(this);
        if (elements == null) {
            throw new IllegalArgumentException("an improper list");
        }
        return List.of(elements);
    }
}
