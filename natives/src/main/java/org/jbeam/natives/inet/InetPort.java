package org.jbeam.natives.inet;

import static org.jbeam.natives.inet.InetCodes.ACTIVE;
import static org.jbeam.natives.inet.InetCodes.CLOSED;
import static org.jbeam.natives.inet.InetCodes.INFINITY;
import static org.jbeam.natives.inet.InetCodes.IS_OPEN;
import static org.jbeam.natives.inet.InetCodes.MULTI;
import static org.jbeam.natives.inet.InetCodes.ONCE;
import static org.jbeam.natives.inet.InetCodes.PASSIVE;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.natives.Errno;
import org.jbeam.natives.PosixException;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** What the socket drivers share: the requests that every socket knows, its options, the answers. All of it happens under the port's lock. */
abstract class InetPort extends ErlangPort implements SocketPoller.Client {
    static final Atom CLOSED_ATOM = Atom.of("closed");
    static final Atom TIMEOUT = Atom.of("timeout");
    private static final Atom INET_ASYNC = Atom.of("inet_async");
    private static final Atom INET_REPLY = Atom.of("inet_reply");
    private static final Atom EMPTY_OUT_Q = Atom.of("empty_out_q");
    private static final int SUBSCRIBE_EMPTY = 1;
    private static final int ID_MASK = 0xffff;

    /** An operation whose answer comes as {@code {inet_async, Port, Id, Answer}}. */
    static final class Operation {
        final int id;
        final Pid caller;
        SocketPoller.Timer timer;

        Operation(int id, Pid caller) {
            this.id = id;
            this.caller = caller;
        }

        void cancelTimer() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }

    final SocketSettings settings;
    final InetStatistics statistics = new InetStatistics();
    final SocketPoller poller;
    private final boolean stream;
    private final List<Pid> emptySubscribers = new ArrayList<>(1);
    private SocketPoller.Registration registration;
    int fd = -1;
    int state = CLOSED;
    private int family = Numbers.AF_UNSPEC;
    /** The descriptor is someone else's, who closes it. */
    private boolean prebound;
    private byte[] fakeName;
    private byte[] fakePeer;
    private int nextId;

    InetPort(VirtualMachine vm, String name, Pid owner, boolean stream) {
        super(vm, name, owner);
        this.stream = stream;
        this.settings = new SocketSettings(stream);
        this.poller = SocketPoller.of(vm);
    }

    /** Starts to work with an open socket. */
    final void adopt(int descriptor, int socketFamily, int newState) {
        fd = descriptor;
        family = socketFamily;
        state = newState;
        registration = poller.register(descriptor, this);
    }

    final int family() {
        return family;
    }

    final boolean isOpen() {
        return (state & IS_OPEN) != 0;
    }

    /** Sets what it waits for. */
    final void want(boolean read, boolean write) {
        if (registration != null) {
            registration.want(read, write);
        }
    }

    /** Closes the socket, but not the port. A descriptor that was given to it stays open. */
    void closeSocket() {
        emptySubscribers.clear();
        if (fd < 0) {
            return;
        }
        registration.end();
        if (prebound) {
            return;
        }
        closeDescriptor(fd);
        fd = -1;
        state = CLOSED;
    }

    private void closeDescriptor(int descriptor) {
        if (settings.lingers) {
            // Linux waits for the other side here, non-blocking or not: aside, so that no carrier does
            Thread.ofPlatform().daemon().name("jbeam-linger").start(() -> Calls.close(descriptor));
        } else {
            Calls.close(descriptor);
        }
    }

    /** Gives the socket away: the port goes on without it. */
    final int release() {
        registration.end();
        int given = fd;
        fd = -1;
        state = CLOSED;
        return given;
    }

    final boolean isPrebound() {
        return prebound;
    }

    // ---- requests

    @Override
    protected final Term control(ErlangProcess from, int operation, byte[] argument) {
        int request = operation - InetCodes.REQUEST_BASE;
        byte[] answer;
        int code = InetCodes.REPLY_OK;
        try {
            answer = request(from.pid(), request, ByteBuffer.wrap(argument));
        } catch (PosixException e) {
            answer = e.getMessage().getBytes(StandardCharsets.ISO_8859_1);
            code = InetCodes.REPLY_ERROR;
        } catch (RequestRefused e) {
            answer = e.getMessage().getBytes(StandardCharsets.ISO_8859_1);
            code = InetCodes.REPLY_ERROR;
        } catch (BufferUnderflowException e) {
            answer = Errno.atom(Errno.EINVAL).name().getBytes(StandardCharsets.ISO_8859_1);
            code = InetCodes.REPLY_ERROR;
        }
        return Terms.list(new Term[] {SmallInt.of(code)}, Terms.byteList(answer));
    }

