package org.jbeam.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Terms;

/**
 * Keeps a process that takes ever more memory from taking the machine with it. A thread looks how full the Java heap is; when little was free even
 * after a full collection, there is an <em>alarm</em>: every process that runs, or has many messages, finds out how large it is. Those above
 * {@link #LARGE} of the heap are reported, those above {@link #RUNAWAY} end with reason {@code system_limit}.
 *
 * <p>{@code -Djbeam.memoryGuard=report} only reports, {@code off} does nothing; see docs/tunables.md.
 */
final class MemoryGuard implements Runnable {
    private static final double FULL = 0.85;
    private static final double FILLING = 0.6;
    /** The reserve is not taken before so much is in use: touching it costs a short program a collection. */
    private static final double SOME = 0.05;
    private static final double RUNAWAY = 0.25;
    private static final double LARGE = 0.05;
    private static final long CALM_MS = 250;
    private static final long FILLING_MS = 20;
    private static final long ALARM_MS = 500;
    private static final int MANY_MESSAGES = 10_000;
    private static final long WORD = 8;
    private static final long MOST_RESERVE = 64L << 20;
    private static final long RESERVE_SHARE = 32;
    private static final Atom SYSTEM_LIMIT = Atom.of("system_limit");

    private final VirtualMachine vm;
    private final boolean kills;
    private final long most = Runtime.getRuntime().maxMemory();
    /** Given up in an alarm, so that there is something left to act with. */
    private byte[] reserve;
    private volatile Set<ErlangProcess> examined;

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
                if (used > FULL && isFullAfterCollection()) {
                    alarm();
                } else {
                    if (reserve == null && used > SOME && used < FILLING) {
                        reserve = new byte[(int) Math.min(MOST_RESERVE, most / RESERVE_SHARE)];
                    }
                    Thread.sleep(used > FILLING ? FILLING_MS : CALM_MS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (OutOfMemoryError e) {
                reserve = null;
            }
        }
    }

    /** Not before the heap looks full, so that the management classes are loaded only then. */
    private static boolean isFullAfterCollection() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported() ? pool.getCollectionUsage() : null;
            String name = pool.getName();
            if (left != null && !name.contains("Eden") && !name.contains("Survivor") && left.getMax() > 0 && left.getUsed() > FULL * left.getMax()) {
                return true;
            }
        }
        return false;
    }

    private void alarm() throws InterruptedException {
        reserve = null;
        examined = ConcurrentHashMap.newKeySet();
        vm.memoryAlarm(this);
        try {
            for (ErlangProcess process : vm.allProcesses()) {
                if (process.messageCount() > MANY_MESSAGES) {
                    vm.request(process, this::examine, () -> { });
                }
            }
            Thread.sleep(ALARM_MS);
        } finally {
            vm.memoryAlarm(null);
        }
    }

    /** Called by a process on its own thread while there is an alarm; may end it. */
    void examine(ErlangProcess p) {
        if (!examined.add(p)) {
            return;
        }
        long words = p.memory().examine((long) (most * RUNAWAY) / WORD);
        double share = (double) words * WORD / most;
        if (share > RUNAWAY && kills) {
            report(p, words, "ended, for the Java heap is full");
            p.exitNow(SYSTEM_LIMIT);
        } else if (share > LARGE) {
            report(p, words, "large, and the Java heap is full");
        }
    }

    private void report(ErlangProcess p, long words, String what) {
        vm.log(p, Atom.ERROR, "     Process:            ~p~n     Context:            " + what + "~n     Words at least:     ~p~n",
                Terms.list(p.pid(), SmallInt.of(words)));
    }
}
