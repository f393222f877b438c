package org.jbeam.natives.inet;

import java.nio.ByteBuffer;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.natives.Errno;
import org.jbeam.natives.PortOutput;
import org.jbeam.natives.PosixException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** The driver {@code udp_inet}: a socket for datagrams, of the internet or local. */
final class UdpPort extends InetPort {
    private static final Atom UDP = Atom.of("udp");
    private static final Atom UDP_ERROR = Atom.of("udp_error");
    private static final Atom LOCAL = Atom.of("local");
    private static final int MAX_ANCILLARY = 2;

    private final Datagrams datagrams = new Datagrams();
    /** The read that is under way, or null. */
    private Operation pending;
    private byte[] peer;

    UdpPort(VirtualMachine vm, String name, Pid owner) {
        super(vm, name, owner, false);
    }

    private boolean isConnected() {
        return (state & InetCodes.CONNECTED) == InetCodes.CONNECTED;
    }

    @Override
    byte[] request(Pid caller, int request, ByteBuffer in) throws PosixException, RequestRefused {
        switch (request) {
            case InetCodes.OPEN, InetCodes.OPEN_DESCRIPTOR -> {
                byte[] answer = super.request(caller, request, in);
                want(isActive(), false);
                return answer;
            }
            case InetCodes.CLOSE -> {
                closeSocket();
                return nothing();
            }
            case InetCodes.CONNECT -> {
                return connect(caller, in);
            }
            case InetCodes.RECEIVE_PACKET -> {
                return receive(caller, in);
            }
            default -> {
                return super.request(caller, request, in);
            }
        }
    }

    private byte[] connect(Pid caller, ByteBuffer in) throws PosixException, RequestRefused {
        if (!isOpen()) {
            throw new RequestRefused(RequestRefused.BAD_PORT);
        }
        if (in.hasRemaining()) {
            if (in.remaining() < 6) {
                throw RequestRefused.invalid();
            }
            in.getInt();
            byte[] address = SocketAddress.read(family(), in);
            if (isConnected()) {
                // else Linux keeps the source address of the connection before
                disconnect();
            }
            try {
                Calls.connect(fd, address);
            } catch (PosixException e) {
                disconnect();
                throw e;
            }
            peer = address;
            state |= InetCodes.CONNECTED;
        } else {
            disconnect();
        }
        Operation op = operation(caller, InetCodes.INFINITY, null);
        answer(op, Atom.OK);
        return id(op);
    }

    private void disconnect() {
        try {
            Calls.connect(fd, SocketAddress.unspecified());
        } catch (PosixException e) {
            // it was not connected
            peer = null;
        }
        state &= ~(InetCodes.CONNECTED ^ InetCodes.IS_OPEN);
    }

    private byte[] receive(Pid caller, ByteBuffer in) throws RequestRefused {
        if (!isOpen() || isActive() || in.remaining() != 8) {
            throw RequestRefused.invalid();
        }
        int timeout = in.getInt();
        if (pending != null) {
            throw RequestRefused.of(Numbers.EALREADY);
        }
        Operation op = operation(caller, InetCodes.INFINITY, null);
        pending = op;
        read();
        if (pending == op) {
            if (timeout == 0) {
                timedOut(op);
            } else {
                if (timeout != InetCodes.INFINITY) {
                    op.timer = poller.schedule(timeout & 0xffff_ffffL, () -> underLock(() -> timedOut(op)));
                }
                want(true, false);
            }
        }
        return id(op);
    }

    private void timedOut(Operation op) {
        if (pending == op) {
            pending = null;
            want(false, false);
            fail(op, TIMEOUT);
        }
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        underLock(() -> {
            if (fd >= 0) {
                read();
            }
        });
    }

    /** Reads as many datagrams as are to be read at once, while someone wants them. */
    private void read() {
        for (int i = 0; i < settings.readPackets && (isActive() || pending != null); i++) {
            Datagrams.Datagram next = datagrams.receive(fd, settings.buffer, settings.ancillary);
            if (next == null) {
                failed(datagrams.errno());
                return;
            }
            statistics.received(next.data().length);
            byte[] sender = SocketAddress.write(isConnected() && peer != null ? peer : next.sender());
            if (isActive()) {
                tellOwner(message(sender, next));
                countActive();
            } else {
                Operation op = pending;
                pending = null;
                answer(op, Tuple.of(Atom.OK, answer(sender, next)));
            }
        }
        want(isActive() || pending != null, false);
    }

