package org.jbeam.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;

/**
 * Runs {@link Task tasks} on a few platform threads, the carriers. Each has run queues of its own for the four priorities and takes work
 * from the others when it has none. With it come two {@link DirtyPool dirty pools} for what blocks, and {@link Timers}.
 * {@snippet :
 * Scheduler scheduler = Scheduler.builder().carriers(2).build();
 * scheduler.start();
 * new Task(scheduler) {
 *     @Override
 *     protected void run() {
 *         System.out.println("hello");
 *     }
 * }.start();
 * }
 */
public final class Scheduler {
    static final Priority[] PRIORITIES = Priority.values();
    /** From that many waiting tasks on, another carrier is woken at once, not only when the running task has used some reductions. */
    private static final int WAKE_LENGTH = 2;
    private static final int QUANTUM = 1000;
    /** A stack is deep from this part of the carrier's on: what is called until the next look must fit, and what a collection reads is bounded. */
    private static final int DEEP_SHARE = 8;
    private static final long CARRIER_STACK_BYTES = 64L << 20;

    final int slice;
    /** Reductions after which a task looks whether to flush, share or yield. */
    final int quantum;
    final int flushInterval;
    /** Beyond that depth in bytes a mounted stack is flushed. */
    final long deepStack;
    /** Tells the address of the top of a carrier's stack, 0 while it is not known; null if nothing can. */
    final IntToLongFunction stackTop;
    final Carrier[] carriers;
    final AtomicInteger idleCount = new AtomicInteger();
    /** Counts tasks that were elevated: when it changes, each carrier puts its queued tasks where they belong. */
    final AtomicInteger elevations = new AtomicInteger();
    volatile int online;
    volatile boolean stopped;
    private final AtomicReference<Carrier> sentinel = new AtomicReference<>();
    /** A carrier was woken to look for work and has not found any yet; no second one needs to be. */
    private final AtomicBoolean searching = new AtomicBoolean();
    private final LongAdder otherReductions = new LongAdder();
    private final UncaughtHandler handler;
    private final Timers timers;
    private final DirtyPool dirtyCpu;
    private final DirtyPool dirtyIo;
    private boolean started;

    private Scheduler(Builder builder) {
        slice = builder.slice;
        flushInterval = builder.flushInterval;
        deepStack = builder.stackBytes / DEEP_SHARE;
        stackTop = builder.stackTop;
        quantum = Math.min(QUANTUM, flushInterval);
        handler = builder.handler;
        online = builder.online == 0 ? builder.carriers : Math.min(builder.online, builder.carriers);
        carriers = new Carrier[builder.carriers];
        for (int i = 0; i < carriers.length; i++) {
            carriers[i] = new Carrier(this, i, builder.name + "-" + (i + 1), builder.stackBytes);
        }
        timers = new Timers(builder.name, carriers.length, handler);
        dirtyCpu = new DirtyPool(builder.name + "-dirty-cpu", builder.dirtyCpu);
        dirtyIo = new DirtyPool(builder.name + "-dirty-io", builder.dirtyIo);
    }

    /**
     * A builder with the defaults: one carrier a processor.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Which carriers this JVM allows.
     *
     * @return the same for all schedulers of the JVM
     */
    public static SchedulerMode mode() {
        return VirtualThreads.MODE;
    }

    /**
     * Starts carriers and timers; tasks started before run now.
     *
     * @throws IllegalStateException if called twice
     */
    public synchronized void start() {
        if (started) {
            throw new IllegalStateException("already started");
        }
        started = true;
        timers.start();
        if (mode() == SchedulerMode.OWN_CARRIERS) {
            for (Carrier carrier : carriers) {
                carrier.start();
            }
        }
    }

    /** Ends carriers (each when its running task next gives it up), timers and dirty pools. Tasks that have not ended never run again. */
    public void shutdown() {
        stopped = true;
        timers.stop();
        dirtyCpu.shutdown();
        dirtyIo.shutdown();
        for (Carrier carrier : carriers) {
            LockSupport.unpark(carrier);
        }
    }

    /**
     * The number of carriers.
     *
     * @return at least 1
     */
    public int carriers() {
        return carriers.length;
    }

    /**
     * How many carriers take work.
     *
     * @return 1 to {@link #carriers()}
     */
    public int online() {
        return online;
    }

    /**
     * Sets how many carriers take work; the others hand over what they have when their running task gives them up.
     *
     * @param count 1 to {@link #carriers()}
     * @return the number before
     * @throws IllegalArgumentException if out of range
     */
    public synchronized int online(int count) {
        if (count < 1 || count > carriers.length) {
            throw new IllegalArgumentException("online: " + count);
        }
        int old = online;
        online = count;
        for (Carrier carrier : carriers) {
            LockSupport.unpark(carrier);
        }
        return old;
    }

