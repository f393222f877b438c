package org.jbeam.matchspec;

import org.jbeam.term.Term;

/** A compiled match specification: a list of clauses {@code {Head, Guards, Body}}. Immutable; {@link #matcher} makes what runs it. */
public final class MatchSpec {
    private MatchSpec() {}

    /** Compiles a specification. @throws MatchSpecException it is not legal for that target */
    public static MatchSpec compile(Term spec, Target target) {
        throw new UnsupportedOperationException();
    }

    /** The specification that was compiled. */
    public Term source() {
        throw new UnsupportedOperationException();
    }
}
