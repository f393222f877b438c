package org.jbeam.natives;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.scheduler.CarrierStats;
import org.jbeam.scheduler.DirtyPool;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** {@code statistics/1} and {@code memory/0,1}: figures of the running machine. */
@BifModule("erlang")
public final class StatisticsBifs {
    /** What a timer takes. */
    private static final int TIMER_BYTES = 120;
    /** What an atom takes with its name. */
    private static final int ATOM_BYTES = 64;
    private static final long WORD = 8;

    private StatisticsBifs() {}

    private static Term number(long n) {
        return SmallInt.of(n);
    }

    private static Term pair(String name, Term value) {
        return Tuple.of(Atom.of(name), value);
    }

    /** {@code statistics(Item)}. */
    @Bif
    public static Term statistics(ErlangProcess p, Term item) {
        Scheduler s = p.vm().scheduler();
        Deltas d = p.vm().service(Deltas.class, Deltas::new);
        return switch (Args.atom(item).name()) {
            case "reductions", "exact_reductions" -> d.reductions(s.reductions());
            case "runtime" -> d.runtime(java.lang.ProcessHandle.current().info().totalCpuDuration()
                    .map(java.time.Duration::toMillis).orElse(0L));
            case "wall_clock" -> d.wallClock((System.nanoTime() - p.vm().startNanos()) / 1_000_000L);
            case "context_switches" -> Tuple.of(number(s.contextSwitches()), number(0));
            case "garbage_collection" -> Tuple.of(number(p.vm().memoryStatistics().collections() + collections()),
                    number(p.vm().memoryStatistics().reclaimedWords()), number(0));
            case "io" -> Tuple.of(pair("input", number(bytes(p, true))), pair("output", number(bytes(p, false))));
            case "run_queue", "total_run_queue_lengths", "total_run_queue_lengths_all" -> number(s.runQueue());
            case "total_active_tasks", "total_active_tasks_all" -> number(active(s));
            case "run_queue_lengths" -> perQueue(s, false, false);
            case "run_queue_lengths_all" -> perQueue(s, false, true);
            case "active_tasks" -> perQueue(s, true, false);
            case "active_tasks_all" -> perQueue(s, true, true);
            case "scheduler_wall_time" -> wallTimes(p, false);
            case "scheduler_wall_time_all" -> wallTimes(p, true);
            case "microstate_accounting" -> Atom.UNDEFINED;
            default -> throw BifException.badarg();
        };
    }

    private static long active(Scheduler s) {
        return s.stats().stream().mapToLong(carrier -> carrier.queued() + (carrier.running() ? 1 : 0)).sum();
    }

    /** A number for each carrier, then one for the dirty CPU pool, and one for the dirty I/O pool if asked for. */
    private static Term perQueue(Scheduler s, boolean running, boolean all) {
        ListBuilder list = new ListBuilder();
        for (CarrierStats carrier : s.stats()) {
            list.add(number(carrier.queued() + (running && carrier.running() ? 1 : 0)));
        }
        list.add(number(queued(s.dirtyCpu(), running)));
        if (all) {
            list.add(number(queued(s.dirtyIo(), running)));
        }
        return list.finish();
    }

    private static long queued(DirtyPool pool, boolean running) {
        return running ? pool.load() : Math.max(0, pool.load() - pool.threads());
    }

    /** Switches {@code scheduler_wall_time} on or off for a process: was it on? */
    static Term wallTime(ErlangProcess p, boolean on) {
        WallTimeUsers users = p.vm().service(WallTimeUsers.class, () -> new WallTimeUsers(p.vm()));
        return Atom.of(on ? !users.pids.add(p.pid()) : users.pids.remove(p.pid()));
    }

    /** The times are always there; whether they are shown depends on whether some process has asked for them. */
    private static final class WallTimeUsers {
        private final Set<Pid> pids = ConcurrentHashMap.newKeySet();

        WallTimeUsers(VirtualMachine vm) {
            vm.onExit(process -> pids.remove(process.pid()));
        }
    }

    private static Term wallTimes(ErlangProcess p, boolean all) {
        VirtualMachine vm = p.vm();
        if (vm.service(WallTimeUsers.class, () -> new WallTimeUsers(vm)).pids.isEmpty()) {
            return Atom.UNDEFINED;
        }
        Scheduler s = vm.scheduler();
        List<Term> list = new ArrayList<>();
        long total = 1;
        for (CarrierStats carrier : s.stats()) {
            total = Math.max(1, carrier.totalNanos());
            list.add(Tuple.of(number(carrier.index() + 1L), number(carrier.busyNanos()), number(total)));
        }
        addPool(list, s.dirtyCpu(), total);
        if (all) {
            addPool(list, s.dirtyIo(), total);
        }
        return Terms.list(list);
    }

