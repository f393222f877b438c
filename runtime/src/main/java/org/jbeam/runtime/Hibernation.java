package org.jbeam.runtime;

import org.jbeam.term.Term;

/** Unwinds a process that hibernates: its stack goes, and on the next message it calls a function. No Erlang handler catches it. */
final class Hibernation extends Error {
    private static final long serialVersionUID = 1L;
    private final transient Export wakeUp;
    private final transient Term[] args;

    Hibernation(Export wakeUp, Term[] args) {
        super(null, null, false, false);
        this.wakeUp = wakeUp;
        this.args = args;
    }

    Export wakeUp() {
        return wakeUp;
    }

    Term[] args() {
        return args;
    }
}
