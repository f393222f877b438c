package org.jbeam.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * A lightweight process: a virtual thread that is scheduled by {@link Scheduler}'s carriers. Subclass it with what it shall do.
 *
 * <p>Inside, everything of {@code java.util.concurrent} works, since the task is a real virtual thread; what blocks in the operating
 * system belongs into a {@link DirtyPool}. A task gives up its carrier in {@link #park()}, {@link #yieldNow()}, at the end of its slice
 * and when it waits for a lock. The code of a task counts reductions:
 * {@snippet :
 * if (--task.reductions <= 0) {
 *     task.exhausted();
 * }
 * }
 * which keeps it from holding its carrier for longer than a slice.
 *
 * <p>{@link #park()} and {@link #unpark()} follow {@link LockSupport}: an unpark makes one permit available, park takes it or waits for
 * it, and may return without one, so callers check their condition in a loop. The permit is the task's own, not that of its thread: locks
 * used inside do not consume it.
 */
public abstract class Task implements Executor {
    // states: the permit is part of it
    private static final int ACTIVE = 0;
    private static final int NOTIFIED = 1;
    /** Wants to be parked; its stack is not frozen yet. */
    private static final int PARKING = 2;
    private static final int PARKED = 3;
    /** Parked by the JDK: it cannot unmount, or runs on the JDK's carriers. */
    private static final int PARKED_BY_THREAD = 4;
    private static final int DONE = 5;

    private static final VarHandle STATE;
    private static final VarHandle ELEVATED;
    private static final Priority[] PRIORITIES = Priority.values();
    private static final byte NOT_ELEVATED = (byte) PRIORITIES.length;
    /** With own carriers the carrier knows the task, so one body serves all. */
    private static final Runnable BODY = () -> Carrier.current().current.body();
    private static final ScopedValue<Task> CURRENT = ScopedValue.newInstance();

    private static final int DEEP_TIMES = 64;
    private static final long NO_MEMORY_NANOS = 20_000_000;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Task.class, "state", int.class);
            ELEVATED = MethodHandles.lookup().findVarHandle(Task.class, "elevated", byte.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Reductions until {@link #exhausted()} is due; counts down. Only the task itself writes it; negative values are counted as used.
     */
    public int reductions;

    /** What {@link #reductions} was when it was last booked. */
    private int granted;
    private int sliceUsed;
    /** Reductions since the stack was last frozen, or found not to be deep: so many calls more may be nested on the carrier's stack. */
    private int unfrozen;
    private byte deepTimes;
    private long bookedReductions;
    private volatile int state;
    private volatile byte priority = (byte) Priority.NORMAL.ordinal();
    private volatile byte elevated = NOT_ELEVATED;
    private boolean started;
    private final Scheduler scheduler;
    private volatile Thread thread;
    /** Runs the thread until it unmounts; null before the first run and after the end. */
    private volatile Runnable continuation;
    /** Link in a carrier's inbox; itself at the end of the list, null outside of one. */
    volatile Task next;
    /** Where it ran last. */
    private Carrier carrier;

    /**
     * A task that is not started yet.
     *
     * @param scheduler where it will run
     */
    protected Task(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** What the task does; runs on its virtual thread. A throwable that escapes goes to the scheduler's handler. */
    protected abstract void run();

    /**
     * The task that is running on the current thread.
     *
     * @return the task, or null when the current thread runs none; costs about 1 ns with own carriers
     */
    public static Task current() {
        if (VirtualThreads.MODE == SchedulerMode.OWN_CARRIERS) {
            return VirtualThreads.currentCarrier() instanceof Carrier carrier ? carrier.current : null;
        }
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /**
     * The scheduler that runs this task.
     *
     * @return the constructor's argument
     */
    public final Scheduler scheduler() {
        return scheduler;
    }

    /**
     * Makes the task runnable for the first time; its thread is made when it first runs.
     *
     * @throws IllegalStateException if it was started before
     */
    public final void start() {
        if (started) {
            throw new IllegalStateException("already started");
        }
        started = true;
        if (VirtualThreads.MODE == SchedulerMode.OWN_CARRIERS) {
            scheduler.enqueue(this);
        } else {
            Thread made = Thread.ofVirtual().unstarted(() -> ScopedValue.where(CURRENT, this).run(this::body));
            thread = made;
            made.start();
        }
    }

    /**
     * The virtual thread below, for stack traces.
     *
     * @return the thread, or null before the task first runs and after its end
     */
    public final Thread thread() {
        return thread;
    }

    /**
     * What the task is doing at this moment; a snapshot for display.
     *
     * @return the status
     */
    public final TaskStatus status() {
        int seen = state;
        if (seen == DONE) {
            return TaskStatus.DONE;
        }
        if (!started) {
            return TaskStatus.NEW;
        }
        if (seen == PARKED || seen == PARKED_BY_THREAD) {
            return TaskStatus.PARKED;
        }
        Carrier on = carrier;
        return on != null && on.current == this ? TaskStatus.RUNNING : TaskStatus.RUNNABLE;
    }

    /** The carrier of the last run, or null. */
    final Carrier lastCarrier() {
        return carrier;
    }

    // ---- priority

    /**
     * The priority that the next queueing will use.
     *
     * @return the last one set, at first {@link Priority#NORMAL}
     */
    public final Priority priority() {
        return PRIORITIES[priority];
    }

    /**
     * Changes the priority; a task that is queued now keeps its place until it has run.
     *
     * @param priority the new one
     * @return the old one
     */
    public final Priority priority(Priority priority) {
        Priority old = priority();
        this.priority = (byte) priority.ordinal();
        return old;
    }

    /**
     * Has the task run at this priority, if that is higher than its own, until it says {@link #settle()}; one that is queued moves up.
     * From any thread. It is for one who waits for what the task does: no task of a priority between theirs may come first.
     *
     * @param to the priority of the one who waits
     */
    public final void elevate(Priority to) {
        byte wanted = (byte) to.ordinal();
        byte seen;
        do {
            seen = elevated;
            if (priority <= wanted || seen <= wanted) {
                return;
            }
        } while (!ELEVATED.compareAndSet(this, seen, wanted));
        scheduler.elevations.getAndIncrement();
    }

    /** Ends the effect of {@link #elevate}; called by the task itself, which then looks once more for what it was asked. True if there was one. */
    public final boolean settle() {
        if (elevated == NOT_ELEVATED) {
            return false;
        }
        elevated = NOT_ELEVATED;
        return true;
    }

    /** The priority to queue it with now. */
    final Priority urgency() {
        return PRIORITIES[Math.min(priority, elevated)];
    }

    // ---- parking

    /** Waits for {@link #unpark()}, or takes the permit that an earlier one left. Called by the task itself. */
    public final void park() {
        if (STATE.compareAndSet(this, NOTIFIED, ACTIVE)) {
            return;
        }
        book();
        switchedOut();
        if (VirtualThreads.MODE == SchedulerMode.OWN_CARRIERS) {
            // in this frame, for a parked task keeps all of its frames
            if (STATE.compareAndSet(this, ACTIVE, PARKING)) {
                try {
                    Thread.yield();
                } catch (OutOfMemoryError e) {
                    state = NOTIFIED;
                    waitForMemory();
                }
                endParking();
            }
        } else {
            STATE.compareAndSet(this, ACTIVE, PARKED_BY_THREAD);
            waitAsThread();
        }
        grantSlice();
        if (state == NOTIFIED) {
            // the caller looks at everything again anyway
            STATE.compareAndSet(this, NOTIFIED, ACTIVE);
        }
    }

    /**
     * There was no memory to freeze the stack. It is as if the task were woken without reason, so the caller looks again, and parks again when there
     * may be some: not at once, for each attempt is a full collection, between which others must get to free something.
     */
    private static void waitForMemory() {
        long until = System.nanoTime() + NO_MEMORY_NANOS;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    private void endParking() {
        int seen = state;
        while (seen == PARKING || seen == PARKED) {
            // pinned by a native frame or a class initialiser, so that the carrier has to wait with it; or resumed by a stack trace
            if (STATE.compareAndSet(this, seen, PARKED_BY_THREAD)) {
                waitAsThread();
                return;
            }
            seen = state;
        }
    }

    private void waitAsThread() {
        while (state == PARKED_BY_THREAD) {
            LockSupport.park(this);
            // an interrupt would make this a busy loop
            if (Thread.interrupted()) {
                unpark();
            }
        }
    }

    /**
     * Waits for {@link #unpark()}, at most for a time. Called by the task itself.
     *
     * @param nanos how long, in ns; with 0 or less it returns at once
     */
    public final void parkNanos(long nanos) {
        if (nanos <= 0 || STATE.compareAndSet(this, NOTIFIED, ACTIVE)) {
            return;
        }
        WakeUp timer = new WakeUp(this);
        scheduler.timers().schedule(System.nanoTime() + nanos, timer);
        try {
            park();
        } finally {
            scheduler.timers().cancel(timer);
        }
    }

    /** Ends the present or the next {@link #park()}; cheap when the task is runnable. What was written before is seen after park. */
    public final void unpark() {
        VarHandle.fullFence();
        for (;;) {
            int seen = state;
            switch (seen) {
                case NOTIFIED, DONE -> {
                    return;
                }
                case ACTIVE, PARKING -> {
                    if (STATE.compareAndSet(this, seen, NOTIFIED)) {
                        return;
                    }
                }
                case PARKED -> {
                    if (STATE.compareAndSet(this, PARKED, ACTIVE)) {
                        scheduler.enqueue(this);
                        return;
                    }
                }
                default -> {
                    if (STATE.compareAndSet(this, PARKED_BY_THREAD, ACTIVE)) {
                        LockSupport.unpark(thread);
                        return;
                    }
                }
            }
        }
    }

    /** Goes to the end of its run queue; called by the task itself. A new slice begins. */
    public final void yieldNow() {
        book();
        switchedOut();
        Thread.yield();
        grantSlice();
    }

    /**
     * Freezes the mounted stack into the heap and goes straight on; called by the task itself. After it only a few frames are mounted, so
     * what a later switch has to freeze is what was called since.
     */
    public final void flush() {
        if (VirtualThreads.MODE == SchedulerMode.OWN_CARRIERS) {
            Carrier mounted = Carrier.current();
            mounted.flushing = true;
            try {
                Thread.yield();
            } finally {
                mounted.flushing = false;
            }
        } else {
            Thread.yield();
        }
    }

    // ---- reductions

    /**
     * To be called when {@link #reductions} has counted down to 0: ends the slice (yields) or, within it, flushes the stack and lets idle
     * carriers have what waits behind this task. A subclass may do its own work here, and then calls {@link #continueSlice()}.
     */
    public void exhausted() {
        continueSlice();
    }

    /** What {@link #exhausted()} does by itself. */
    protected final void continueSlice() {
        book();
        if (sliceUsed >= scheduler.slice) {
            if (isAwaited() || isSwitchWanted()) {
                switchedOut();
                Thread.yield();
                grantSlice();
                return;
            }
            sliceUsed = 0;
        }
        scheduler.shareWork();
        int count = Math.min(scheduler.slice - sliceUsed, scheduler.quantum);
        if (unfrozen + count > scheduler.flushInterval) {
            flushIfDeep();
            unfrozen = 0;
        }
        grant(allowance(count));
    }

    /** Where a stack was deep it is likely to be so again: it is flushed a few times in small pieces, which are cheaper to return to. */
    private void flushIfDeep() {
        if (deepTimes > 0) {
            deepTimes--;
        } else {
            Carrier mounted = Carrier.current();
            if (mounted != null && !mounted.isDeep()) {
                return;
            }
            deepTimes = DEEP_TIMES;
        }
        flush();
    }

    /** Does something else wait for this task's carrier? If not, a new slice needs no switch. */
    private boolean isAwaited() {
        Carrier mounted = Carrier.current();
        return mounted == null || !mounted.isFree();
    }

    /**
     * How many reductions the task gets until {@link #exhausted()} is due. A subclass may give 0, and is then called at every check; it should call
     * {@link #continueSlice()} when about as many as offered were used.
     *
     * @param offered what the task would get, more than 0
     */
    protected int allowance(int offered) {
        return offered;
    }

    /** Shall the task give up its carrier at the end of a slice even when nothing else wants it? */
    protected boolean isSwitchWanted() {
        return false;
    }

    /** Called on the task's thread before it gives up its carrier. */
    protected void switchedOut() {}

    /** Called on the task's thread after it got a carrier. */
    protected void switchedIn() {}

    /**
     * Books what has been used and sets the counter, for a subclass that wants to be called earlier; 0 means at the next check.
     *
     * @param count new value of {@link #reductions}
     */
    protected final void grant(int count) {
        book();
        reductions = count;
        granted = count;
    }

    /**
     * Whether the present slice is used up, so that {@link #continueSlice()} will yield.
     *
     * @return true if at least a slice's reductions were used since the task was switched in
     */
    protected final boolean isSliceUsed() {
        return sliceUsed + granted - reductions >= scheduler.slice;
    }

    /**
     * All reductions that this task has used.
     *
     * @return the count; exact when called by the task itself, else up to some thousand behind
     */
    public final long totalReductions() {
        return bookedReductions + Math.max(0, granted - reductions);
    }

    private void book() {
        int used = granted - reductions;
        granted = reductions;
        if (used > 0) {
            sliceUsed += used;
            unfrozen += used;
            bookedReductions += used;
            scheduler.book(used);
        }
    }

    private void grantSlice() {
        carrier = Carrier.current();
        sliceUsed = 0;
        unfrozen = 0;
        int count = allowance(Math.min(scheduler.slice, scheduler.quantum));
        reductions = count;
        granted = count;
        switchedIn();
    }

    // ---- called by the carrier and by the JDK

    /** What runs this task on its carrier; makes the thread at first. Null after the task's end. */
    final Runnable ready() {
        Runnable ready = continuation;
        if (ready == null && state != DONE) {
            Thread made = VirtualThreads.create(this, BODY);
            thread = made;
            // comes back in execute, on this thread
            made.start();
            ready = continuation;
        }
        return ready;
    }

    /** Gives up a task that could not be made ready. */
    final void abandon() {
        state = DONE;
    }

    /**
     * Called by the JDK when this task's thread can run or has yielded; nobody else may call it.
     *
     * @param ready runs the thread until it next unmounts
     */
    // The JDK also calls it, on any thread, after it has taken the stack trace of a task that was not mounted, because an attempt to run the
    // task meanwhile would have done nothing. So a task may be queued twice, or run while it is running: the JDK's own state
    // then makes the continuation return at once. A parked task is left alone: who unparks it will queue it.
    @Override
    public final void execute(Runnable ready) {
        if (continuation == null && state != DONE) {
            continuation = ready;
            return;
        }
        if (state == PARKED || state == PARKING && STATE.compareAndSet(this, PARKING, PARKED)) {
            return;
        }
        if (!(Thread.currentThread() instanceof Carrier mounted && mounted.current == this && mounted.continues())) {
            scheduler.enqueue(this);
        }
    }

    private void body() {
        grantSlice();
        try {
            run();
        } catch (Throwable e) {
            scheduler.report(this, e);
        } finally {
            book();
            state = DONE;
            continuation = null;
            thread = null;
        }
    }

    private static final class WakeUp extends TimerEntry {
        private final Task task;

        WakeUp(Task task) {
            this.task = task;
        }

        @Override
        protected void fire() {
            task.unpark();
        }
    }
}
