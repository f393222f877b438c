package org.jbeam.ets;

import org.jbeam.term.Atom;

/** The four types of table. */
public enum TableType {
    /** One object a key; keys told apart by {@code =:=}. */
    SET,
    /** One object a key, in the standard order of terms; keys told apart by {@code ==}. */
    ORDERED_SET,
    /** Any number of different objects a key, compared by {@code =:=}. */
    BAG,
    /** Any number of objects a key. */
    DUPLICATE_BAG;

    private final Atom atom = Atom.of(name().toLowerCase(java.util.Locale.ROOT));

    /** The type's name. */
    public Atom atom() {
        return atom;
    }
}