    private void failed(int errno) {
        if (errno == Errno.EAGAIN) {
            return;
        }
        if (isActive()) {
            tellOwner(Tuple.of(UDP_ERROR, id(), Errno.atom(errno)));
            return;
        }
        Operation op = pending;
        pending = null;
        want(false, false);
        fail(op, Errno.atom(errno));
    }

    /** {@code {udp, Port, Ip, InPort, Data}}, with a list before the data where something came beside it. */
    private Term message(byte[] sender, Datagrams.Datagram datagram) {
        byte[] bytes = datagram.data();
        Term data = data(bytes, 0, bytes.length);
        Term address = address(sender);
        SmallInt port = SmallInt.of(sender[0] == SocketAddress.INET || sender[0] == SocketAddress.INET6
                ? (sender[1] & 0xff) << 8 | sender[2] & 0xff : 0);
        return settings.ancillary ? Tuple.of(new Term[] {UDP, id(), address, port, beside(datagram), data})
                : Tuple.of(new Term[] {UDP, id(), address, port, data});
    }

    private static Term address(byte[] sender) {
        Term[] parts;
        switch (sender[0]) {
            case SocketAddress.INET -> {
                parts = new Term[4];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = SmallInt.ofByte(sender[3 + i]);
                }
            }
            case SocketAddress.INET6 -> {
                parts = new Term[8];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = SmallInt.of((sender[3 + 2 * i] & 0xff) << 8 | sender[4 + 2 * i] & 0xff);
                }
            }
            case SocketAddress.LOCAL -> parts = new Term[] {LOCAL, Bitstring.of(sender, 2, sender.length - 2)};
            default -> parts = new Term[] {Atom.of(sender[0] == 0 ? "unspec" : "undefined"), Bitstring.EMPTY};
        }
        return Tuple.of(parts);
    }

    private static Term beside(Datagrams.Datagram datagram) {
        ListBuilder list = new ListBuilder();
        datagram.beside().forEach(item -> list.add(Tuple.of(item.name(), SmallInt.of(item.value()))));
        return list.finish();
    }

    /** Address bytes and data in one list, as prim_inet takes them apart. */
    private Term answer(byte[] sender, Datagrams.Datagram datagram) {
        byte[] bytes = datagram.data();
        Term data = data(bytes, 0, bytes.length);
        Term all = byteList(sender, 0, sender.length, data);
        return settings.ancillary ? Tuple.of(all, beside(datagram)) : all;
    }

    @Override
    protected void output(ErlangProcess from, Term data) {
        byte[] bytes = PortOutput.bytes(this, from, data);
        reply(from == null ? null : from.pid(), send(ByteBuffer.wrap(bytes)));
    }

    private Term send(ByteBuffer in) {
        if (!isOpen()) {
            return Errno.tuple(Errno.EINVAL);
        }
        try {
            byte[] address = SocketAddress.read(family(), in);
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                return Errno.tuple(Errno.EINVAL);
            }
            List<Ancillary> beside = beside(in.slice(in.position(), length));
            in.position(in.position() + length);
            statistics.sent(in.remaining());
            int errno = Datagrams.send(fd, isConnected() ? null : address, in.array(), in.position(), in.remaining(), beside);
            return errno == 0 ? Atom.OK : Errno.tuple(errno);
        } catch (RequestRefused e) {
            return Tuple.of(Atom.ERROR, Atom.of(e.getMessage()));
        } catch (BufferUnderflowException e) {
            return Errno.tuple(Errno.EINVAL);
        }
    }

    private static List<Ancillary> beside(ByteBuffer in) throws RequestRefused {
        List<Ancillary> all = new ArrayList<>(MAX_ANCILLARY);
        while (in.hasRemaining()) {
            KernelOption option = KernelOption.of(in.get());
            boolean known = option != null && new Ancillary(option.level(), option.name(), 0).name() != null;
            if (!known || all.size() == MAX_ANCILLARY || !Numbers.LINUX) {
                throw RequestRefused.invalid();
            }
            all.add(new Ancillary(option.level(), option.name(), in.getInt()));
        }
        return all;
    }

    @Override
    void optionsChanged(int activeBefore, int packetBefore) {
        if (isOpen() && settings.active != activeBefore) {
            want(isActive() || pending != null, false);
        }
    }

    @Override
    String passiveName() {
        return "udp_passive";
    }

    @Override
    protected void stop() {
        if (pending != null) {
            fail(pending, CLOSED_ATOM);
            pending = null;
        }
        closeSocket();
    }
}
