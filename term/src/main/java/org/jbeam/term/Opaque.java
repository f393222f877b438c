package org.jbeam.term;

/**
 * A value that a runtime keeps in registers but no program ever sees as a term: match contexts, raw stack traces,
 * markers. It has no order, no printed form and no external form; identity is its equality.
 */
public abstract non-sealed class Opaque extends Term {
    /** For subclasses. */
    protected Opaque() {}

    @Override
    final int rank() {
        return RANK_OPAQUE;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "#Opaque<" + getClass().getSimpleName() + ">";
    }
}
