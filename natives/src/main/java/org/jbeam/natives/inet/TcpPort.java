package org.jbeam.natives.inet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jbeam.natives.BusyPort;
import org.jbeam.natives.Errno;
import org.jbeam.natives.HttpPackets;
import org.jbeam.natives.PacketBifs;
import org.jbeam.natives.PacketFraming;
import org.jbeam.natives.PortOutput;
import org.jbeam.natives.PosixException;
import org.jbeam.runtime.DistributionChannel;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** The driver {@code tcp_inet}: a listening socket or a connection, of the internet or local. */
final class TcpPort extends InetPort implements BusyPort, DistributionChannel {
    private static final Atom TCP = Atom.of("tcp");
    private static final Atom TCP_CLOSED = Atom.of("tcp_closed");
    private static final Atom TCP_ERROR = Atom.of("tcp_error");
    private static final Atom HTTP = Atom.of("http");
    private static final Atom HTTP_EOH = Atom.of("http_eoh");
    private static final Atom HTTP_ERROR = Atom.of("http_error");
    private static final Atom DATA = Atom.of("data");
    private static final Atom NORMAL = Atom.of("normal");
    private static final int MAX_PACKET = 1 << 26;
    private static final int ROUNDS = 16;
    private static final int SHUT_READ = 0;
    private static final int SHUT_WRITE = 1;
    private static final int SHUT_BOTH = 2;
    private static final int NOTHING_TO_SHUT = -1;

    private final TcpInput input = new TcpInput(this);
    private final TcpOutput output = new TcpOutput(this);
    private final TcpAccepting accepting = new TcpAccepting(this);
    /** The connection attempt or the read that is under way, or null. */
    private Operation pending;
    private boolean readWanted;
    private boolean writeWanted;
    private boolean ignored;
    /** The next send, the next read are to fail as those of a connection that has been. */
    private boolean closedForSend;
    private boolean closedForReceive;
    private boolean resetSeen;
    private boolean closeTold;
    private boolean writeShut;
    private int shutWhenDrained = NOTHING_TO_SHUT;
    /** Bytes passed on as a port's data. */
    private volatile long portData;
    private final ReaderQueue forReader = new ReaderQueue();
    /** An event of the poller is being served. */
    private boolean inEvent;

    TcpPort(VirtualMachine vm, String name, Pid owner) {
        super(vm, name, owner, true);
    }

    // ---- what it waits for

    void wantRead(boolean on) {
        readWanted = on;
        want(readWanted && !ignored, writeWanted && !ignored);
    }

    void wantWrite(boolean on) {
        writeWanted = on;
        want(readWanted && !ignored, writeWanted && !ignored);
    }

    /** Is the socket left to someone else for a while? */
    boolean isIgnored() {
        return ignored;
    }

    private boolean isConnected() {
        return (state & InetCodes.CONNECTED) == InetCodes.CONNECTED;
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        underLock(() -> {
            inEvent = true;
            try {
                if (writable) {
                    becameWritable();
                }
                if (readable && fd >= 0) {
                    becameReadable();
                }
            } finally {
                inEvent = false;
            }
        });
        forReader.serve();
    }

    private void becameReadable() {
        if ((state & InetCodes.LISTENING) == InetCodes.LISTENING) {
            accepting.ready();
        } else if (isConnected()) {
            int rounds = 0;
            while (readWanted && fd >= 0 && input.receive(0) > 0 && ++rounds < ROUNDS && isActive()) {
                // the next packet
            }
        }
    }

    private void becameWritable() {
        if (state == InetCodes.CONNECTING) {
            connected(Calls.pendingError(fd));
        } else if (isConnected()) {
            output.writable();
        }
    }

    // ---- requests

