package org.jbeam.term;

/** A list cell or the empty list: what {@code is_list/1} accepts. */
public abstract sealed class ListTerm extends Term permits Cons, Nil {
    ListTerm() {}
}
