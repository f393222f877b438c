package org.jbeam.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A platform thread that runs tasks. Its queues are added to by itself only (which includes the task mounted on it); what others
 * hand over goes through {@link #inbox}, a stack linked through the tasks themselves, so it needs no memory and no lock.
 */
final class Carrier extends Thread {
    private static final VarHandle INBOX;
    private static final VarHandle IDLE;
    private static final VarHandle NEXT;
    /** Rounds of looking for work before going to sleep; together some microseconds. */
    private static final int SPINS = 40;
    private static final int LOW_SHARE = 8;
    /** Every so many switches (minus 1) references to tasks that have left are dropped. */
    private static final int CLEAN_INTERVAL = 1023;
    private static final int MOST_STOLEN = 64;
    /** While others work, one waiting carrier (the sentinel) looks again after this time, doubled each time in vain. */
    private static final long SENTINEL_MIN_NANOS = 500_000;
    private static final long SENTINEL_MAX_NANOS = 8_000_000;
    /** When all have been idle for about twice this time, the sentinel sleeps like the others. */
    private static final long SENTINEL_LAST_NANOS = 256_000_000;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            INBOX = lookup.findVarHandle(Carrier.class, "inbox", Task.class);
            IDLE = lookup.findVarHandle(Carrier.class, "idle", boolean.class);
            NEXT = lookup.findVarHandle(Task.class, "next", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Scheduler scheduler;
    final int index;
    /** The mounted task; only code on this thread reads it. */
    Task current;
    /** Set by the mounted task that wants to be frozen and continued at once. */
    boolean flushing;
    /** Where the stacks of mounted tasks begin; 0 if it is not known. */
    private long stackBottom;
    private boolean stackBottomWanted;
    /** The current continuation shall go straight on. */
    private boolean again;
    private final RunQueue max = new RunQueue();
    private final RunQueue high = new RunQueue();
    private final RunQueue normal = new RunQueue();
    private final RunQueue low = new RunQueue();
    private volatile Task inbox;
    /** Asleep or about to be; who clears it must wake the thread. */
    private volatile boolean idle;
    /** Was woken to look for work of others; whoever set it woke this thread. */
    volatile boolean searching;
    private int normalsSinceLow;
    private long switches;
    private int elevationsSeen;
    private long steals;
    private long reductions;
    private final long started = System.nanoTime();
    private long idleNanos;
    /** Start of the present wait, or 0. */
    private volatile long idleSince;

    Carrier(Scheduler scheduler, int index, String name, long stackBytes) {
        super(null, null, name, stackBytes, false);
        this.scheduler = scheduler;
        this.index = index;
        setDaemon(true);
    }

    /** The carrier of the current thread, mounted or not; null elsewhere and with the JDK's carriers. */
    static Carrier current() {
        return VirtualThreads.MODE == SchedulerMode.OWN_CARRIERS && VirtualThreads.currentCarrier() instanceof Carrier carrier
            ? carrier : null;
    }

    // ---- adding work

    /** Adds a runnable task; only on this carrier's thread. */
    void addLocal(Task task) {
        RunQueue queue = queue(task.urgency());
        try {
            queue.add(task);
        } catch (OutOfMemoryError e) {
            // the inbox needs no memory
            post(task);
        }
    }

    /** Hands over a runnable task from another thread, without waking. One that is in an inbox already will run anyway. */
    void post(Task task) {
        if (!NEXT.compareAndSet(task, null, task)) {
            return;
        }
        Task first;
        do {
            first = inbox;
            task.next = first == null ? task : first;
        } while (!INBOX.compareAndSet(this, first, task));
    }

    private RunQueue queue(Priority priority) {
        return switch (priority) {
            case MAX -> max;
            case HIGH -> high;
            case NORMAL -> normal;
            case LOW -> low;
        };
    }

    boolean isIdle() {
        return idle;
    }

    /** Ends the sleep of this carrier; false when someone else did. */
    boolean wake() {
        if (idle && IDLE.compareAndSet(this, true, false)) {
            scheduler.idleCount.getAndDecrement();
            LockSupport.unpark(this);
            return true;
        }
        return false;
    }

    int queued() {
        return max.size() + high.size() + normal.size() + low.size();
    }

    boolean hasWork() {
        return inbox != null || !normal.isEmpty() || !low.isEmpty() || !high.isEmpty() || !max.isEmpty();
    }

    // ---- running

    @Override
    public void run() {
        while (!scheduler.stopped) {
            try {
                Task task = next();
                if (searching) {
                    searching = false;
                    scheduler.searchEnded(this);
                }
                if (task != null) {
                    execute(task);
                } else {
                    waitForWork();
                }
            } catch (Throwable e) {
                current = null;
                scheduler.report(this, e);
            }
        }
    }

    private void execute(Task task) {
        Runnable continuation;
        try {
            continuation = task.ready();
        } catch (Throwable e) {
            // no memory for a thread: only this task ends
            task.abandon();
            scheduler.report(task, e);
            return;
        }
        if (continuation == null) {
            return;
        }
        switches++;
        current = task;
        do {
            if (stackBottomWanted) {
                stackBottom = scheduler.stackTop.applyAsLong(index);
                stackBottomWanted = stackBottom == 0;
            }
            again = false;
            continuation.run();
        } while (again);
        current = null;
    }

    /** Called on this thread, right after the current task was frozen by its own wish: true if it is to go straight on. */
    boolean continues() {
        if (flushing || isFree()) {
            flushing = false;
            again = true;
            return true;
        }
        return false;
    }

    /** May the mounted task go on, since nothing else waits for this carrier? */
    boolean isFree() {
        return !hasWork() && index < scheduler.online && !scheduler.stopped;
    }

    /** Has the mounted task so deep a stack that it should be frozen? True, too, when that cannot be told. */
    boolean isDeep() {
        if (stackBottom == 0) {
            stackBottomWanted = scheduler.stackTop != null;
            return true;
        }
        long top = scheduler.stackTop.applyAsLong(index);
        return top == 0 || stackBottom - top > scheduler.deepStack;
    }

    /** Books reductions of the mounted task. */
    void book(int used) {
        reductions += used;
    }

    private Task next() {
        if ((switches & CLEAN_INTERVAL) == CLEAN_INTERVAL) {
            cleanQueues();
        }
        if (inbox != null) {
            drain(this);
        }
        if (index >= scheduler.online) {
            evacuate();
            return null;
        }
        int elevations = scheduler.elevations.get();
        if (elevations != elevationsSeen) {
            elevationsSeen = elevations;
            reorder();
        }
        Task task = max.poll();
        if (task == null) {
            task = high.poll();
        }
        if (task == null) {
            task = nextOrdinary();
        }
        return task != null ? task : steal();
    }

    /** Moves elevated tasks up; the others keep their order. */
    private void reorder() {
        for (RunQueue queue : new RunQueue[] {high, normal, low}) {
            for (int left = queue.size(); left > 0; left--) {
                Task task = queue.poll();
                if (task != null) {
                    addLocal(task);
                }
            }
        }
    }

    private Task nextOrdinary() {
        if (low.isEmpty()) {
            return normal.poll();
        }
        // in eight rounds over the normal tasks each low task runs once
        int normals = normal.size();
        if (normals == 0 || (long) normalsSinceLow * low.size() >= (long) LOW_SHARE * normals) {
            Task task = low.poll();
            if (task != null) {
                normalsSinceLow = 0;
                return task;
            }
        }
        normalsSinceLow++;
        return normal.poll();
    }

    /** Moves what others handed over to {@code from} into this carrier's queues, oldest first. */
    private boolean drain(Carrier from) {
        Task newest = (Task) INBOX.getAndSet(from, null);
        if (newest == null) {
            return false;
        }
        Task oldest = newest;
        for (Task task = newest, above = newest; task != null; ) {
            Task below = task.next;
            task.next = above;
            above = task;
            oldest = task;
            task = below == task ? null : below;
        }
        for (Task task = oldest; task != null; ) {
            Task above = task.next;
            task.next = null;
            addLocal(task);
            task = above == task ? null : above;
        }
        return true;
    }

    /** An offline carrier gives away what it has. */
    private void evacuate() {
        for (Priority priority : Scheduler.PRIORITIES) {
            RunQueue queue = queue(priority);
            for (Task task = queue.poll(); task != null; task = queue.poll()) {
                scheduler.post(task, null);
            }
        }
    }

    // ---- stealing

    private Task steal() {
        Carrier[] carriers = scheduler.carriers;
        int count = carriers.length;
        if (count == 1) {
            return null;
        }
        int start = ThreadLocalRandom.current().nextInt(count);
        for (int i = 0; i < count; i++) {
            Carrier victim = carriers[start + i < count ? start + i : start + i - count];
            if (victim != this) {
                Task task = stealFrom(victim);
                if (task != null) {
                    return task;
                }
            }
        }
        return null;
    }

    /** Takes half of the victim's most urgent queue that has something, or all of its inbox. */
    private Task stealFrom(Carrier victim) {
        for (Priority priority : Scheduler.PRIORITIES) {
            RunQueue queue = victim.queue(priority);
            int wanted = Math.min(MOST_STOLEN, (queue.size() + 1) / 2);
            Task first = wanted == 0 ? null : queue.poll();
            if (first != null) {
                steals++;
                takeMore(queue, wanted - 1);
                return first;
            }
        }
        if (victim.inbox != null && drain(victim)) {
            steals++;
            for (Priority priority : Scheduler.PRIORITIES) {
                Task task = queue(priority).poll();
                if (task != null) {
                    return task;
                }
            }
        }
        return null;
    }

    private void takeMore(RunQueue queue, int count) {
        for (int i = 0; i < count; i++) {
            Task task = queue.poll();
            if (task == null) {
                return;
            }
            steals++;
            addLocal(task);
        }
        if (count > 1) {
            scheduler.wakeOne(this);
        }
    }

    // ---- waiting

    private boolean canFindWork() {
        if (inbox != null) {
            return true;
        }
        if (index >= scheduler.online) {
            return false;
        }
        for (Carrier carrier : scheduler.carriers) {
            if (carrier.hasWork()) {
                return true;
            }
        }
        return false;
    }

    private void waitForWork() {
        cleanQueues();
        idleSince = System.nanoTime();
        try {
            for (int i = 0; i < SPINS; i++) {
                if (canFindWork()) {
                    return;
                }
                Thread.onSpinWait();
            }
            sleep();
        } finally {
            idleNanos += System.nanoTime() - idleSince;
            idleSince = 0;
        }
    }

    private void sleep() {
        scheduler.idleCount.getAndIncrement();
        idle = true;
        // whoever adds work after this sees the flag; whoever added before is seen here
        long nap = SENTINEL_MIN_NANOS;
        while (idle && !scheduler.stopped && !canFindWork()) {
            if (nap <= SENTINEL_LAST_NANOS && scheduler.isSentinel(this)) {
                LockSupport.parkNanos(this, nap);
                nap = scheduler.isAnyBusy() ? Math.min(2 * nap, SENTINEL_MAX_NANOS) : 2 * nap;
            } else {
                scheduler.resignSentinel(this);
                LockSupport.park(this);
                nap = SENTINEL_MIN_NANOS;
            }
        }
        if (IDLE.compareAndSet(this, true, false)) {
            scheduler.idleCount.getAndDecrement();
        }
        scheduler.resignSentinel(this);
        scheduler.nudgeSentinel(this);
    }

    private void cleanQueues() {
        max.clean();
        high.clean();
        normal.clean();
        low.clean();
    }

    CarrierStats stats() {
        long now = System.nanoTime();
        long since = idleSince;
        long total = now - started;
        long waited = idleNanos + (since == 0 ? 0 : now - since);
        return new CarrierStats(index, switches, reductions, steals, Math.max(0, total - waited), total, queued(), current != null);
    }

    long reductions() {
        return reductions;
    }
}
