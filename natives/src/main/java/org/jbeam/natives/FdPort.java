package org.jbeam.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The {@code {fd, In, Out}} port over descriptors, the standard ones above all, and the port over a file that has only its name. A thread
 * reads and one writes, so that neither blocks a scheduler; a process that writes faster than the descriptor takes is parked while more
 * than {@link #HIGH_WATER} bytes wait.
 */
final class FdPort extends ErlangPort implements BusyPort {
    private static final int HIGH_WATER = 1 << 16;
    private static final int READ_SIZE = 1 << 16;
    private static final int GET_WINSIZE = 100 + 0x018b0900;
    private static final long TERMINAL_SIZE = System.getProperty("os.name", "").startsWith("Linux") ? 0x5413 : 0x40087468;
    private static final Atom EOF = Atom.of("eof");
    private static final Atom NORMAL = Atom.of("normal");

    private final InputStream source;
    private final OutputStream sink;
    /** The descriptor written to, or -1 for a file. */
    private final int out;
    /** The port's own file, to be closed with it; null for a standard descriptor. */
    private final FileChannel file;
    private final PortOptions options;
    private final PortPackets packets;
    private final ReentrantLock queueLock = new ReentrantLock();
    private final Condition changed = queueLock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final ArrayDeque<ErlangProcess> blocked = new ArrayDeque<>();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private long queued;
    private boolean writing;
    private boolean stopped;

    FdPort(VirtualMachine vm, Pid owner, int in, int out, PortOptions options) {
        super(vm, in + "/" + out, owner);
        this.source = options.in() ? DescriptorStreams.input(in) : null;
        this.sink = options.out() ? DescriptorStreams.output(out) : null;
        this.out = out;
        this.file = null;
        this.options = options;
        this.packets = new PortPackets(this.id(), options);
    }

    /** A port over a file, which it closes. */
    FdPort(VirtualMachine vm, Pid owner, String name, FileChannel file, PortOptions options) {
        super(vm, name, owner);
        this.source = options.in() ? Channels.newInputStream(file) : null;
        this.sink = Channels.newOutputStream(file);
        this.out = -1;
        this.file = file;
        this.options = options;
        this.packets = new PortPackets(this.id(), options);
    }

    /** Starts reading and writing, once the port is known. */
    void start() {
        if (source != null) {
            Thread.ofPlatform().daemon().name("jbeam-fd-reader").start(this::read);
        }
        if (options.out()) {
            WritingPorts.of(vm()).add(this);
            Thread.ofPlatform().daemon().name("jbeam-fd-writer").start(this::writeAll);
        }
    }

    private void read() {
        byte[] buffer = new byte[READ_SIZE];
        try {
            while (!isClosed()) {
                int n = source.read(buffer);
                if (n < 0) {
                    ended();
                    return;
                }
                bytesIn.addAndGet(n);
                packets.feed(buffer, n, this::tellOwner);
            }
        } catch (IOException e) {
            close(Atom.of("eio"), null);
        }
    }

    private void ended() {
        packets.end(this::tellOwner);
        if (options.eof()) {
            tellOwner(Tuple.of(id(), EOF));
        } else {
            close(NORMAL, null);
        }
    }

    @Override
    protected void output(ErlangProcess from, Term data) {
        byte[] bytes = packets.frame(PortOutput.bytes(this, from, data));
        if (bytes == null || !options.out()) {
            close(Errno.atom(bytes == null ? Errno.EINVAL : Errno.EBADF), null);
            return;
        }
        if (bytes.length == 0) {
            return;
        }
        queueLock.lock();
        try {
            queue.add(bytes);
            queued += bytes.length;
            bytesOut.addAndGet(bytes.length);
            changed.signalAll();
        } finally {
            queueLock.unlock();
        }
    }

    @Override
    public boolean isBusy() {
        queueLock.lock();
        try {
            return queued > HIGH_WATER && !stopped;
        } finally {
            queueLock.unlock();
        }
    }

    @Override
    public void awaitRoom(ErlangProcess p) {
        if (!isBusy()) {
            return;
        }
        queueLock.lock();
        try {
            blocked.add(p);
        } finally {
            queueLock.unlock();
        }
        p.await(() -> !isBusy());
    }

    private void writeAll() {
        try {
            write();
        } finally {
            WritingPorts.of(vm()).remove(this);
        }
    }

    private void write() {
        while (true) {
            byte[] next = take();
            if (next == null) {
                closeFile();
                return;
            }
            try {
                sink.write(next);
            } catch (IOException e) {
                abandon();
                closeFile();
                close(Atom.of("epipe"), null);
                return;
            } finally {
                written(next.length);
            }
        }
    }

    private void closeFile() {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.WARNING, "closing the file of a port: {0}", e.getMessage());
        }
    }

    private byte[] take() {
        queueLock.lock();
        try {
            while (queue.isEmpty()) {
                if (stopped) {
                    return null;
                }
                changed.awaitUninterruptibly();
            }
            writing = true;
            return gather();
        } finally {
            queueLock.unlock();
        }
    }

    private byte[] gather() {
        if (queue.size() == 1) {
            return queue.poll();
        }
        int size = 0;
        for (byte[] part : queue) {
            size += part.length;
        }
        byte[] all = new byte[size];
        int at = 0;
        for (byte[] part : queue) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        queue.clear();
        return all;
    }

    private void written(int count) {
        queueLock.lock();
        try {
            writing = false;
            queued -= count;
            changed.signalAll();
            if (queued <= HIGH_WATER) {
                blocked.forEach(ErlangProcess::unpark);
                blocked.clear();
            }
        } finally {
            queueLock.unlock();
        }
    }

    private void abandon() {
        queueLock.lock();
        try {
            queued = 0;
            stopped = true;
            queue.clear();
            changed.signalAll();
        } finally {
            queueLock.unlock();
        }
    }

    /** Waits until all output has been written. */
    void drain() {
        queueLock.lock();
        try {
            while ((!queue.isEmpty() || writing) && !(stopped && queue.isEmpty() && !writing)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            queueLock.unlock();
        }
    }

    @Override
    protected Term control(ErlangProcess from, int operation, byte[] argument) {
        if (operation != GET_WINSIZE || !options.out() || out < 0) {
            throw BifException.badarg();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
            LibC.callVariadic(arena, "ioctl", out, TERMINAL_SIZE, size.address());
            ByteBuffer answer = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.nativeOrder());
            answer.putInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 1) & 0xffff).putInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 0) & 0xffff);
            return Terms.byteList(answer.array());
        } catch (PosixException e) {
            // no terminal, no size
            throw BifException.badarg();
        }
    }

    @Override
    protected void stop() {
        queueLock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            queueLock.unlock();
        }
        if (!options.out()) {
            closeFile();
        }
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
        queueLock.lock();
        try {
            return queued;
        } finally {
            queueLock.unlock();
        }
    }
}