    @Override
    byte[] request(Pid caller, int request, ByteBuffer in) throws PosixException, RequestRefused {
        switch (request) {
            case InetCodes.LISTEN -> listen(in);
            case InetCodes.CONNECT -> {
                return connect(caller, in);
            }
            case InetCodes.ACCEPT -> {
                return accepting.request(caller, in);
            }
            case InetCodes.CLOSE -> {
                endOperations();
                closeSocket();
            }
            case InetCodes.RECEIVE -> {
                return receive(caller, in);
            }
            case InetCodes.UNRECEIVE -> unreceive(rest(in));
            case InetCodes.SHUTDOWN -> shutdown(in);
            case InetCodes.SENDFILE -> sendFile(caller, in);
            case InetCodes.IGNORE_DESCRIPTOR -> ignore(in);
            default -> {
                return super.request(caller, request, in);
            }
        }
        return nothing();
    }

    private void listen(ByteBuffer in) throws PosixException, RequestRefused {
        if (!isOpen()) {
            throw new RequestRefused(RequestRefused.BAD_PORT);
        }
        if (in.remaining() != 2) {
            throw RequestRefused.invalid();
        }
        Calls.listen(fd, in.getShort() & 0xffff);
        state = InetCodes.LISTENING;
    }

    private byte[] connect(Pid caller, ByteBuffer in) throws PosixException, RequestRefused {
        if (!isOpen()) {
            throw new RequestRefused(RequestRefused.BAD_PORT);
        }
        if (isConnected()) {
            throw RequestRefused.of(Numbers.EISCONN);
        }
        if (state == InetCodes.CONNECTING || in.remaining() < 6) {
            throw RequestRefused.invalid();
        }
        int timeout = in.getInt();
        byte[] address = SocketAddress.read(family(), in);
        boolean atOnce = true;
        try {
            Calls.connect(fd, address);
        } catch (PosixException e) {
            if (e.errno() != Numbers.EINPROGRESS) {
                throw e;
            }
            atOnce = false;
        }
        pending = operation(caller, atOnce ? InetCodes.INFINITY : timeout, this::connectTimedOut);
        byte[] id = id(pending);
        if (atOnce) {
            connected(0);
        } else {
            state = InetCodes.CONNECTING;
            wantWrite(true);
        }
        return id;
    }

    private void connected(int errno) {
        Operation op = takePending();
        wantWrite(false);
        if (errno != 0) {
            state = InetCodes.IS_OPEN;
            fail(op, Errno.atom(errno));
            return;
        }
        state = InetCodes.CONNECTED;
        wantRead(isActive());
        answer(op, Atom.OK);
    }

    private void connectTimedOut() {
        if (state == InetCodes.CONNECTING) {
            Operation op = takePending();
            closeSocket();
            fail(op, TIMEOUT);
        }
    }

    private Operation takePending() {
        Operation op = pending;
        pending = null;
        return op;
    }

    private byte[] receive(Pid caller, ByteBuffer in) throws RequestRefused {
        if (!isConnected()) {
            throw receiveClosed();
        }
        if (isActive() || in.remaining() != 8) {
            throw RequestRefused.invalid();
        }
        int timeout = in.getInt();
        int length = in.getInt();
        if (length != 0 && PacketTypes.of(settings.packet) != PacketFraming.RAW) {
            throw RequestRefused.invalid();
        }
        if (length > MAX_PACKET || length < 0) {
            throw RequestRefused.of(Errno.ENOMEM);
        }
        if (pending != null) {
            throw RequestRefused.of(Numbers.EALREADY);
        }
        pending = operation(caller, InetCodes.INFINITY, null);
        Operation op = pending;
        if (ignored || input.receive(length) == TcpInput.WAIT) {
            if (timeout == 0) {
                receiveTimedOut(op);
            } else {
                if (timeout != InetCodes.INFINITY) {
                    op.timer = poller.schedule(timeout & 0xffff_ffffL, () -> underLock(() -> receiveTimedOut(op)));
                }
                wantRead(true);
            }
        }
        return id(op);
    }

    private RequestRefused receiveClosed() {
        if (!closedForReceive) {
            return RequestRefused.of(Numbers.ENOTCONN);
        }
        closedForReceive = false;
        closedForSend = false;
        boolean reset = resetSeen;
        resetSeen = false;
        return reset ? RequestRefused.of(Numbers.ECONNRESET) : new RequestRefused(CLOSED_ATOM.name());
    }

