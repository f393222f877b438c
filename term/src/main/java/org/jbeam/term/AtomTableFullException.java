package org.jbeam.term;

/** The atom table holds {@link Atom#limit()} atoms and cannot take another. */
public final class AtomTableFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AtomTableFullException(int limit) {
        super("the atom table is full: " + limit + " atoms");
    }
}
