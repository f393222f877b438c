package org.jbeam.scheduler.actor;

/** Unwinds the stack of an actor that ends before its code returns; without a trace, since nobody asks for it. */
final class ActorExit extends Error {
    private static final long serialVersionUID = 1;

    private final transient Object reason;

    ActorExit(Object reason) {
        super(String.valueOf(reason), null, false, false);
        this.reason = reason;
    }

    Object reason() {
        return reason;
    }
}
