package org.jbeam.runtime;

import org.jbeam.term.Term;

/** Unwinds a process that an exit signal ended. No Erlang handler catches it. */
final class ProcessExit extends Error {
    private static final long serialVersionUID = 1L;
    private final transient Term reason;

    ProcessExit(Term reason) {
        super(null, null, false, false);
        this.reason = reason;
    }

    Term reason() {
        return reason;
    }
}
