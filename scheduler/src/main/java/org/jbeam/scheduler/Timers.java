package org.jbeam.scheduler;

import java.util.concurrent.locks.LockSupport;

/**
 * Timers on one thread: never early, late by the operating system's wake-up time (about 0.1 ms when a core is free). Making and
 * cancelling cost O(log n), mostly O(1) for timers that are cancelled long before they are due; a cancelled entry is freed at once.
 * With nothing due the thread sleeps.
 */
public final class Timers {
    /** Longer sleeps are cut, so that differences of deadlines stay far from overflow. */
    private static final long LONGEST_SLEEP = 3_600_000_000_000L;

    private final TimerShard[] shards;
    private final long origin = System.nanoTime();
    private final Thread thread;
    private final UncaughtHandler handler;
    /** When the thread wakes by itself; origin - 1 while it is awake and will look again before it sleeps. */
    private volatile long wakeAt;
    private volatile boolean stopped;

    Timers(String name, int shardCount, UncaughtHandler handler) {
        this.handler = handler;
        this.wakeAt = origin;
        this.shards = new TimerShard[Integer.highestOneBit(Math.max(1, Math.min(16, 2 * shardCount - 1)))];
        for (int i = 0; i < shards.length; i++) {
            shards[i] = new TimerShard(origin);
        }
        thread = Thread.ofPlatform().daemon().name(name + "-timers").priority(Thread.MAX_PRIORITY).unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /**
     * Schedules an entry.
     *
     * @param deadlineNanos when to fire, on the clock of {@link System#nanoTime()}; a time in the past fires at once;
     *     at most 2^62 ns (146 years) ahead
     * @param entry not scheduled at present
     * @throws IllegalStateException if the entry is scheduled already
     */
    public void schedule(long deadlineNanos, TimerEntry entry) {
        TimerShard shard = shards[shardIndex()];
        shard.lock.lock();
        try {
            if (entry.index >= 0) {
                throw new IllegalStateException("already scheduled");
            }
            entry.deadline = deadlineNanos;
            shard.add(entry);
        } finally {
            shard.lock.unlock();
        }
        // the thread announces its wake-up time before it looks at the shards a last time, so one of the two sees the other
        if (deadlineNanos - wakeAt < 0) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Takes an entry back before it fires.
     *
     * @param entry an entry of these timers
     * @return true: it will not fire; false: it has fired, is firing now, or was not scheduled
     */
    public boolean cancel(TimerEntry entry) {
        TimerShard shard = entry.shard;
        if (shard == null) {
            return false;
        }
        shard.lock.lock();
        try {
            return shard.remove(entry);
        } finally {
            shard.lock.unlock();
        }
    }

    /**
     * Time until an entry fires.
     *
     * @param entry an entry of these timers
     * @return ns, at least 0; -1 when it is not scheduled
     */
    public long remaining(TimerEntry entry) {
        TimerShard shard = entry.shard;
        if (shard == null) {
            return -1;
        }
        shard.lock.lock();
        try {
            return entry.index < 0 ? -1 : Math.max(0, entry.deadline - System.nanoTime());
        } finally {
            shard.lock.unlock();
        }
    }

    /**
     * Number of scheduled entries.
     *
     * @return a count that may be passed by events while it is taken
     */
    public int size() {
        int sum = 0;
        for (TimerShard shard : shards) {
            sum += shard.size();
        }
        return sum;
    }

    private int shardIndex() {
        Carrier carrier = Carrier.current();
        int spread = carrier != null ? carrier.index : (int) Thread.currentThread().threadId();
        return spread & (shards.length - 1);
    }

    private void loop() {
        while (!stopped) {
            wakeAt = origin - 1;
            fireDue();
            long next = firstDeadline();
            wakeAt = next;
            long sleep = next - System.nanoTime();
            // a schedule() that did not see the announcement is seen here
            if (sleep > 0 && firstDeadline() - next >= 0) {
                sleep(next, sleep);
            }
        }
    }

    private void sleep(long next, long nanos) {
        if (next == origin + TimerShard.NEVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, Math.min(nanos, LONGEST_SLEEP));
        }
    }

    private long firstDeadline() {
        long first = origin + TimerShard.NEVER;
        for (TimerShard shard : shards) {
            long candidate = shard.earliest();
            if (candidate - first < 0) {
                first = candidate;
            }
        }
        return first;
    }

    /** Fires in order of deadline over all shards. */
    private void fireDue() {
        for (TimerEntry due = pollDue(); due != null; due = pollDue()) {
            try {
                due.fire();
            } catch (Throwable e) {
                Scheduler.report(handler, due, e);
            }
        }
    }

    private TimerEntry pollDue() {
        long now = System.nanoTime();
        TimerShard first = null;
        for (TimerShard shard : shards) {
            long candidate = shard.earliest();
            if (candidate - now <= 0 && (first == null || candidate - first.earliest() < 0)) {
                first = shard;
            }
        }
        if (first == null) {
            return null;
        }
        first.lock.lock();
        try {
            return first.pollDue(now);
        } finally {
            first.lock.unlock();
        }
    }
}