    /**
     * The timer service.
     *
     * @return the same object always
     */
    public Timers timers() {
        return timers;
    }

    /**
     * Threads for long computations outside reduction counting.
     *
     * @return the same object always
     */
    public DirtyPool dirtyCpu() {
        return dirtyCpu;
    }

    /**
     * Threads for what blocks in the operating system.
     *
     * @return the same object always
     */
    public DirtyPool dirtyIo() {
        return dirtyIo;
    }

    /**
     * Reductions of a slice.
     *
     * @return the number given to the builder
     */
    public int slice() {
        return slice;
    }

    /**
     * The carrier number of the current thread.
     *
     * @return 1-based, as Erlang's scheduler ids; 0 when the current thread is no carrier and runs no task of own carriers
     */
    public static int currentCarrier() {
        Carrier carrier = Carrier.current();
        return carrier == null ? 0 : carrier.index + 1;
    }

    /**
     * The platform thread that carries the current task: whom the JVM books memory and processor time on.
     *
     * @return its {@link Thread#threadId()}; 0 when the current thread is no carrier and runs no task of own carriers
     */
    public static long currentCarrierThreadId() {
        Carrier carrier = Carrier.current();
        return carrier == null ? 0 : carrier.threadId();
    }

    // ---- figures

    /**
     * Reductions booked by all tasks so far; those of the running slices come later.
     *
     * @return the sum
     */
    public long reductions() {
        long sum = otherReductions.sum();
        for (Carrier carrier : carriers) {
            sum += carrier.reductions();
        }
        return sum;
    }

    /**
     * Context switches of all carriers so far; 0 with the JDK's carriers.
     *
     * @return the sum
     */
    public long contextSwitches() {
        long sum = 0;
        for (CarrierStats stats : stats()) {
            sum += stats.contextSwitches();
        }
        return sum;
    }

    /**
     * Runnable tasks that wait for a carrier.
     *
     * @return the sum over all run queues
     */
    public int runQueue() {
        int sum = 0;
        for (Carrier carrier : carriers) {
            sum += carrier.queued();
        }
        return sum;
    }

    /**
     * Figures of each carrier.
     *
     * @return one record a carrier, in order of index
     */
    public List<CarrierStats> stats() {
        List<CarrierStats> all = new ArrayList<>(carriers.length);
        for (Carrier carrier : carriers) {
            all.add(carrier.stats());
        }
        return all;
    }

    // ---- for tasks and carriers

    void book(int used) {
        Carrier carrier = Carrier.current();
        if (carrier != null) {
            carrier.book(used);
        } else {
            otherReductions.add(used);
        }
    }

    /** Queues a runnable task: on the current carrier, or else where it ran last or someone is idle. */
    void enqueue(Task task) {
        Carrier here = Carrier.current();
        if (here == null || here.scheduler != this) {
            post(task, task.lastCarrier());
            return;
        }
        here.addLocal(task);
        if (idleCount.get() != 0 && here.queued() >= WAKE_LENGTH) {
            wakeOne(here);
        }
    }

    /** Gives a runnable task to an idle carrier if there is one, else to {@code preferred} if it is online, else to any. */
    void post(Task task, Carrier preferred) {
        int count = online;
        Carrier target = preferred != null && preferred.index < count ? preferred : carriers[ThreadLocalRandom.current().nextInt(count)];
        if (!target.isIdle() && idleCount.get() != 0) {
            Carrier idle = findIdle(null);
            target = idle == null ? target : idle;
        }
        target.post(task);
        target.wake();
    }

    /** Wakes an idle carrier, unless one has just been woken and still looks for work. */
    void wakeOne(Carrier here) {
        if (idleCount.get() == 0 || searching.get() || !searching.compareAndSet(false, true)) {
            return;
        }
        Carrier idle = findIdle(here);
        if (idle == null) {
            searching.set(false);
            return;
        }
        idle.searching = true;
        if (!idle.wake()) {
            // someone else woke it; it may be past the place where it would end the search
            idle.searching = false;
            searching.set(false);
        }
    }

    /** Called by the carrier that was woken, after it has looked: if there is more than one task somewhere, the next one is woken. */
    void searchEnded(Carrier here) {
        searching.set(false);
        if (idleCount.get() == 0) {
            return;
        }
        for (Carrier carrier : carriers) {
            if (carrier.hasWork()) {
                wakeOne(here);
                return;
            }
        }
    }

    /** Lets idle carriers have what waits behind the running task. */
    void shareWork() {
        Carrier here = Carrier.current();
        if (here != null && idleCount.get() != 0 && here.hasWork()) {
            wakeOne(here);
        }
    }

