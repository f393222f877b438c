package org.jbeam.natives.inet;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jbeam.natives.Errno;
import org.jbeam.natives.PosixException;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Those who wait for a connection to a listening socket, in their order. Used under the port's lock. */
final class TcpAccepting {
    private final TcpPort port;
    private final ArrayDeque<InetPort.Operation> waiting = new ArrayDeque<>(1);

    TcpAccepting(TcpPort port) {
        this.port = port;
    }

    /** A request to accept, of the listening socket's state or one with waiters already. */
    byte[] request(Pid caller, ByteBuffer in) throws PosixException, RequestRefused {
        if ((port.state & InetCodes.LISTENING) != InetCodes.LISTENING || in.remaining() != 4) {
            throw RequestRefused.invalid();
        }
        int timeout = in.getInt();
        if (waiting.isEmpty()) {
            int accepted = Calls.accept(port.fd);
            if (accepted >= 0) {
                TcpPort connection = open(accepted, caller);
                InetPort.Operation done = port.operation(caller, InetCodes.INFINITY, null);
                port.answer(done, Tuple.of(Atom.OK, connection.id()));
                return InetPort.id(done);
            }
        }
        InetPort.Operation[] op = new InetPort.Operation[1];
        op[0] = port.operation(caller, timeout, () -> expired(op[0]));
        waiting.add(op[0]);
        AcceptorWatch.of(port.vm()).add(caller, this);
        changed();
        return InetPort.id(op[0]);
    }

    private void changed() {
        port.state = waiting.isEmpty() ? InetCodes.LISTENING : waiting.size() == 1 ? InetCodes.ACCEPTING : InetCodes.MULTI_ACCEPTING;
        port.wantRead(!waiting.isEmpty());
    }

    private void expired(InetPort.Operation op) {
        if (waiting.remove(op)) {
            forget(op);
            changed();
            port.fail(op, InetPort.TIMEOUT);
        }
    }

    /** Connections have come. One that nobody waits for is left to the next who asks. */
    void ready() {
        while (!waiting.isEmpty()) {
            try {
                int accepted = Calls.accept(port.fd);
                if (accepted < 0) {
                    break;
                }
                InetPort.Operation op = next();
                port.answer(op, opened(accepted, op.caller));
            } catch (PosixException e) {
                port.fail(next(), Errno.atom(e.errno()));
            }
        }
        changed();
    }

    private InetPort.Operation next() {
        InetPort.Operation op = waiting.poll();
        forget(op);
        return op;
    }

    /** Unless it waits here a second time, the process need not be watched. */
    private void forget(InetPort.Operation op) {
        if (waiting.stream().noneMatch(other -> other.caller.equals(op.caller))) {
            AcceptorWatch.of(port.vm()).remove(op.caller, this);
        }
    }

    /** A process that waited has ended. From any thread. */
    void ended(Pid process) {
        port.underLock(() -> {
            for (Iterator<InetPort.Operation> each = waiting.iterator(); each.hasNext();) {
                InetPort.Operation op = each.next();
                if (op.caller.equals(process)) {
                    op.cancelTimer();
                    each.remove();
                }
            }
            changed();
        });
    }

    private Term opened(int accepted, Pid caller) {
        try {
            return Tuple.of(Atom.OK, open(accepted, caller).id());
        } catch (RequestRefused e) {
            return Tuple.of(Atom.ERROR, Atom.of(e.getMessage()));
        }
    }

    /** A port of its own for a connection, linked with who asked for it. */
    private TcpPort open(int accepted, Pid caller) throws RequestRefused {
        TcpPort connection = new TcpPort(port.vm(), port.name(), caller);
        connection.settings.inherit(port.settings);
        connection.adopt(accepted, port.family(), InetCodes.CONNECTED);
        if (!port.vm().open(connection)) {
            connection.closeSocket();
            throw new RequestRefused("system_limit");
        }
        connection.connectLinked(caller);
        if (port.vm().process(caller) == null) {
            // it has ended meanwhile, and nobody else knows of the connection
            connection.close(Atom.of("normal"), null);
        }
        return connection;
    }

    /** The socket closes: nobody waits any more. */
    void close() {
        while (!waiting.isEmpty()) {
            port.fail(next(), InetPort.CLOSED_ATOM);
        }
    }
}
