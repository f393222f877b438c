package org.jbeam.natives.dist;

import org.jbeam.term.Term;

/** What carries the packets of one connection: a port, or a process that asks for them. Methods may be called from any thread. */
public interface DistChannel {
    /** The port or pid. */
    Term controller();

    /** Takes a packet to be sent after those before; once the channel is closed it is dropped. */
    void write(byte[] packet);

    /** How many bytes it has taken and not sent yet. */
    long waiting();

    /** Closes it, for the peer is to be cut off: the reason is that of the port's or process' end. */
    void kill(Term reason);
}
