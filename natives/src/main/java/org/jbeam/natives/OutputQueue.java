package org.jbeam.natives;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;

/**
 * What waits to be written to a descriptor, and the thread that writes it, so that a terminal or pipe that takes nothing blocks no scheduler.
 * A process that writes faster than the descriptor takes is parked while more than {@link #HIGH_WATER} bytes wait.
 */
final class OutputQueue {
    private static final int HIGH_WATER = 1 << 16;

    private final VirtualMachine vm;
    private final OutputStream sink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final ArrayDeque<ErlangProcess> blocked = new ArrayDeque<>();
    private long queued;
    private int lowMark;
    private Runnable onLow;
    private boolean writing;
    private boolean stopped;

    /** A queue for {@code sink}; {@link #start} starts its thread. */
    OutputQueue(VirtualMachine vm, OutputStream sink) {
        this.vm = vm;
        this.sink = sink;
    }

    /**
     * Starts writing.
     *
     * @param failed told when a write fails; what waits is then given up
     * @param ended run last, after {@link #stop} or a failure
     */
    void start(Consumer<IOException> failed, Runnable ended) {
        WritingPorts.of(vm).add(this);
        Thread.ofPlatform().daemon().name("jbeam-fd-writer").start(() -> {
            try {
                writeAll(failed);
            } finally {
                WritingPorts.of(vm).remove(this);
                ended.run();
            }
        });
    }

    /** Adds bytes, if there are any. */
    void add(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        lock.lock();
        try {
            queue.add(bytes);
            queued += bytes.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs an action, once, when at most so many bytes wait; at once if that is so now. Another one that still waits is forgotten. */
    void whenAtMost(int bytes, Runnable action) {
        lock.lock();
        try {
            if (queued > bytes && !stopped) {
                lowMark = bytes;
                onLow = action;
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** Does more wait than a sender should add to? */
    boolean isBusy() {
        lock.lock();
        try {
            return queued > HIGH_WATER && !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Parks the process until the queue is no longer busy. */
    void awaitRoom(ErlangProcess p) {
        if (!isBusy()) {
            return;
        }
        lock.lock();
        try {
            blocked.add(p);
        } finally {
            lock.unlock();
        }
        p.hold(() -> !isBusy());
    }

    /** How many bytes wait. */
    long size() {
        lock.lock();
        try {
            return queued;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all has been written. */
    void drain() {
        lock.lock();
        try {
            while (writing || !queue.isEmpty()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread once all has been written. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void writeAll(Consumer<IOException> failed) {
        while (true) {
            byte[] next = take();
            if (next == null) {
                return;
            }
            try {
                sink.write(next);
            } catch (IOException e) {
                abandon();
                failed.accept(e);
                return;
            } finally {
                written(next.length);
            }
        }
    }

    private byte[] take() {
        lock.lock();
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
            lock.unlock();
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
        Runnable low = null;
        lock.lock();
        try {
            writing = false;
            queued -= count;
            changed.signalAll();
            if (queued <= HIGH_WATER) {
                blocked.forEach(ErlangProcess::unpark);
                blocked.clear();
            }
            if (onLow != null && queued <= lowMark) {
                low = onLow;
                onLow = null;
            }
        } finally {
            lock.unlock();
        }
        if (low != null) {
            low.run();
        }
    }

    private void abandon() {
        lock.lock();
        try {
            stopped = true;
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