    /** Serves a request: the bytes of its answer. */
    byte[] request(Pid caller, int request, ByteBuffer in) throws PosixException, RequestRefused {
        return switch (request) {
            case InetCodes.OPEN -> open(in);
            case InetCodes.OPEN_DESCRIPTOR -> openDescriptor(in);
            case InetCodes.BIND -> bind(in);
            case InetCodes.NAME -> name(fakeName, "getsockname");
            case InetCodes.PEER_NAME -> peerName();
            case InetCodes.SET_NAME -> {
                fakeName = in.hasRemaining() ? SocketAddress.read(family, in) : null;
                yield nothing();
            }
            case InetCodes.SET_PEER_NAME -> {
                fakePeer = in.hasRemaining() ? SocketAddress.read(family, in) : null;
                yield nothing();
            }
            case InetCodes.LOCAL_ADDRESSES -> addresses(in, "getsockname");
            case InetCodes.PEER_ADDRESSES -> addresses(in, "getpeername");
            case InetCodes.SET_OPTIONS -> setOptions(in);
            case InetCodes.GET_OPTIONS -> settings.read(fd, family, in);
            case InetCodes.STATISTICS -> statistics.read(rest(in), queueSize());
            case InetCodes.DESCRIPTOR -> ByteBuffer.allocate(4).putInt(openDescriptor()).array();
            case InetCodes.TYPE -> type();
            case InetCodes.STATUS -> ByteBuffer.allocate(4).putInt(shownState()).array();
            case InetCodes.SUBSCRIBE -> subscribe(caller, in);
            default -> Hosts.request(request, in, isOpen());
        };
    }

    static byte[] nothing() {
        return new byte[0];
    }

    static byte[] rest(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }

    private int openDescriptor() throws RequestRefused {
        if (!isOpen()) {
            throw RequestRefused.invalid();
        }
        return fd;
    }

    private byte[] open(ByteBuffer in) throws PosixException, RequestRefused {
        if (in.remaining() != 2) {
            throw RequestRefused.invalid();
        }
        int wanted = SocketAddress.family(in.get());
        checkType(in.get());
        if (state != CLOSED) {
            throw new RequestRefused(RequestRefused.BAD_SEQUENCE);
        }
        int protocol = wanted == Numbers.AF_UNIX ? 0 : stream ? Numbers.IPPROTO_TCP : Numbers.IPPROTO_UDP;
        int type = stream ? Numbers.SOCK_STREAM : Numbers.SOCK_DGRAM;
        adopt(settings.inNamespace(() -> Calls.socket(wanted, type, protocol)), wanted, IS_OPEN);
        return nothing();
    }

    private void checkType(int type) throws RequestRefused {
        if (type != (stream ? InetCodes.TYPE_STREAM : InetCodes.TYPE_DATAGRAM)) {
            throw RequestRefused.invalid();
        }
    }

    private byte[] openDescriptor(ByteBuffer in) throws PosixException, RequestRefused {
        if (in.remaining() != 6 && in.remaining() != 10) {
            throw RequestRefused.invalid();
        }
        int wanted = SocketAddress.family(in.get());
        checkType(in.get());
        int descriptor = in.getInt();
        boolean bound = !in.hasRemaining() || in.getInt() != 0;
        if (bound && SocketAddress.familyOf(Calls.name("getsockname", descriptor)) != wanted) {
            throw RequestRefused.invalid();
        }
        Calls.nonBlocking(descriptor);
        adopt(descriptor, wanted, IS_OPEN);
        prebound = true;
        if (stream && isConnected(descriptor)) {
            state = InetCodes.CONNECTED;
        }
        return nothing();
    }

    private static boolean isConnected(int descriptor) {
        try {
            Calls.name("getpeername", descriptor);
            return true;
        } catch (PosixException e) {
            return false;
        }
    }

    private byte[] bind(ByteBuffer in) throws PosixException, RequestRefused {
        if (in.remaining() < 2) {
            throw RequestRefused.invalid();
        }
        if (state != IS_OPEN) {
            throw new RequestRefused(RequestRefused.BAD_PORT);
        }
        byte[] address = SocketAddress.read(family, in);
        Calls.bind(fd, address);
        int port = SocketAddress.port(address);
        if (port == 0) {
            port = SocketAddress.port(Calls.name("getsockname", fd));
        }
        return ByteBuffer.allocate(2).putShort((short) port).array();
    }

    private byte[] name(byte[] fake, String function) throws PosixException, RequestRefused {
        byte[] result = SocketAddress.write(fake != null ? fake : Calls.name(function, fd));
        if (result.length == 1) {
            throw RequestRefused.invalid();
        }
        return result;
    }

    private byte[] peerName() throws PosixException, RequestRefused {
        if ((state & InetCodes.CONNECTED) != InetCodes.CONNECTED) {
            throw RequestRefused.of(Numbers.ENOTCONN);
        }
        return name(fakePeer, "getpeername");
    }

    private byte[] addresses(ByteBuffer in, String function) throws PosixException, RequestRefused {
        if (in.remaining() != 4) {
            throw RequestRefused.invalid();
        }
        if (!isOpen()) {
            throw new RequestRefused(RequestRefused.BAD_PORT);
        }
        return SocketAddress.write(Calls.name(function, fd));
    }

