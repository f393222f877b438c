package org.jbeam.scheduler;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One heap of timers, ordered by deadline and then creation; children of i are at 4i+1 .. 4i+4.
 * Every method but {@link #earliest()} is called with {@link #lock} held.
 */
final class TimerShard {
    private static final int MIN_CAPACITY = 16;
    /** Far enough to mean "nothing is due", near enough that subtraction does not overflow. */
    static final long NEVER = Long.MAX_VALUE >> 1;

    final ReentrantLock lock = new ReentrantLock();
    private TimerEntry[] heap = new TimerEntry[MIN_CAPACITY];
    private volatile int size;
    private int sequence;
    private volatile long earliest;
    private final long origin;

    /** All deadlines are compared as differences to {@code origin}, so the clock may wrap. */
    TimerShard(long origin) {
        this.origin = origin;
        this.earliest = origin + NEVER;
    }

    /** The first deadline, or origin + NEVER; may be read without the lock. */
    long earliest() {
        return earliest;
    }

    int size() {
        return size;
    }

    void add(TimerEntry entry) {
        int at = size;
        if (at == heap.length) {
            heap = Arrays.copyOf(heap, at * 2);
        }
        entry.sequence = sequence++;
        entry.shard = this;
        size = at + 1;
        up(at, entry);
        refresh();
    }

    /** Takes the entry out; false when it is not in here. */
    boolean remove(TimerEntry entry) {
        int at = entry.index;
        if (at < 0 || entry.shard != this) {
            return false;
        }
        int last = size - 1;
        size = last;
        TimerEntry moved = heap[last];
        heap[last] = null;
        entry.index = -1;
        if (at != last) {
            if (at > 0 && before(moved, heap[(at - 1) >> 2])) {
                up(at, moved);
            } else {
                down(at, moved);
            }
        }
        if (heap.length > MIN_CAPACITY && last < heap.length / 4) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
        refresh();
        return true;
    }

    /** Takes out the first entry if it is due at {@code now}, else null. */
    TimerEntry pollDue(long now) {
        if (size == 0 || heap[0].deadline - now > 0) {
            return null;
        }
        TimerEntry first = heap[0];
        remove(first);
        return first;
    }

    private void refresh() {
        long first = size == 0 ? origin + NEVER : heap[0].deadline;
        if (first != earliest) {
            earliest = first;
        }
    }

    private static boolean before(TimerEntry a, TimerEntry b) {
        long difference = a.deadline - b.deadline;
        return difference < 0 || difference == 0 && a.sequence - b.sequence < 0;
    }

    private void up(int from, TimerEntry entry) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >> 2;
            TimerEntry above = heap[parent];
            if (!before(entry, above)) {
                break;
            }
            put(at, above);
            at = parent;
        }
        put(at, entry);
    }

    private void down(int from, TimerEntry entry) {
        int at = from;
        for (int child = 4 * at + 1; child < size; child = 4 * at + 1) {
            int best = child;
            int end = Math.min(child + 4, size);
            for (int i = child + 1; i < end; i++) {
                if (before(heap[i], heap[best])) {
                    best = i;
                }
            }
            if (!before(heap[best], entry)) {
                break;
            }
            put(at, heap[best]);
            at = best;
        }
        put(at, entry);
    }

    private void put(int at, TimerEntry entry) {
        heap[at] = entry;
        entry.index = at;
    }
}
