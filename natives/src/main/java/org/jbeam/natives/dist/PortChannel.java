package org.jbeam.natives.dist;

import org.jbeam.runtime.DistributionChannel;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** A connection that a port carries. */
public final class PortChannel implements DistChannel {
    private static final Atom NORMAL = Atom.of("normal");
    private static final Atom CONNECTION_CLOSED = Atom.of("connection_closed");

    private final ErlangPort port;
    private final DistributionChannel socket;

    private PortChannel(ErlangPort port, DistributionChannel socket) {
        this.port = port;
        this.socket = socket;
    }

    /** The channel of a port, or null when it is no port that can be one. */
    public static PortChannel of(ErlangPort port) {
        return port instanceof DistributionChannel socket && !port.isClosed() ? new PortChannel(port, socket) : null;
    }

    @Override
    public Term controller() {
        return port.id();
    }

    @Override
    public void write(byte[] packet) {
        socket.sendPacket(packet);
    }

    @Override
    public long waiting() {
        return port.queueSize();
    }

    @Override
    public void kill(Term reason) {
        port.close(reason, null);
    }

    /** Hands what comes to a receiver; false when the port is closed. */
    public boolean attach(DistConnection connection, DistReceiver receiver) {
        return socket.attach(new DistributionChannel.Reader() {
            @Override
            public void received(byte[] packet) {
                receiver.receive(packet);
            }

            @Override
            public void writable() {
                connection.room();
            }

            @Override
            public void closed(Term reason) {
                connection.node().down(connection, reason == NORMAL ? CONNECTION_CLOSED : reason);
            }
        });
    }
}