    /** A pool's threads come and go: its work is spread over as many as there may be. */
    private static void addPool(List<Term> list, DirtyPool pool, long total) {
        long each = Math.min(total, pool.busyNanos() / pool.threads());
        for (int i = 0; i < pool.threads(); i++) {
            list.add(Tuple.of(number(list.size() + 1L), number(each), number(total)));
        }
    }

    /** What {@code system_info({memory_internal, Ref, _})} sends: a message a scheduler, of which the first tells of all timers. */
    static Term memoryInternal(ErlangProcess p, Term ref) {
        for (int i = 1; i <= p.vm().scheduler().carriers(); i++) {
            Term timers = number(i == 1 ? (long) TIMER_BYTES * TimerBifs.count(p.vm()) : 0);
            Term types = Tuple.of(Atom.of("fix_types"), Terms.list(Tuple.of(Atom.of("bif_timer"), timers, timers)));
            p.deliver(Tuple.of(ref, number(i), Terms.list(Tuple.of(Atom.of("fix_alloc"), number(i), Terms.list(types)))));
        }
        return Atom.TRUE;
    }

    private static long collections() {
        long n = 0;
        for (var bean : java.lang.management.ManagementFactory.getGarbageCollectorMXBeans()) {
            n += Math.max(0, bean.getCollectionCount());
        }
        return n;
    }

    private static long bytes(ErlangProcess p, boolean in) {
        return p.vm().allPorts().stream().mapToLong(port -> in ? port.bytesIn() : port.bytesOut()).sum();
    }

    /** What {@code statistics/1} gave the last time, where it tells the difference. */
    private static final class Deltas {
        private long reductions;
        private long runtime;
        private long wallClock;

        synchronized Term reductions(long now) {
            long delta = now - reductions;
            reductions = now;
            return Tuple.of(number(now), number(delta));
        }

        synchronized Term runtime(long now) {
            long delta = now - runtime;
            runtime = now;
            return Tuple.of(number(now), number(delta));
        }

        synchronized Term wallClock(long now) {
            long delta = now - wallClock;
            wallClock = now;
            return Tuple.of(number(now), number(delta));
        }
    }

    // ---- memory

    /**
     * {@code memory()}: bytes by kind. {@code total} is what is used of the Java heap, garbage included, and of the memory for code; {@code ets} and
     * {@code atom} are counted as OTP would; what is left of the heap is put down to the processes. Binaries are not told apart: 0.
     */
    @Bif
    public static Term memory(ErlangProcess p) {
        Map<String, Long> bytes = memoryKinds(p.vm());
        ListBuilder list = new ListBuilder();
        bytes.forEach((kind, size) -> list.add(pair(kind, number(size))));
        return list.finish();
    }

    /** {@code memory(KindOrKinds)}. */
    @Bif
    public static Term memory(ErlangProcess p, Term kinds) {
        Map<String, Long> bytes = memoryKinds(p.vm());
        if (kinds instanceof Atom kind) {
            return number(size(bytes, kind));
        }
        ListBuilder list = new ListBuilder();
        for (Term kind : Args.list(kinds)) {
            list.add(Tuple.of(kind, number(size(bytes, Args.atom(kind)))));
        }
        return list.finish();
    }

    private static long size(Map<String, Long> bytes, Atom kind) {
        Long size = bytes.get(kind.name());
        if (size == null) {
            throw BifException.badarg();
        }
        return size;
    }

    static Map<String, Long> memoryKinds(VirtualMachine vm) {
        Runtime r = Runtime.getRuntime();
        long heap = r.totalMemory() - r.freeMemory();
        long atoms = Math.min(heap, (long) ATOM_BYTES * Atom.count());
        long ets = Math.min(heap - atoms, WORD * EtsBifs.memoryWords(vm));
        long code = java.lang.management.ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed();
        long processes = heap - atoms - ets;
        Map<String, Long> bytes = new LinkedHashMap<>();
        bytes.put("total", heap + code);
        bytes.put("processes", processes);
        bytes.put("processes_used", processes);
        bytes.put("system", heap + code - processes);
        bytes.put("atom", atoms);
        bytes.put("atom_used", atoms);
        bytes.put("binary", 0L);
        bytes.put("code", code);
        bytes.put("ets", ets);
        return bytes;
    }
}