    private Carrier findIdle(Carrier except) {
        int count = online;
        for (int i = 0; i < count; i++) {
            Carrier carrier = carriers[i];
            if (carrier != except && carrier.isIdle()) {
                return carrier;
            }
        }
        return null;
    }

    boolean isSentinel(Carrier carrier) {
        return carrier.index < online && (sentinel.get() == carrier || sentinel.compareAndSet(null, carrier));
    }

    void resignSentinel(Carrier carrier) {
        if (sentinel.get() == carrier) {
            sentinel.set(null);
        }
    }

    /** A carrier goes to work: one of those that still wait takes over looking. */
    void nudgeSentinel(Carrier leaving) {
        if (idleCount.get() != 0 && sentinel.get() == null) {
            Carrier idle = findIdle(leaving);
            if (idle != null) {
                LockSupport.unpark(idle);
            }
        }
    }

    boolean isAnyBusy() {
        return idleCount.get() < carriers.length;
    }

    void report(Object source, Throwable thrown) {
        report(handler, source, thrown);
    }

    static void report(UncaughtHandler handler, Object source, Throwable thrown) {
        try {
            handler.uncaught(source, thrown);
        } catch (Throwable e) {
            // there is nobody left to tell, and the thread must live
            return;
        }
    }

    private static void log(Object source, Throwable thrown) {
        System.getLogger("org.jbeam.scheduler").log(System.Logger.Level.ERROR, "uncaught in " + source, thrown);
    }

    /** Settings of a scheduler, each with a default. */
    public static final class Builder {
        private static final int SLICE = 4000;
        private static final int FLUSH_INTERVAL = 1000;
        private static final int DIRTY_IO = 10;

        private String name = "jbeam";
        private int carriers = Runtime.getRuntime().availableProcessors();
        private int online;
        private int dirtyCpu = carriers;
        private int dirtyIo = DIRTY_IO;
        private int slice = SLICE;
        private int flushInterval = FLUSH_INTERVAL;
        private long stackBytes = CARRIER_STACK_BYTES;
        private UncaughtHandler handler = Scheduler::log;
        private IntToLongFunction stackTop;

        private Builder() {
        }

        /**
         * Prefix of all thread names.
         *
         * @param value the prefix, at first {@code jbeam}
         * @return this
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Number of carriers.
         *
         * @param value at least 1; at first the number of processors
         * @return this
         */
        public Builder carriers(int value) {
            carriers = positive(value);
            return this;
        }

        /**
         * Carriers that take work from the start.
         *
         * @param value at least 1; at first all
         * @return this
         */
        public Builder online(int value) {
            online = positive(value);
            return this;
        }

        /**
         * Threads of the dirty CPU pool.
         *
         * @param value at least 1; at first the number of processors
         * @return this
         */
        public Builder dirtyCpu(int value) {
            dirtyCpu = positive(value);
            return this;
        }

        /**
         * Threads of the dirty I/O pool.
         *
         * @param value at least 1; at first 10
         * @return this
         */
        public Builder dirtyIo(int value) {
            dirtyIo = positive(value);
            return this;
        }

        /**
         * Reductions after which a task yields.
         *
         * @param value at least 1; at first 4000
         * @return this
         */
        public Builder slice(int value) {
            slice = positive(value);
            return this;
        }

        /**
         * Reductions after which the mounted stack is flushed into the heap; bounds how many frames are frozen at once.
         *
         * @param value at least 1; at first 1000
         * @return this
         */
        public Builder flushInterval(int value) {
            flushInterval = positive(value);
            return this;
        }

        /**
         * A way to tell how deep the mounted stack is: then, after {@link #flushInterval}, it is flushed only when it is deep.
         *
         * @param value called on the carrier of the given index, from 0: the address of the top of the current thread's stack, which grows
         *     downwards, or 0 while it cannot be told; null, as at first, if it never can
         * @return this
         */
        public Builder stackTop(IntToLongFunction value) {
            stackTop = value;
            return this;
        }

        /**
         * Stack size of a carrier.
         *
         * @param value bytes, at least 256 KiB; at first 64 MiB
         * @return this
         */
        public Builder carrierStack(long value) {
            stackBytes = Math.max(256 << 10, value);
            return this;
        }

        /**
         * Who is told of throwables that escape.
         *
         * @param value the handler; at first one that logs an error to {@code org.jbeam.scheduler}
         * @return this
         */
        public Builder uncaughtHandler(UncaughtHandler value) {
            handler = value;
            return this;
        }

        /**
         * Makes the scheduler; it is not started.
         *
         * @return a new scheduler
         */
        public Scheduler build() {
            return new Scheduler(this);
        }

        private static int positive(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("must be at least 1: " + value);
            }
            return value;
        }
    }
}
