package org.jbeam.runtime;

import org.jbeam.term.Term;

/**
 * A port that can carry the connection to another node: a stream that is cut into packets. {@code erlang:setnode/3} attaches a reader; from then on
 * no packet goes to the owner as a message. All methods may be called from any thread, and none waits.
 */
public interface DistributionChannel {
    /**
     * What takes the other node's packets. Its methods are called one at a time, without a lock and in order, by a thread that serves other
     * connections too: they must not block.
     */
    interface Reader {
        /**
         * A packet has come. The bytes belong to the reader.
         *
         * @param packet without its length; an empty one is a tick
         */
        void received(byte[] packet);

        /** Output that was waiting has gone out: after {@link DistributionChannel#isCongested} was true it is false again. */
        void writable();

        /** The port has closed: nothing comes after this. */
        void closed(Term reason);
    }

    /** Gives every packet to a reader from now on, those read already first; false when the port is closed. */
    boolean attach(Reader reader);

    /**
     * Sends one packet, made of these parts. The length goes before it, as the socket's packet type says. What the connection does not take now waits
     * in memory.
     *
     * @return false when the port is closed
     */
    boolean sendPacket(byte[]... parts);

    /** Is more waiting to be written than its high watermark? The sender is told by {@link Reader#writable} when it is not. */
    boolean isCongested();

    /** Packets read and written so far, for ticks. */
    long packetsIn();

    /** Packets written so far, waiting ones included. */
    long packetsOut();
}