    private void receiveTimedOut(Operation op) {
        if (pending == op) {
            pending = null;
            wantRead(false);
            input.forgetRequest();
            fail(op, TIMEOUT);
        }
    }

    private void unreceive(byte[] data) throws RequestRefused {
        if (!isConnected()) {
            throw RequestRefused.of(Numbers.ENOTCONN);
        }
        input.push(data);
        if (isActive()) {
            input.deliver(0);
        }
    }

    private void shutdown(ByteBuffer in) throws PosixException, RequestRefused {
        if (!isConnected()) {
            throw RequestRefused.of(Numbers.ENOTCONN);
        }
        if (in.remaining() != 1) {
            throw RequestRefused.invalid();
        }
        int how = in.get();
        if (how != SHUT_READ && output.queue.size() > 0) {
            shutWhenDrained = how == SHUT_WRITE ? SHUT_WRITE : SHUT_BOTH;
            return;
        }
        Calls.shutdown(fd, how);
        writeShut |= how != SHUT_READ;
    }

    private void sendFile(Pid caller, ByteBuffer in) throws PosixException, RequestRefused {
        if (in.remaining() != Integer.BYTES + 2 * Long.BYTES) {
            throw RequestRefused.invalid();
        }
        if (!isConnected()) {
            throw RequestRefused.of(Numbers.ENOTCONN);
        }
        if (output.isSendingFile()) {
            throw RequestRefused.invalid();
        }
        int descriptor = in.order(java.nio.ByteOrder.nativeOrder()).getInt();
        in.order(java.nio.ByteOrder.BIG_ENDIAN);
        output.sendFile(caller, descriptor, in.getLong(), in.getLong());
    }

    private void ignore(ByteBuffer in) throws RequestRefused {
        if (!isConnected()) {
            throw RequestRefused.of(Numbers.ENOTCONN);
        }
        boolean on = in.get() == 1;
        if (on == ignored) {
            throw RequestRefused.invalid();
        }
        ignored = on;
        wantWrite(queueSize() > 0 || output.isSendingFile());
    }

    @Override
    int shownState() {
        return state | (output.isBusy() ? InetCodes.BUSY : 0);
    }

    @Override
    void optionsChanged(int activeBefore, int packetBefore) {
        if (fd < 0 && family() != Numbers.AF_UNSPEC && isActive()) {
            activeOnClosed();
            return;
        }
        if (!isConnected()) {
            return;
        }
        boolean limited = settings.active == InetCodes.ONCE || settings.active == InetCodes.MULTI;
        if (activeBefore == InetCodes.PASSIVE && limited && settings.packet == packetBefore) {
            // what is there is read at once: the answer to the request need not wait for the poller
            if (input.receive(0) >= 0 && isActive()) {
                wantRead(true);
            }
            return;
        }
        if (settings.active != activeBefore) {
            wantRead(isActive());
        }
        if (isActive() && (activeBefore == InetCodes.PASSIVE || settings.packet != packetBefore)) {
            input.deliver(0);
        }
    }

    private void activeOnClosed() {
        if (resetSeen) {
            resetSeen = false;
            tellOwner(Tuple.of(TCP_ERROR, id(), Errno.atom(Numbers.ECONNRESET)));
        }
        tellClosed();
        if (settings.exitOnClose) {
            close(NORMAL, owner());
        }
    }

    @Override
    String passiveName() {
        return "tcp_passive";
    }

    // ---- input