    private byte[] type() throws RequestRefused {
        if (family == Numbers.AF_UNSPEC) {
            throw RequestRefused.invalid();
        }
        return ByteBuffer.allocate(8).putInt(SocketAddress.code(family)).putInt(stream ? InetCodes.TYPE_STREAM : InetCodes.TYPE_DATAGRAM)
                .array();
    }

    /** The state with the flags that only {@code prim_inet:getstatus/1} shows. */
    int shownState() {
        return state;
    }

    // ---- options

    private byte[] setOptions(ByteBuffer in) throws RequestRefused {
        int before = settings.active;
        int framing = settings.packet;
        SocketSettings.Changes changes = settings.write(fd, family, in);
        if (changes.countedOut()) {
            tellOwner(Tuple.of(Atom.of(passiveName()), id()));
        }
        if (changes.refused()) {
            throw RequestRefused.invalid();
        }
        optionsChanged(before, framing);
        return nothing();
    }

    /** Acts on options that have changed. */
    abstract void optionsChanged(int activeBefore, int packetBefore);

    abstract String passiveName();

    /** A message has gone to the owner: counts it where only so many are to come. */
    final void countActive() {
        if (settings.active == ONCE) {
            settings.active = PASSIVE;
        } else if (settings.active == MULTI && --settings.activeCount == 0) {
            settings.active = PASSIVE;
            tellOwner(Tuple.of(Atom.of(passiveName()), id()));
        }
    }

    final boolean isActive() {
        return settings.active >= ACTIVE;
    }

    // ---- answers

    /** A new operation, with its time in ms. */
    final Operation operation(Pid caller, int timeout, Runnable expired) {
        Operation op = new Operation(nextId++ & ID_MASK, caller);
        if (timeout != INFINITY) {
            op.timer = poller.schedule(timeout & 0xffff_ffffL, () -> underLock(expired));
        }
        return op;
    }

    /** Runs something unless the port is closed by then. */
    final void underLock(Runnable work) {
        lock.lock();
        try {
            if (!isClosed()) {
                work.run();
            }
        } finally {
            lock.unlock();
        }
    }

    static byte[] id(Operation op) {
        return new byte[] {(byte) (op.id >> 8), (byte) op.id};
    }

    /** {@code {inet_async, Port, Id, Answer}}. */
    final void answer(Operation op, Term answer) {
        op.cancelTimer();
        tell(op.caller, Tuple.of(INET_ASYNC, id(), SmallInt.of(op.id), answer));
    }

    final void fail(Operation op, Atom reason) {
        answer(op, Tuple.of(Atom.ERROR, reason));
    }

    /** {@code {inet_reply, Port, Status}} to whoever has sent. */
    final void reply(Pid caller, Term status) {
        if (caller != null) {
            tell(caller, Tuple.of(INET_REPLY, id(), status));
        }
    }

    final void tell(Pid pid, Term message) {
        ErlangProcess process = vm().process(pid);
        if (process != null) {
            process.deliver(message);
        }
    }

    /** Data as the options want it: a list, a binary, or a list of some bytes with a binary as its tail. */
    final Term data(byte[] bytes, int from, int to) {
        int header = settings.header;
        int length = to - from;
        if (settings.mode == InetCodes.MODE_LIST || header > length || header < 0) {
            return byteList(bytes, from, to, Nil.NIL);
        }
        Bitstring body = Bitstring.of(bytes, from + header, length - header);
        return header == 0 ? body : byteList(bytes, from, from + header, body);
    }

    static Term byteList(byte[] bytes, int from, int to, Term tail) {
        Term[] elements = new Term[to - from];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = SmallInt.ofByte(bytes[from + i]);
        }
        return elements.length == 0 ? tail : Terms.list(elements, tail);
    }

    private byte[] subscribe(Pid caller, ByteBuffer in) throws RequestRefused {
        ByteBuffer out = ByteBuffer.allocate(in.remaining() * 5);
        while (in.hasRemaining()) {
            if (in.get() != SUBSCRIBE_EMPTY) {
                throw RequestRefused.invalid();
            }
            long waiting = queueSize();
            if (waiting > 0) {
                emptySubscribers.add(caller);
            }
            out.put((byte) SUBSCRIBE_EMPTY).putInt((int) Math.min(waiting, Integer.MAX_VALUE));
        }
        return out.array();
    }

    /** Nothing waits to be written any more. */
    final void tellEmpty() {
        if (!emptySubscribers.isEmpty()) {
            emptySubscribers.forEach(pid -> tell(pid, Tuple.of(EMPTY_OUT_Q, id())));
            emptySubscribers.clear();
        }
    }

    /** As in OTP data in messages of the socket's own does not count; {@code inet:getstat/1} counts it all. */
    @Override
    public long bytesIn() {
        return 0;
    }

    @Override
    public final long bytesOut() {
        return statistics.octetsSent();
    }
}
