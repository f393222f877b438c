package org.jbeam.natives.inet;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.VirtualMachine;

/**
 * One thread that waits for all sockets and their timers. What it finds is served in that thread; a socket belongs to whoever holds its port's lock,
 * and so reading at once from the process that asks goes beside it.
 */
final class SocketPoller {
    private static final long NANOS_PER_MILLI = 1_000_000L;
    /** How long a machine that halts waits for connections that take nothing. */
    private static final long PATIENCE_AT_END = 3_000 * NANOS_PER_MILLI;

    /** Something with a descriptor. */
    interface Client {
        /** It can be read or written, as it wanted. Called without a lock. */
        void ready(boolean readable, boolean writable);
    }

    /** A deadline that may be cancelled. */
    final class Timer {
        private final long deadline;
        private final long number = nextKey.incrementAndGet();
        private final Runnable action;

        private Timer(long deadline, Runnable action) {
            this.deadline = deadline;
            this.action = action;
        }

        /** It does nothing any more, unless it is already under way. */
        void cancel() {
            synchronized (timers) {
                timers.remove(this);
            }
        }

        private int compare(Timer other) {
            int order = Long.signum(deadline - other.deadline);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /**
     * What one client waits for. The system is told at once of what more is wanted, but of what is not wanted any more only when it reports it: who
     * reads one packet after another needs no call between them. Its methods are called by one thread at a time.
     */
    final class Registration {
        private final long key = nextKey.incrementAndGet();
        private final int fd;
        private final Client client;
        private int wanted;
        private int told;
        private boolean open = true;

        private Registration(int fd, Client client) {
            this.fd = fd;
            this.client = client;
        }

        /** Sets whether reading, writing is wanted. */
        synchronized void want(boolean read, boolean write) {
            wanted = (read ? Readiness.READ : 0) | (write ? Readiness.WRITE : 0);
            if (open && (wanted & ~told) != 0) {
                tell(wanted | told);
            }
        }

        private void tell(int what) {
            if (told == 0) {
                registrations.put(key, this);
            } else if (what == 0) {
                registrations.remove(key);
            }
            readiness.change(fd, key, told, what);
            told = what;
        }

        /** Ends it; the descriptor may be closed after that. */
        synchronized void end() {
            if (open && told != 0) {
                tell(0);
            }
            open = false;
        }

        private void serve(int what) {
            int useful;
            synchronized (this) {
                useful = what & wanted;
                if (open && (told & ~wanted) != 0) {
                    tell(wanted);
                }
                if (!open || useful == 0) {
                    return;
                }
            }
            client.ready((useful & Readiness.READ) != 0, (useful & Readiness.WRITE) != 0);
        }
    }

    private final Readiness readiness = Readiness.open();
    private final AtomicLong nextKey = new AtomicLong();
    private final ConcurrentHashMap<Long, Registration> registrations = new ConcurrentHashMap<>();
    private final TreeSet<Timer> timers = new TreeSet<>((Comparator<Timer>) Timer::compare);

    /** Output of ports that are closed. */
    final Set<Lingering> lingering = ConcurrentHashMap.newKeySet();
    private final VirtualMachine vm;

    private SocketPoller(VirtualMachine vm) {
        this.vm = vm;
        vm.onHalt(this::drain);
        Thread.ofPlatform().daemon().name("jbeam-sockets").start(this::run);
    }

    static SocketPoller of(VirtualMachine vm) {
        return vm.service(SocketPoller.class, () -> new SocketPoller(vm));
    }

    /** Starts to work for a client, which wants nothing yet. */
    Registration register(int fd, Client client) {
        return new Registration(fd, client);
    }

    /** Runs an action after a time in ms, in the poller's thread. */
    Timer schedule(long millis, Runnable action) {
        Timer timer = new Timer(System.nanoTime() + millis * NANOS_PER_MILLI, action);
        boolean first;
        synchronized (timers) {
            timers.add(timer);
            first = timers.first() == timer;
        }
        if (first) {
            readiness.wake();
        }
        return timer;
    }

    /** Waits until connections have taken all output, or none has taken anything for a time. */
    private void drain() {
        long before = Long.MAX_VALUE;
        long deadline = 0;
        for (long now = waiting(); now > 0; now = waiting()) {
            if (now < before) {
                before = now;
                deadline = System.nanoTime() + PATIENCE_AT_END;
            } else if (System.nanoTime() - deadline > 0) {
                return;
            }
            LockSupport.parkNanos(NANOS_PER_MILLI);
        }
    }

    private long waiting() {
        long sum = 0;
        for (ErlangPort port : vm.allPorts()) {
            sum += port instanceof TcpPort ? port.queueSize() : 0;
        }
        for (Lingering rest : lingering) {
            sum += rest.waiting();
        }
        return sum;
    }

    private void run() {
        while (true) {
            readiness.await(waitTime(), (key, what) -> {
                Registration found = registrations.get(key);
                if (found != null) {
                    guarded(() -> found.serve(what));
                }
            });
            for (Timer due = due(); due != null; due = due()) {
                guarded(due.action);
            }
        }
    }

    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.ERROR, "a socket's driver failed", e);
        }
    }

    private int waitTime() {
        synchronized (timers) {
            if (timers.isEmpty()) {
                return -1;
            }
            long nanos = timers.first().deadline - System.nanoTime();
            return Math.clamp((nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI, 0, Integer.MAX_VALUE);
        }
    }

    private Timer due() {
        synchronized (timers) {
            return timers.isEmpty() || timers.first().deadline - System.nanoTime() > 0 ? null : timers.pollFirst();
        }
    }
}