    /** Passes a packet on: to the owner in active mode, or to who waits for it. */
    void packet(PacketFraming framing, byte[] bytes, int from, int size, boolean given) {
        int[] body = framing.body(bytes, from, size);
        byte[] own = bytes;
        if (!given && settings.mode != InetCodes.MODE_LIST || settings.deliver == InetCodes.DELIVER_PORT) {
            own = Arrays.copyOfRange(bytes, body[0], body[1]);
        }
        int start = own == bytes ? body[0] : 0;
        int stop = own == bytes ? body[1] : own.length;
        if (settings.deliver == InetCodes.DELIVER_PORT) {
            portData += stop - start;
            if (forReader.isAttached()) {
                forReader.packet(own);
                serveReaderSoon();
            } else {
                tellOwner(Tuple.of(id(), Tuple.of(DATA, data(own, start, stop))));
            }
            countActive();
        } else if (framing.isHttp()) {
            Term line = HttpPackets.parse(bytes, from, from + size, framing.isHeader(), framing.isBinary());
            boolean error = line instanceof Tuple t && t.element(0) == HTTP_ERROR;
            input.httpHeaders(line != HTTP_EOH && (framing.isHeader() || !error));
            told(line, isActive() ? Tuple.of(HTTP, id(), line) : null);
        } else if (framing == PacketFraming.SSL_TLS) {
            Term entry = PacketBifs.record(id(), bytes, from, size);
            told(entry, entry);
        } else {
            Term data = data(own, start, stop);
            told(data, isActive() ? Tuple.of(TCP, id(), data) : null);
        }
    }

    private void told(Term answer, Term message) {
        if (isActive()) {
            tellOwner(message);
            countActive();
        } else if (pending != null) {
            answer(takePending(), Tuple.of(Atom.OK, answer));
        }
    }

    /** The other side has ended the connection, or reading has failed. */
    int inputEnded(int result) {
        if (result == 0 || result == -Numbers.ECONNRESET && !settings.showReset) {
            return receiveClosed(0);
        }
        return receiveFailed(-result);
    }

    /** Reading has come to an error. */
    int receiveFailed(int errno) {
        return receiveClosed(errno);
    }

    private int receiveClosed(int errno) {
        boolean sending = output.isBusy() || output.isSendingFile();
        if (output.isBusy()) {
            output.clear();
            output.relax(Tuple.of(Atom.ERROR, CLOSED_ATOM));
        }
        output.abortFile(errno == 0 ? Numbers.ENOTCONN : errno);
        if (errno == 0 && !sending) {
            closedForSend = true;
        }
        input.clear();
        if (isActive()) {
            if (errno != 0) {
                tellOwner(Tuple.of(TCP_ERROR, id(), Errno.atom(errno)));
            }
            tellClosed();
            if (settings.exitOnClose) {
                // the owner has been told, and is unlinked
                close(errno == 0 ? NORMAL : Errno.atom(errno), owner());
            } else {
                wantRead(false);
            }
            return TcpInput.OVER;
        }
        Operation op = takePending();
        if (settings.exitOnClose) {
            closeSocket();
        } else {
            wantRead(false);
        }
        if (op != null) {
            fail(op, errno == 0 ? CLOSED_ATOM : Errno.atom(errno));
        }
        return TcpInput.OVER;
    }

    private void tellClosed() {
        if (!closeTold) {
            closeTold = true;
            tellOwner(Tuple.of(TCP_CLOSED, id()));
        }
    }

    // ---- output

    @Override
    protected void output(ErlangProcess from, Term data) {
        byte[] bytes = PortOutput.bytes(this, from, data);
        Pid caller = from == null ? null : from.pid();
        if (!isConnected()) {
            Atom reason = closedForSend ? resetSeen ? Errno.atom(Numbers.ECONNRESET) : CLOSED_ATOM : Errno.atom(Numbers.ENOTCONN);
            closedForSend = false;
            reply(caller, Tuple.of(Atom.ERROR, reason));
        } else if (shutWhenDrained != NOTHING_TO_SHUT) {
            sendOrShutdownFailed(caller, Errno.EPIPE);
        } else if (send(caller, bytes)) {
            reply(caller, Atom.OK);
        }
    }

    private boolean send(Pid caller, byte[]... parts) {
        int header = PacketTypes.header(PacketTypes.of(settings.packet));
        byte[] framed = parts.length == 1 && header == 0 ? parts[0] : frame(header, parts);
        return output.send(caller, framed, header);
    }

