package org.jbeam.runtime;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Terms;

/**
 * Keeps a process that takes ever more memory from taking the machine with it. A thread looks how full the Java heap is; when little was free even
 * after a full collection, there is an <em>alarm</em>: every process that runs, or has many messages, finds out how large it is. Those above
 * {@link #LARGE} of the heap are reported, those above {@link #RUNAWAY} end with reason {@code system_limit}.
 *
 * <p>While there is an alarm processes creep: they get {@link #ALARM_BUDGET} reductions at a time, with a pause of {@link #PAUSE_NANOS} between, so
 * that a sender or a spawner does not take what was just set free for the examination. The guard itself allocates next to nothing before it
 * has given up its reserve, and what it has to tell is told when there is memory again.
 *
 * <p>{@code -Djbeam.memoryGuard=report} only reports, {@code off} does nothing; see docs/tunables.md.
 */
final class MemoryGuard implements Runnable {
    /** The most reductions that a process gets at a time while there is an alarm. */
    static final int ALARM_BUDGET = 32;

    private static final double FULL = 0.85;
    /** The parallel collector's heap may be full with so little in use, for room that it keeps for survivors is no use to others. */
    private static final double FILLING = 0.6;
    /** The reserve is not taken before so much is in use: touching it costs a short program a collection. */
    private static final double SOME = 0.05;
    private static final double BEGUN = 0.3;
    private static final double RUNAWAY = 0.25;
    private static final double LARGE = 0.05;
    private static final long CALM_MS = 250;
    /** So quickly may a heap fill up: 2 GB/s. A small one is looked at more often. */
    private static final long FILL_BYTES_A_MS = 2_000_000;
    private static final long FILLING_MS = 20;
    private static final long ALARM_MS = 500;
    private static final long ALARM_LOOK_MS = 5;
    /** After an alarm that ended nobody the next one waits, longer each time. */
    private static final long FIRST_WAIT_MS = 1000;
    private static final long LONGEST_WAIT_MS = 30_000;
    private static final long NANOS_A_MS = 1_000_000;
    private static final long PAUSE_NANOS = 200_000;
    private static final int MANY_MESSAGES = 10_000;
    private static final long WORD = 8;
    private static final long MOST_RESERVE = 64L << 20;
    private static final long RESERVE_SHARE = 32;
    private static final Atom SYSTEM_LIMIT = Atom.of("system_limit");

    private final VirtualMachine vm;
    private final boolean kills;
    private final long most = Runtime.getRuntime().maxMemory();
    private final long calm = Math.clamp((long) (BEGUN * most) / FILL_BYTES_A_MS, FILLING_MS, CALM_MS);
    /** Given up in an alarm, so that there is something left to act with. */
    private byte[] reserve;
    private List<MemoryPoolMXBean> pools;
    private List<GarbageCollectorMXBean> collectors;
    /** Collections before the last alarm. What is known of the heap is of the last one, so another alarm waits for another collection. */
    private long collections = -1;
    private long wait;
    private long quietUntil = System.nanoTime();
    private volatile Set<ErlangProcess> examined;
    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

    /** A process that was found to be large. */
    private record Finding(ErlangProcess process, long words, boolean ends) {}

    private MemoryGuard(VirtualMachine vm, boolean kills) {
        this.vm = vm;
        this.kills = kills;
    }

    /** Starts the thread, unless it is switched off. */
    static void start(VirtualMachine vm) {
        String mode = System.getProperty("jbeam.memoryGuard", "kill");
        if (!mode.equals("off")) {
            Thread.ofPlatform().daemon().name("jbeam-memory").start(new MemoryGuard(vm, mode.equals("kill")));
        }
    }

    @Override
    public void run() {
        Runtime runtime = Runtime.getRuntime();
        while (!vm.halted().isDone()) {
            try {
                double used = (double) (runtime.totalMemory() - runtime.freeMemory()) / most;
                if (used > FILLING && isAlarmDue()) {
                    alarm();
                } else {
                    rest(used);
                }
            } catch (InterruptedException e) {
                return;
            } catch (OutOfMemoryError e) {
                reserve = null;
                // each vain attempt is a full collection: others must get to free something in between
                LockSupport.parkNanos(ALARM_MS * NANOS_A_MS);
            }
        }
    }

