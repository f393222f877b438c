package org.jbeam.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** A port to a program of the operating system. What it reads and closes is done by {@link PortPoller}'s thread; it writes at once when it can. */
final class ProgramPort extends ErlangPort implements PortPoller.Client, BusyPort {
    private static final Atom EOF = Atom.of("eof");
    private static final Atom NORMAL = Atom.of("normal");
    private static final Atom EXIT_STATUS = Atom.of("exit_status");
    private static final int SIGNALLED = 128;
    private static final int TERMINATE = 15;
    private static final int WAITER_STACK = 1 << 16;

    private final PortOptions options;
    private final PortPackets packets;
    private final PortPoller poller;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final ArrayDeque<ErlangProcess> blocked = new ArrayDeque<>();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private final int pid;
    private int in;
    private volatile int out;
    private int headWritten;
    private volatile long queued;
    private volatile boolean busy;
    private boolean ended;
    private boolean exited;
    private int status;
    private volatile boolean active = true;

    ProgramPort(VirtualMachine vm, String name, Pid owner, OsProgram.Running program, PortOptions options) {
        super(vm, name, owner);
        this.options = options;
        this.packets = new PortPackets(id(), options);
        this.poller = PortPoller.of(vm);
        this.pid = program.pid();
        this.in = program.in();
        this.out = program.out();
    }

    /** Starts its work, once the port is known. */
    void start() {
        ChildPrograms.of(vm()).add(this);
        poller.add(this);
        Thread.ofPlatform().daemon().stackSize(WAITER_STACK).name("jbeam-child-" + pid).start(this::awaitExit);
    }

    // ---- the program's end

    private void awaitExit() {
        int how = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.JAVA_INT);
            LibC.call(arena, "waitpid", pid, result.address(), 0, 0);
            how = result.get(ValueLayout.JAVA_INT, 0);
        } catch (PosixException e) {
            // no such child: someone has had ended children forgotten, and their status with them
            how = 0;
        }
        lock.lock();
        try {
            int signal = how & 0x7f;
            status = signal != 0 ? SIGNALLED + signal : how >> 8 & 0xff;
            exited = true;
        } finally {
            lock.unlock();
        }
        ChildPrograms.of(vm()).remove(this);
        finishWhenOver();
    }

    /** Has the program not ended yet? */
    boolean isRunning() {
        lock.lock();
        try {
            return !exited;
        } finally {
            lock.unlock();
        }
    }

    /** Is it OTP's watchdog of the machine? */
    boolean isHeart() {
        String program = name().split("\\s", 2)[0];
        return program.substring(program.lastIndexOf('/') + 1).equals("heart");
    }

    /** Sends SIGTERM to the program, and to what it has started in its group. */
    void terminate() {
        lock.lock();
        try (Arena arena = Arena.ofConfined()) {
            if (!exited) {
                LibC.call(arena, "kill", -pid, TERMINATE, 0, 0);
            }
        } catch (PosixException e) {
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.DEBUG, "a program cannot be ended: {0}", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private void finishWhenOver() {
        lock.lock();
        try {
            if (!ended || isClosed() || options.exitStatus() && !exited) {
                return;
            }
            ended = false;
        } finally {
            lock.unlock();
        }
        if (options.exitStatus()) {
            tellOwner(Tuple.of(id(), Tuple.of(EXIT_STATUS, SmallInt.of(status))));
        }
        packets.end(this::tellOwner);
        if (options.eof()) {
            tellOwner(Tuple.of(id(), EOF));
        } else {
            close(NORMAL, null);
        }
    }

    // ---- reading

    @Override
    public int readDescriptor() {
        return out;
    }

    @Override
    public void readable(MemorySegment buffer) {
        if (isClosed() || out < 0) {
            return;
        }
        byte[] bytes;
        try (Arena arena = Arena.ofConfined()) {
            int n = (int) LibC.callLong(arena, "read", -1, out, buffer.address(), buffer.byteSize(), 0);
            bytes = n == 0 ? null : buffer.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE);
        } catch (PosixException e) {
            if (e.errno() != Errno.EAGAIN) {
                close(Errno.atom(e.errno()), null);
            }
            return;
        }
        if (bytes != null) {
            bytesIn.addAndGet(bytes.length);
            packets.feed(bytes, bytes.length, this::tellOwner);
            return;
        }
        closeDescriptor(out);
        out = -1;
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
        finishWhenOver();
    }

    // ---- writing

    @Override
    protected void output(ErlangProcess from, Term data) {
        byte[] bytes = packets.frame(PortOutput.bytes(this, from, data));
        if (bytes == null) {
            close(Errno.atom(Errno.EINVAL), null);
            return;
        }
        if (bytes.length == 0) {
            return;
        }
        bytesOut.addAndGet(bytes.length);
        int done = 0;
        if (queue.isEmpty()) {
            try {
                done = write(bytes, 0);
            } catch (PosixException e) {
                close(Errno.atom(e.errno()), null);
                return;
            }
        }
        if (done < bytes.length) {
            if (queue.isEmpty()) {
                headWritten = done;
            }
            queue.add(bytes);
            queued += bytes.length - done;
            busy |= queued >= options.high();
            poller.wake();
        }
    }

    /** Writes what the pipe takes. */
    private int write(byte[] bytes, int from) throws PosixException {
        if (in < 0) {
            throw new PosixException(Errno.EBADF);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(bytes.length - from);
            MemorySegment.copy(bytes, from, copy, ValueLayout.JAVA_BYTE, 0, bytes.length - from);
            return (int) LibC.callLong(arena, "write", -1, in, copy.address(), bytes.length - from, 0);
        } catch (PosixException e) {
            if (e.errno() == Errno.EAGAIN) {
                return 0;
            }
            throw e;
        }
    }

    @Override
    public int writeDescriptor() {
        return queued > 0 ? in : -1;
    }

    @Override
    public void writable() {
        lock.lock();
        try {
            if (isClosed() || queue.isEmpty()) {
                return;
            }
            byte[] head = queue.peek();
            int done = write(head, headWritten);
            headWritten += done;
            queued -= done;
            if (headWritten == head.length) {
                queue.poll();
                headWritten = 0;
            }
            if (busy && queued < options.low() || queued == 0) {
                release();
            }
        } catch (PosixException e) {
            close(Errno.atom(e.errno()), null);
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        busy = false;
        blocked.forEach(ErlangProcess::unpark);
        blocked.clear();
    }

    @Override
    public boolean isBusy() {
        return busy && !isClosed();
    }

    @Override
    public void awaitRoom(ErlangProcess p) {
        awaitRoom(p, lock, blocked::add);
    }

    // ---- the port's end

    @Override
    protected void stop() {
        queue.clear();
        queued = 0;
        release();
        poller.wake();
    }

    @Override
    public boolean isActive() {
        if (isClosed() && active) {
            active = false;
            lock.lock();
            try {
                closeDescriptor(in);
                closeDescriptor(out);
                in = -1;
                out = -1;
            } finally {
                lock.unlock();
            }
        }
        return active;
    }

    private static void closeDescriptor(int fd) {
        if (fd < 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            LibC.call(arena, "close", fd, 0, 0, 0);
        } catch (PosixException e) {
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.DEBUG, e.getMessage());
        }
    }

    @Override
    public long osPid() {
        return pid;
    }

    @Override
    public long bytesIn() {
        return bytesIn.get();
    }

    @Override
    public long bytesOut() {
        return bytesOut.get();
    }

    @Override
    public long queueSize() {
        return queued;
    }
}
