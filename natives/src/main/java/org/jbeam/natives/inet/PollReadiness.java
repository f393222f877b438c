package org.jbeam.natives.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jbeam.natives.Errno;
import org.jbeam.natives.LibC;

/** {@code poll(2)}, where there is no epoll: each wait costs as much as there are registrations. */
final class PollReadiness implements Readiness {
    private static final short IN = 1;
    private static final short OUT = 4;
    private static final int ENTRY = 8;
    private static final int EVENTS_AT = 4;
    private static final int RESULT_AT = 6;
    private static final int BUFFER = 256;

    private record Registration(int fd, int what) {}

    private final Map<Long, Registration> registrations = new LinkedHashMap<>();
    private final int wakeRead;
    private final int wakeWrite;
    private final MemorySegment state = LibC.newState(Arena.global());

    PollReadiness() {
        MemorySegment ends = Arena.global().allocate(ValueLayout.JAVA_INT, 2);
        long result = LibC.raw(state, "pipe", ends.address(), 0, 0, 0, 0, 0);
        if (result < 0) {
            throw new IllegalStateException("no pipe: " + Errno.atom((int) -result));
        }
        wakeRead = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
        wakeWrite = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
    }

    @Override
    public void change(int fd, long key, int before, int after) {
        synchronized (registrations) {
            if (after == 0) {
                registrations.remove(key);
            } else {
                registrations.put(key, new Registration(fd, after));
            }
        }
        wake();
    }

    @Override
    public void await(int millis, Event event) {
        Map<Long, Registration> now;
        synchronized (registrations) {
            now = new LinkedHashMap<>(registrations);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate((now.size() + 1L) * ENTRY, Integer.BYTES);
            put(set, 0, wakeRead, IN);
            int count = 1;
            for (Registration r : now.values()) {
                put(set, count++, r.fd, ((r.what & READ) != 0 ? IN : 0) | ((r.what & WRITE) != 0 ? OUT : 0));
            }
            if (LibC.raw(state, "poll", set.address(), count, millis, 0, 0, 0) <= 0) {
                return;
            }
            if (result(set, 0) != 0) {
                MemorySegment buffer = arena.allocate(BUFFER);
                LibC.raw(state, "read", wakeRead, buffer.address(), BUFFER, 0, 0, 0);
            }
            int at = 1;
            for (long key : now.keySet()) {
                int result = result(set, at++);
                if (result != 0) {
                    event.ready(key, (result & ~OUT) != 0 ? READ | WRITE : WRITE);
                }
            }
        }
    }

    private static void put(MemorySegment set, int index, int fd, int events) {
        set.set(ValueLayout.JAVA_INT, (long) index * ENTRY, fd);
        set.set(ValueLayout.JAVA_SHORT, (long) index * ENTRY + EVENTS_AT, (short) events);
    }

    private static int result(MemorySegment set, int index) {
        return set.get(ValueLayout.JAVA_SHORT, (long) index * ENTRY + RESULT_AT);
    }

    @Override
    public void wake() {
        try (Scratch s = Scratch.take()) {
            LibC.raw(s.state, "write", wakeWrite, s.small.address(), 1, 0, 0, 0);
        }
    }
}