    private void rest(double used) throws InterruptedException {
        if (used < FULL) {
            tellFindings();
        }
        if (reserve == null && used > SOME && used < FILLING) {
            reserve = new byte[(int) Math.min(MOST_RESERVE, most / RESERVE_SHARE)];
        }
        if (used > BEGUN && pools == null) {
            // the management classes are loaded late, for they take their time at start-up, but while there is memory for them
            pools = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();
            collectors = ManagementFactory.getGarbageCollectorMXBeans();
        }
        Thread.sleep(used > FILLING ? FILLING_MS : calm);
    }

    private boolean isAlarmDue() {
        if (System.nanoTime() - quietUntil < 0) {
            return false;
        }
        try {
            return pools != null && collectionCount() != collections && isFullAfterCollection();
        } catch (OutOfMemoryError e) {
            // nothing says it more clearly
            return true;
        }
    }

    private long collectionCount() {
        long sum = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            sum += collector.getCollectionCount();
        }
        return sum;
    }

    /** Was there little free after the last full collection, in the heap or in a pool of what is old? */
    private boolean isFullAfterCollection() {
        long all = 0;
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage left = pool.getCollectionUsage();
            if (left == null) {
                continue;
            }
            all += left.getUsed();
            boolean young = pool.getName().contains("Eden") || pool.getName().contains("Survivor");
            if (!young && left.getMax() > 0 && left.getUsed() > FULL * left.getMax()) {
                return true;
            }
        }
        return all > FULL * most;
    }

    private void alarm() throws InterruptedException {
        vm.memoryAlarm(this);
        reserve = null;
        long start = System.nanoTime();
        try {
            collections = collectionCount();
            examined = ConcurrentHashMap.newKeySet();
            for (ErlangProcess process : vm.allProcesses()) {
                if (process.messageCount() > MANY_MESSAGES) {
                    vm.request(process, this::examine, () -> { });
                }
            }
            while (!isOver(start)) {
                Thread.sleep(ALARM_LOOK_MS);
            }
        } finally {
            examined = null;
            vm.memoryAlarm(null);
        }
        boolean anyEnds = findings.stream().anyMatch(Finding::ends);
        wait = anyEnds ? 0 : Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, 2 * wait));
        quietUntil = System.nanoTime() + wait * NANOS_A_MS;
        tellFindings();
    }

    /** Has a process ended, or has everybody had the time to look? */
    private boolean isOver(long start) {
        boolean ended = false;
        for (Finding finding : findings) {
            if (finding.ends) {
                if (vm.process(finding.process.pid()) != null) {
                    return false;
                }
                ended = true;
            }
        }
        return ended || System.nanoTime() - start > ALARM_MS * NANOS_A_MS;
    }

    /** Called by a process, on its own thread, when it has used up what it may do in an alarm; may end it. */
    void passes(ErlangProcess p) {
        examine(p);
        pause(PAUSE_NANOS);
    }

    /** Lets time pass for a process, and for its carrier with it, because parking may take memory. */
    static void pause(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    private void examine(ErlangProcess p) {
        Set<ErlangProcess> known = examined;
        if (known == null) {
            return;
        }
        boolean ends;
        try {
            ends = known.add(p) && isRunaway(p);
        } catch (OutOfMemoryError e) {
            // who examines itself need not be who is too large
            return;
        }
        if (ends) {
            p.exitNow(SYSTEM_LIMIT);
        }
    }

    private boolean isRunaway(ErlangProcess p) {
        long words = ProcessMemory.examine(p, (long) (most * RUNAWAY) / WORD);
        double share = (double) words * WORD / most;
        boolean ends = share > RUNAWAY && kills;
        if (share > LARGE) {
            findings.add(new Finding(p, words, ends));
        }
        return ends;
    }

    private void tellFindings() {
        for (Finding finding = findings.peek(); finding != null; finding = findings.peek()) {
            vm.log(finding.process, Atom.ERROR, "     Process:            ~p~n     Context:            "
                    + (finding.ends ? "ended, for the Java heap is full" : "large, and the Java heap is full")
                    + "~n     Words at least:     ~p~n", Terms.list(finding.process.pid(), SmallInt.of(finding.words)));
            findings.remove();
        }
    }
}
