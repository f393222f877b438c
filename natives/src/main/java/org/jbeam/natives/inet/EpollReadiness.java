package org.jbeam.natives.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jbeam.natives.Errno;
import org.jbeam.natives.LibC;

/** {@code epoll(7)} of Linux: its cost does not grow with the connections that do nothing. */
final class EpollReadiness implements Readiness {
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int WAKE_FLAGS = 0x80800;
    private static final int IN = 1;
    private static final int OUT = 4;
    private static final int ERROR_OR_HANGUP = 0x18;
    private static final int BATCH = 256;
    /** The kernel packs the structure on x86 only. */
    private static final boolean PACKED = System.getProperty("os.arch", "").matches("amd64|x86_64");
    private static final int SIZE = PACKED ? 12 : 16;
    private static final int KEY_AT = PACKED ? 4 : 8;
    private static final ValueLayout.OfLong KEY = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt EVENTS = ValueLayout.JAVA_INT_UNALIGNED;
    private static final long WAKE = -1;

    private final int set;
    private final int wake;
    private final MemorySegment state = LibC.newState(Arena.global());
    private final MemorySegment events = Arena.global().allocate((long) BATCH * SIZE, Long.BYTES);

    EpollReadiness() {
        set = (int) LibC.raw(state, "epoll_create1", CLOSE_ON_EXEC, 0, 0, 0, 0, 0);
        wake = (int) LibC.raw(state, "eventfd", 0, WAKE_FLAGS, 0, 0, 0, 0);
        if (set < 0 || wake < 0) {
            throw new IllegalStateException("no epoll: " + Errno.atom(-Math.min(set, wake)));
        }
        change(wake, WAKE, 0, READ);
    }

    @Override
    public void change(int fd, long key, int before, int after) {
        try (Scratch s = Scratch.take()) {
            int events = ((after & READ) != 0 ? IN : 0) | ((after & WRITE) != 0 ? OUT : 0);
            s.small.set(EVENTS, 0, events);
            s.small.set(KEY, KEY_AT, key);
            // without events a registration still reports hang-ups, again and again
            int operation = after == 0 ? DELETE : before == 0 ? ADD : MODIFY;
            long result = control(s, operation, fd);
            // a descriptor that two ports have belongs to the one that asked last
            if (result == -Errno.EEXIST) {
                result = control(s, MODIFY, fd);
            } else if (result == -Errno.ENOENT && operation == MODIFY) {
                result = control(s, ADD, fd);
            }
            if (result < 0 && operation != DELETE) {
                throw new IllegalStateException("epoll_ctl: " + Errno.atom((int) -result));
            }
        }
    }

    private long control(Scratch s, int operation, int fd) {
        return LibC.raw(s.state, "epoll_ctl", set, operation, fd, s.small.address(), 0, 0);
    }

    @Override
    public void await(int millis, Event event) {
        int count = (int) LibC.raw(state, "epoll_wait", set, events.address(), BATCH, millis, 0, 0);
        for (int i = 0; i < count; i++) {
            long at = (long) i * SIZE;
            long key = events.get(KEY, at + KEY_AT);
            int what = events.get(EVENTS, at);
            if (key == WAKE) {
                drain();
                continue;
            }
            int both = (what & ERROR_OR_HANGUP) != 0 ? READ | WRITE : 0;
            event.ready(key, both | ((what & IN) != 0 ? READ : 0) | ((what & OUT) != 0 ? WRITE : 0));
        }
    }

    private void drain() {
        try (Scratch s = Scratch.take()) {
            LibC.raw(s.state, "read", wake, s.small.address(), Long.BYTES, 0, 0, 0);
        }
    }

    @Override
    public void wake() {
        try (Scratch s = Scratch.take()) {
            s.small.set(ValueLayout.JAVA_LONG, 0, 1);
            LibC.raw(s.state, "write", wake, s.small.address(), Long.BYTES, 0, 0, 0);
        }
    }
}
