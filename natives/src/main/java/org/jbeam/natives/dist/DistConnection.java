package org.jbeam.natives.dist;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jbeam.etf.DistEncoder;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Term;

/**
 * A connection to another node, or one that is being set up: then signals wait. Signals are encoded by those who send them.
 *
 * <p>A sender is parked when more than the limit waits to be sent, and goes on when less than half of it does.
 */
public final class DistConnection {
    /** How much of a long message goes into one packet: so others, and ticks, get between. */
    private static final int FRAGMENT_BYTES = 64 << 10;

    private final DistNode node;
    private final int id;
    private final long busyLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final DistRegistry registry;
    private final Queue<DistSignal> early = new ArrayDeque<>();
    private final Queue<ErlangProcess> suspended = new ConcurrentLinkedQueue<>();
    private final AtomicLong packetsIn = new AtomicLong();
    private final AtomicLong packetsOut = new AtomicLong();
    private volatile long earlyBytes;
    /** Set before the channel. */
    private DistEncoder encoder;
    private volatile DistChannel channel;
    private volatile long flags = DistFlags.DEFAULT;
    private volatile boolean busy;
    private volatile boolean dead;

    DistConnection(DistNode node, int id, long busyLimit) {
        this.node = node;
        this.id = id;
        this.busyLimit = busyLimit;
        this.registry = new DistRegistry(this);
    }

    /** The peer. */
    public DistNode node() {
        return node;
    }

    /** Its number, by which one connection to a node differs from the next. */
    public int id() {
        return id;
    }

    /** Who has to be told when it is lost. */
    DistRegistry registry() {
        return registry;
    }

    /** What the peer understands; before the handshake, what it should. */
    long flags() {
        return flags;
    }

    /** Has the handshake been made? */
    boolean isUp() {
        return channel != null;
    }

    boolean isDead() {
        return dead;
    }

    /** What carries it, or null before the handshake is made. */
    public DistChannel channel() {
        return channel;
    }

    /** Packets that have come. */
    public long packetsIn() {
        return packetsIn.get();
    }

    /** Packets that have been handed to the channel. */
    public long packetsOut() {
        return packetsOut.get();
    }

    /** Bytes that wait to be sent. */
    public long waiting() {
        DistChannel to = channel;
        return earlyBytes + (to == null ? 0 : to.waiting());
    }

    void arrived() {
        packetsIn.incrementAndGet();
    }

    // ---- sending

    /** Sends a signal. */
    void signal(DistSignal signal) {
        if (dead || channel == null && waits(signal)) {
            return;
        }
        if (encoder == null) {
            transmit(signal, channel);
            return;
        }
        lock.lock();
        try {
            transmit(signal, channel);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a signal until the handshake has been made; false when it has been by now. */
    private boolean waits(DistSignal signal) {
        long size = signal.size();
        lock.lock();
        try {
            if (channel != null || dead) {
                return dead;
            }
            early.add(signal);
            earlyBytes += size;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Sends; with a cache of atoms the lock is held, for its changes have to go out in their order. */
    private void transmit(DistSignal signal, DistChannel to) {
        if (!signal.isFor(flags)) {
            return;
        }
        List<byte[]> packets = encoder == null ? List.of(signal.encode(flags)) : encoder.encode(signal.control(flags), signal.payload(flags), null);
        for (byte[] packet : packets) {
            packetsOut.incrementAndGet();
            to.write(packet);
        }
    }

    /** Sends a signal for a process, which is parked if there is too much to be sent. */
    void signal(ErlangProcess from, DistSignal signal) {
        signal(signal);
        if (isBusy()) {
            suspended.add(from);
            from.hold(() -> !busy || dead);
        }
    }

    /** Would a sender be parked? */
    public boolean isBusy() {
        if (!busy && waiting() > busyLimit) {
            busy = true;
            room();
        }
        return busy && !dead;
    }

    /** To be called by the channel when it has sent something. */
    public void room() {
        if (busy && waiting() <= busyLimit / 2) {
            busy = false;
            resume();
        }
    }

    private void resume() {
        for (ErlangProcess p = suspended.poll(); p != null; p = suspended.poll()) {
            p.unpark();
        }
    }

    // ---- its life

    /** The handshake has been made: what waits goes out. */
    void up(DistChannel carrier, long peerFlags) {
        lock.lock();
        try {
            flags = peerFlags;
            if ((peerFlags & DistFlags.ATOM_CACHE) != 0) {
                encoder = DistEncoder.create((peerFlags & DistFlags.FRAGMENTS) != 0 ? FRAGMENT_BYTES : Integer.MAX_VALUE);
            }
            for (DistSignal signal = early.poll(); signal != null; signal = early.poll()) {
                transmit(signal, carrier);
            }
            earlyBytes = 0;
            channel = carrier;
        } finally {
            lock.unlock();
        }
        room();
    }

    /** It is lost: everybody concerned is told. */
    void down() {
        lock.lock();
        try {
            dead = true;
            early.clear();
            earlyBytes = 0;
        } finally {
            lock.unlock();
        }
        registry.fire();
        busy = false;
        resume();
    }

    /** Cuts the peer off. */
    void kill(Term reason) {
        DistChannel to = channel;
        if (to != null) {
            to.kill(reason);
        }
    }
}
