package org.jbeam.runtime;

/** What one process sends another: a {@link Message}, or something that the receiver does when it comes to it. A link of its queue. */
abstract class Signal {
    Signal next;

    /** Acts on the receiver, on its own thread. May throw {@link ProcessExit}. */
    abstract void arrive(ErlangProcess receiver);

    /** Tells the sender, where that matters, that the receiver is dead. Runs on the dying receiver's thread, or on the sender's. */
    void refuse(ErlangProcess dead) {}
}
