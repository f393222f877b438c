package org.jbeam.vm;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** What a function raised that a Java program called: an Erlang exception, or the end of the process or machine that it ran on. */
public final class ErlangException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Atom kind;
    private final transient Term reason;
    private final transient Term stack;

    ErlangException(Atom kind, Term reason, Term stack) {
        super(kind.name() + ": " + reason);
        this.kind = kind;
        this.reason = reason;
        this.stack = stack;
    }

    /** The class: {@code error}, {@code exit} or {@code throw}. */
    public Atom kind() {
        return kind;
    }

    /** What was raised, {@code badarith} for one. */
    public Term reason() {
        return reason;
    }

    /** For an {@code error} its stack trace, a list of {@code {Module, Function, Arity, Location}}; else {@code []}. */
    public Term stack() {
        return stack;
    }
}
