package org.jbeam.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jbeam.runtime.VirtualMachine;

/**
 * One thread that waits for the pipes of all programs. It alone reads from them and closes them, so that no number is used after it has
 * been given to another
 * file.
 */
final class PortPoller {
    private static final short POLL_IN = 1;
    private static final short POLL_OUT = 4;
    private static final int ENTRY = 8;
    private static final int EVENTS_AT = 4;
    private static final int RESULT_AT = 6;
    private static final int BUFFER = 1 << 16;
    private static final int NON_BLOCKING = System.getProperty("os.name", "").startsWith("Linux") ? 0x80800 : 0x4;

    /** What the thread works for. */
    interface Client {
        /** The descriptor that it wants to read now, or -1. */
        int readDescriptor();

        /** The descriptor that it wants to write now, or -1. */
        int writeDescriptor();

        /** There is something to read. */
        void readable(MemorySegment buffer);

        /** It can be written. */
        void writable();

        /** False when it is over; it has then closed its descriptors. */
        boolean isActive();
    }

    private final ConcurrentLinkedQueue<Client> arriving = new ConcurrentLinkedQueue<>();
    private final List<Client> clients = new ArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final int wakeRead;
    private final int wakeWrite;

    private PortPoller() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            if (LibC.has("pipe2")) {
                LibC.call(arena, "pipe2", ends.address(), NON_BLOCKING, 0, 0);
            } else {
                LibC.call(arena, "pipe", ends.address(), 0, 0, 0);
            }
            wakeRead = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
            wakeWrite = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
        } catch (PosixException e) {
            throw new IllegalStateException("no pipe for the port thread: " + e.getMessage());
        }
        Thread.ofPlatform().daemon().name("jbeam-ports").start(this::run);
    }

    static PortPoller of(VirtualMachine vm) {
        return vm.service(PortPoller.class, PortPoller::new);
    }

    /** Starts to work for a client. */
    void add(Client client) {
        arriving.add(client);
        wake();
    }

    /** A client wants something else than before. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            try (Arena arena = Arena.ofConfined()) {
                LibC.callLong(arena, "write", -1, wakeWrite, arena.allocate(1).address(), 1, 0);
            } catch (PosixException e) {
                // a full pipe wakes as well
                woken.set(true);
            }
        }
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER);
            while (true) {
                round(buffer);
            }
        }
    }

    private void round(MemorySegment buffer) {
        for (Client next = arriving.poll(); next != null; next = arriving.poll()) {
            clients.add(next);
        }
        clients.removeIf(client -> !client.isActive());
        List<Client> watched = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate((2L * clients.size() + 1) * ENTRY, Integer.BYTES);
            put(set, 0, wakeRead, POLL_IN);
            int count = 1;
            for (Client client : clients) {
                int in = client.readDescriptor();
                int out = client.writeDescriptor();
                if (in >= 0) {
                    put(set, count++, in, POLL_IN);
                    watched.add(client);
                }
                if (out >= 0) {
                    put(set, count++, out, POLL_OUT);
                    watched.add(client);
                }
            }
            try {
                LibC.call(arena, "poll", set.address(), count, -1, 0);
            } catch (PosixException e) {
                throw new IllegalStateException("poll: " + e.getMessage());
            }
            if (result(set, 0) != 0) {
                drain(buffer);
            }
            for (int i = 1; i < count; i++) {
                if (result(set, i) != 0) {
                    serve(watched.get(i - 1), set.get(ValueLayout.JAVA_SHORT, (long) i * ENTRY + EVENTS_AT), buffer);
                }
            }
        }
    }

    private static void serve(Client client, short wanted, MemorySegment buffer) {
        try {
            if (wanted == POLL_IN) {
                client.readable(buffer);
            } else {
                client.writable();
            }
        } catch (RuntimeException e) {
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.ERROR, "a port's driver failed", e);
        }
    }

    private void drain(MemorySegment buffer) {
        try (Arena arena = Arena.ofConfined()) {
            LibC.callLong(arena, "read", -1, wakeRead, buffer.address(), BUFFER, 0);
        } catch (PosixException e) {
            throw new IllegalStateException("the port thread's pipe: " + e.getMessage());
        }
        // only now: whoever wakes between the two writes nothing, but is seen by the next round, which asks every client again
        woken.set(false);
    }

    private static void put(MemorySegment set, int index, int fd, short events) {
        set.set(ValueLayout.JAVA_INT, (long) index * ENTRY, fd);
        set.set(ValueLayout.JAVA_SHORT, (long) index * ENTRY + EVENTS_AT, events);
    }

    private static short result(MemorySegment set, int index) {
        return set.get(ValueLayout.JAVA_SHORT, (long) index * ENTRY + RESULT_AT);
    }
}
