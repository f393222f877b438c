package org.jbeam.natives.inet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.natives.Errno;
import org.jbeam.natives.PosixException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * What a connection has to write: at once as far as the socket takes it, the rest when it takes more. Above the high watermark senders wait for their
 * answer, and others for their turn, until the low one is reached. Used under the port's lock, where not said otherwise.
 */
final class TcpOutput {
    private static final Atom SENT = Atom.of("sendfile");

    private final TcpPort port;
    private final SocketSettings settings;
    final OutputQueue queue = new OutputQueue();
    private final ArrayDeque<ErlangProcess> blocked = new ArrayDeque<>(1);
    private final List<Pid> unanswered = new ArrayList<>(1);
    private SocketPoller.Timer timer;
    private volatile boolean busy;
    private FileSending file;
    private Pid fileSender;

    TcpOutput(TcpPort port) {
        this.port = port;
        this.settings = port.settings;
    }

    /** Must senders wait? From any thread. */
    boolean isBusy() {
        return busy;
    }

    boolean isSendingFile() {
        return file != null;
    }

    /** A sender that is to wait while it is busy. */
    void block(ErlangProcess p) {
        blocked.add(p);
    }

    /**
     * Sends data.
     *
     * @param caller who gets the answer, or null
     * @return true when the answer is to be given now
     */
    boolean send(Pid caller, byte[] bytes, int headerLength) {
        port.statistics.sent(bytes.length);
        if (file != null || queue.size() > 0) {
            return enqueue(caller, bytes);
        }
        if (bytes.length == 0 && headerLength == 0) {
            return true;
        }
        if (settings.delaySend) {
            port.wantWrite(true);
        } else if (!port.isIgnored()) {
            queue.add(bytes, 0, bytes.length);
            long n = queue.writeTo(port.fd, Long.MAX_VALUE);
            if (n < 0) {
                queue.clear();
                port.sendFailed(caller, (int) -n);
                return false;
            }
            port.wantWrite(queue.size() > 0);
            return true;
        }
        queue.add(bytes, 0, bytes.length);
        return true;
    }

    private boolean enqueue(Pid caller, byte[] bytes) {
        long before = queue.size();
        queue.add(bytes, 0, bytes.length);
        if (before + bytes.length < settings.high) {
            return true;
        }
        if (settings.sendTimeout == 0) {
            port.reply(caller, Tuple.of(Atom.ERROR, InetPort.TIMEOUT));
            return false;
        }
        busy = true;
        if (caller != null) {
            unanswered.add(caller);
        }
        if (settings.sendTimeout != InetCodes.INFINITY && timer == null) {
            timer = port.poller.schedule(settings.sendTimeout & 0xffff_ffffL, () -> port.underLock(this::timedOut));
        }
        return false;
    }

    private void timedOut() {
        if (timer == null) {
            return;
        }
        relax(Tuple.of(Atom.ERROR, InetPort.TIMEOUT));
        if (settings.sendTimeoutClose) {
            port.closeSocket();
        }
    }

    /** It is busy no longer: those that wait get this answer. */
    void relax(Term status) {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (!busy) {
            return;
        }
        busy = false;
        unanswered.forEach(pid -> port.reply(pid, status));
        unanswered.clear();
        unblock();
        port.outputWritable();
    }

    /** Ends the waiting of those who have not sent yet. */
    void unblock() {
        busy = false;
        blocked.forEach(ErlangProcess::unpark);
        blocked.clear();
    }

    /** Forgets all output. */
    void clear() {
        queue.clear();
        port.tellEmpty();
    }

    /** The socket takes more. */
    void writable() {
        if (file != null) {
            writeFile();
            return;
        }
        long n = queue.writeTo(port.fd, Long.MAX_VALUE);
        if (n < 0) {
            port.sendFailed(null, (int) -n);
            return;
        }
        if (queue.size() <= settings.low) {
            relax(Atom.OK);
        }
        if (queue.size() == 0) {
            drained();
        }
    }

    private void drained() {
        port.wantWrite(false);
        port.tellEmpty();
        port.outputDrained();
    }

    // ---- files

    /** Sends a file after what waits now. */
    void sendFile(Pid caller, int descriptor, long offset, long length) throws PosixException {
        file = new FileSending(Calls.duplicate(descriptor), offset, length, queue.size());
        fileSender = caller;
        writeFile();
        if (file != null) {
            port.wantWrite(true);
        }
    }

    private void writeFile() {
        int errno = file.write(queue, port.fd);
        if (errno != 0) {
            abortFile(errno);
            port.sendFailed(null, errno);
            return;
        }
        if (!file.isDone()) {
            return;
        }
        long sent = file.sent();
        Pid caller = fileSender;
        endFile();
        if (queue.size() <= settings.low) {
            relax(Atom.OK);
        }
        if (queue.size() == 0) {
            drained();
        } else {
            port.wantWrite(true);
        }
        port.tell(caller, Tuple.of(SENT, port.id(), Tuple.of(Atom.OK, SmallInt.of(sent & 0xffff_ffffL), SmallInt.of(sent >>> 32))));
    }

    /** The connection has ended before the file. */
    void abortFile(int errno) {
        if (file == null) {
            return;
        }
        boolean over = errno == Numbers.ECONNRESET || errno == Numbers.ENOTCONN || errno == Errno.EPIPE;
        port.tell(fileSender, Tuple.of(SENT, port.id(), Tuple.of(Atom.ERROR, over ? InetPort.CLOSED_ATOM : Errno.atom(errno))));
        endFile();
    }

    /** Gives up the file without a word. */
    void endFile() {
        if (file != null) {
            file.close();
            file = null;
            fileSender = null;
        }
    }
}
