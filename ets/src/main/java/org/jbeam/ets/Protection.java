package org.jbeam.ets;

import org.jbeam.term.Atom;

/** Who may use a table. */
public enum Protection {
    /** Only the owner. */
    PRIVATE,
    /** All may read, the owner may write. */
    PROTECTED,
    /** All may do everything. */
    PUBLIC;

    private final Atom atom = Atom.of(name().toLowerCase(java.util.Locale.ROOT));

    /** The protection's name. */
    public Atom atom() {
        return atom;
    }
}
