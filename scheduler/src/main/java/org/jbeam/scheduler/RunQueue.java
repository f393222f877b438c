package org.jbeam.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * First-in first-out queue of tasks: one owner thread adds, anyone takes.
 *
 * <p>Positions count up for ever, so a compare-and-set of {@code head} cannot be fooled. A slot is only written again once
 * {@code head} has passed it (else the array grows), hence what a taker read before its successful compare-and-set is the element
 * of that position. Takers leave their slot as it is; the owner clears what has been passed.
 */
final class RunQueue {
    private static final int MIN_CAPACITY = 64;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Task[].class);

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(RunQueue.class, "head", int.class);
            TAIL = lookup.findVarHandle(RunQueue.class, "tail", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int head;
    private volatile int tail;
    private volatile Task[] slots = new Task[MIN_CAPACITY];
    /** Owner only: slots of positions below are clear. */
    private int cleared;

    int size() {
        return Math.max(0, tail - head);
    }

    boolean isEmpty() {
        return head == tail;
    }

    /**
     * Adds at the end; owner only.
     *
     * @throws OutOfMemoryError when the queue cannot grow; nothing has changed then
     */
    void add(Task task) {
        int end = (int) TAIL.get(this);
        Task[] array = slots;
        if (end - head >= array.length) {
            array = resize(array, array.length * 2, end);
        }
        SLOTS.setOpaque(array, end & (array.length - 1), task);
        TAIL.setRelease(this, end + 1);
    }

    /** Takes the first task, or null; any thread. */
    Task poll() {
        for (;;) {
            int first = head;
            if (first == tail) {
                return null;
            }
            Task[] array = slots;
            Task task = (Task) SLOTS.getOpaque(array, first & (array.length - 1));
            if (HEAD.compareAndSet(this, first, first + 1)) {
                return task;
            }
        }
    }

    /** Drops references to tasks that have left, and a far too large array; owner only. */
    void clean() {
        int first = head;
        if (cleared == first) {
            return;
        }
        Task[] array = slots;
        int end = (int) TAIL.get(this);
        if (array.length > MIN_CAPACITY && first == end) {
            slots = new Task[MIN_CAPACITY];
        } else {
            // no more than one round: everything older has been overwritten or cleared
            int from = first - cleared > array.length ? first - array.length : cleared;
            for (int at = from; at != first; at++) {
                int slot = at & (array.length - 1);
                if (at + array.length - end >= 0) {
                    SLOTS.setOpaque(array, slot, null);
                }
            }
        }
        cleared = first;
    }

    private Task[] resize(Task[] old, int capacity, int end) {
        Task[] array = new Task[capacity];
        for (int at = head; at != end; at++) {
            array[at & (capacity - 1)] = old[at & (old.length - 1)];
        }
        cleared = head;
        slots = array;
        return array;
    }
}