    private static byte[] frame(int header, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] framed = new byte[header + length];
        for (int i = 0; i < header; i++) {
            framed[i] = (byte) (length >>> 8 * (header - 1 - i));
        }
        int at = header;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, framed, at, part.length);
            at += part.length;
        }
        return framed;
    }

    /** Writing has failed. A pipe that breaks without our doing has been reset by the other side. */
    void sendFailed(Pid caller, int errno) {
        output.abortFile(errno);
        sendOrShutdownFailed(caller, errno == Errno.EPIPE && !writeShut ? Numbers.ECONNRESET : errno);
    }

    private void sendOrShutdownFailed(Pid caller, int errno) {
        boolean show = errno == Numbers.ECONNRESET && settings.showReset;
        Atom reason = show ? Errno.atom(errno) : CLOSED_ATOM;
        boolean answered = caller != null || output.isBusy();
        output.queue.clear();
        output.relax(Tuple.of(Atom.ERROR, reason));
        if (isActive()) {
            if (show) {
                tellOwner(Tuple.of(TCP_ERROR, id(), reason));
            }
            tellClosed();
            reply(caller, Tuple.of(Atom.ERROR, reason));
            if (settings.exitOnClose) {
                close(NORMAL, owner());
            } else {
                closeSocket();
            }
            return;
        }
        endOperations();
        reply(caller, Tuple.of(Atom.ERROR, reason));
        closedForSend |= !answered;
        closeSocket();
        closedForReceive = true;
        resetSeen |= show;
    }

    /** All output is written: what was to follow it. */
    void outputDrained() {
        if (shutWhenDrained == NOTHING_TO_SHUT) {
            return;
        }
        int how = shutWhenDrained;
        shutWhenDrained = NOTHING_TO_SHUT;
        try {
            Calls.shutdown(fd, how);
            writeShut = true;
        } catch (PosixException e) {
            sendOrShutdownFailed(null, e.errno());
        }
    }

    /** It is busy no longer. */
    void outputWritable() {
        forReader.writable();
        serveReaderSoon();
    }

    @Override
    public boolean isBusy() {
        return output.isBusy() && !isClosed();
    }

    @Override
    public boolean allowsForce() {
        return true;
    }

    @Override
    public void awaitRoom(ErlangProcess p) {
        awaitRoom(p, lock, output::block);
    }

    @Override
    public long bytesIn() {
        return portData;
    }

    @Override
    public long queueSize() {
        return output.queue.size();
    }

    // ---- its end

    private void endOperations() {
        accepting.close();
        Operation op = takePending();
        if (op != null) {
            fail(op, CLOSED_ATOM);
        }
    }

    @Override
    void closeSocket() {
        input.clear();
        output.clear();
        output.endFile();
        super.closeSocket();
        readWanted = false;
        writeWanted = false;
    }

    @Override
    protected void stop() {
        endOperations();
        boolean goesOn = fd >= 0 && writeWanted && isConnected() && output.queue.size() > 0 && !settings.lingerZero
                && !output.isSendingFile() && !isPrebound();
        output.unblock();
        if (!goesOn) {
            closeSocket();
            return;
        }
        input.clear();
        Lingering.start(release(), output.queue, poller);
    }

    // ---- a connection to another node

    @Override
    public boolean attach(Reader reader) {
        lock.lock();
        try {
            if (isClosed()) {
                return false;
            }
            forReader.attach(reader);
        } finally {
            lock.unlock();
        }
        forReader.serve();
        return true;
    }

    @Override
    protected void closed(Term reason) {
        lock.lock();
        try {
            forReader.closed(reason);
            serveReaderSoon();
        } finally {
            lock.unlock();
        }
    }

    /** Has the reader served by the poller, who does it anyway after an event. */
    private void serveReaderSoon() {
        if (!inEvent && forReader.isAttached()) {
            poller.schedule(0, forReader::serve);
        }
    }

    @Override
    public boolean sendPacket(byte[]... parts) {
        lock.lock();
        try {
            if (isClosed() || !isConnected()) {
                return false;
            }
            send(null, parts);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isCongested() {
        return isBusy();
    }

    @Override
    public long packetsIn() {
        return statistics.packetsReceived();
    }

    @Override
    public long packetsOut() {
        return statistics.packetsSent();
    }
}
