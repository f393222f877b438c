package org.jbeam.natives;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jbeam.gc.GcSettings;
import org.jbeam.gc.HeapSizes;
import org.jbeam.natives.dist.DistTable;
import org.jbeam.natives.trace.SeqTracing;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.ProcessSettings;
import org.jbeam.runtime.StackTraces;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** {@code system_info/1} and {@code system_flag/2}. */
@BifModule("erlang")
public final class SystemInfoBifs {
    /** The version of erts that the machine stands in for. */
    static final String ERTS_VERSION = "13.1.5";
    private static final Atom CRYPTO = Atom.of("crypto");
    /** Questions about memory, and the functions of Erlang that put the answers of all threads together. */
    private static final Map<String, Atom> ALLOCATOR_QUESTIONS =
            Map.of("allocator", Atom.of("alloc_info"), "allocator_sizes", Atom.of("alloc_sizes"));
    private static final Atom ERLANG = Atom.of("erlang");
    private static final Atom SET_CPU_TOPOLOGY = Atom.of("set_cpu_topology");
    /** What {@code System.nanoTime} and {@code Instant.now} call; parts of a second. */
    private static final Atom CLOCK_GETTIME = Atom.of("clock_gettime");
    private static final long CLOCK_RESOLUTION = 1_000_000_000L;
    private static final Atom SYS_ALLOC = Atom.of("sys_alloc");
    /** The C library's malloc, whose settings nobody changes: trim threshold and top pad in bytes. */
    private static final Term LIBRARY_ALLOCATOR =
            Terms.list(pair("e", Atom.TRUE), pair("m", atom("libc")), pair("tt", number(131072)), pair("tp", number(0)));
    private static final Set<Term> ALLOCATORS = Stream.of("sys_alloc", "temp_alloc", "sl_alloc", "std_alloc", "ll_alloc", "eheap_alloc", "ets_alloc",
            "fix_alloc", "literal_alloc", "exec_alloc", "binary_alloc", "driver_alloc", "test_alloc", "mseg_alloc", "erts_mmap", "alloc_util")
            .map(Atom::of).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> BIND_TYPES = Set.of("unbound", "no_spread", "thread_spread", "processor_spread", "spread",
            "no_node_thread_spread", "no_node_processor_spread", "thread_no_node_processor_spread", "default_bind");
    private static final Atom FINALIZE = Atom.of("finalize");
    private static final String OTP_RELEASE = "25";

    /** OTP shows sizes up to this one. */
    private static final long MOST_SHOWN = 1_000_000_000_000_000L;

    private SystemInfoBifs() {}

    private static Term number(long n) {
        return SmallInt.of(n);
    }

    private static Atom atom(String name) {
        return Atom.of(name);
    }

    private static Term pair(String name, Term value) {
        return Tuple.of(atom(name), value);
    }

    /** {@code system_info(Item)}. */
    @Bif(value = "system_info", tail = true)
    public static Term systemInfo(ErlangProcess p, Term item) {
        if (item instanceof Tuple2 pair && pair.e0() instanceof Atom asked && ALLOCATOR_QUESTIONS.containsKey(asked.name())) {
            return p.deferCall(CodeTable.current().export(ERLANG, ALLOCATOR_QUESTIONS.get(asked.name()), 1), pair.e1());
        }
        Term value = item instanceof Atom name ? named(p, name.name()) : item instanceof Tuple t ? composed(p, t) : null;
        if (value == null) {
            throw BifException.badarg();
        }
        return value;
    }

    private static Term composed(ErlangProcess p, Tuple t) {
        if (t instanceof Tuple2 pair && pair.e0() == atom("wordsize")) {
            return pair.e1() == atom("internal") || pair.e1() == atom("external") ? number(8) : null;
        }
        if (t instanceof Tuple2 pair && pair.e0() == atom("cpu_topology") && pair.e1() instanceof Atom which) {
            return switch (which.name()) {
                case "used", "detected" -> topology();
                case "defined" -> Atom.UNDEFINED;
                default -> null;
            };
        }
        if (t.arity() == 3 && t.element(0) == atom("memory_internal")) {
            return StatisticsBifs.memoryInternal(p, t.element(1));
        }
        if (t.arity() == 3 && t.element(0) instanceof Atom asked && ALLOCATOR_QUESTIONS.containsKey(asked.name())) {
            return allocators(p, asked.name().equals("allocator"), t.element(1), t.element(2));
        }
        return null;
    }

    /**
     * Each thread answers with a message, the first for what they share. All allocators but the C library's are switched off: memory is the Java
     * collector's.
     */
    private static Term allocators(ErlangProcess p, boolean options, Term ref, Term wanted) {
        Term[] names = Terms.elements(wanted);
        if (!(ref instanceof Ref) || names == null || names.length == 0 || !ALLOCATORS.containsAll(List.of(names))) {
            return null;
        }
        ListBuilder shared = new ListBuilder();
        for (Term name : names) {
            Term told = options ? Terms.list(pair("options", LIBRARY_ALLOCATOR)) : Nil.NIL;
            shared.add(name == SYS_ALLOC ? Tuple.of(name, number(0), told) : Tuple.of(name, Atom.FALSE));
        }
        Term first = shared.finish();
        for (int i = 0; i < p.vm().scheduler().carriers(); i++) {
            p.deliver(Tuple.of(ref, number(i), i == 0 ? first : Nil.NIL));
        }
        return Atom.TRUE;
    }

    private static Term named(ErlangProcess p, String item) {
        Term value = constant(p, item);
        if (value == null) {
            value = scheduling(p, item);
        }
        if (value == null) {
            value = limits(p, item);
        }
        return value == null ? environment(p, item) : value;
    }

    private static Term constant(ErlangProcess p, String item) {
        return switch (item) {
            case "otp_release" -> Terms.charList(OTP_RELEASE);
            case "version" -> Terms.charList(ERTS_VERSION);
            case "driver_version" -> Terms.charList("3.3");
            case "nif_version" -> Terms.charList("2.16");
            case "machine" -> Terms.charList("BEAM");
            case "wordsize" -> number(8);
            case "endian" -> atom("little");
            case "build_type" -> atom("opt");
            case "emu_type" -> atom("opt");
            case "emu_flavor" -> atom("jit");
            case "compat_rel" -> number(25);
            case "heap_type" -> atom("private");
            case "literal_test" -> atom("range");
            case "context_reductions" -> number(4000);
            case "dynamic_trace" -> atom("none");
            case "time_offset" -> atom("final");
            case "time_warp_mode" -> atom("no_time_warp");
            case "tolerant_timeofday" -> atom("enabled");
            case "hipe_architecture", "modified_timing_level" -> Atom.UNDEFINED;
            case "cpu_quota", "c_compiler_used" -> atom("unknown");
            case "update_cpu_info" -> atom("unchanged");
            case "scheduler_bind_type" -> atom("unbound");
            case "smp_support", "threads", "thread_progress", "kernel_poll", "constant_pool_support", "time_correction", "port_tasks",
                    "eager_check_io" -> Atom.TRUE;
            case "debug_compiled", "lock_checking", "lock_counting", "dynamic_trace_probes", "ets_always_compress",
                    "ets_realloc_moves", "io_thread", "port_parallelism" -> Atom.FALSE;
            case "thread_pool_size" -> number(1);
            case "ethread_used_tse" -> number(0);
            case "trace_control_word" -> number(TraceBifs.control(p.vm()).controlWord());
            case "delayed_node_table_gc" -> number(60);
            case "outstanding_system_requests_limit" -> number(SystemRequestLimit.of(p.vm()).value());
            case "snifs" -> builtIns();
            case "taints", "dist_ctrl", "check_io",
                    "compile_info", "ethread_info", "alloc_util_allocators", "allocated_areas" -> Nil.NIL;
            case "allocator" -> Tuple.of(Atom.UNDEFINED, Nil.NIL, Nil.NIL, Nil.NIL);
            case "sequential_tracer" -> pair("sequential_tracer", TraceBifs.control(p.vm()).sequences().tracer());
            default -> null;
        };
    }

    private static Term scheduling(ErlangProcess p, String item) {
        Scheduler s = p.vm().scheduler();
        int n = s.carriers();
        int dirtyCpu = s.dirtyCpu().threads();
        int dirtyIo = s.dirtyIo().threads();
        return switch (item) {
            case "schedulers", "schedulers_total", "run_queues" -> number(n);
            case "schedulers_online", "schedulers_active" -> number(s.online());
            case "multi_scheduling" -> MultiScheduling.of(p.vm()).state();
            case "multi_scheduling_blockers" -> MultiScheduling.of(p.vm()).blockers(false);
            case "normal_multi_scheduling_blockers" -> MultiScheduling.of(p.vm()).blockers(true);
            case "schedulers_state" -> Tuple.of(number(n), number(s.online()), number(s.online()));
            case "dirty_cpu_schedulers", "dirty_cpu_schedulers_online" -> number(dirtyCpu);
            case "dirty_io_schedulers" -> number(dirtyIo);
            case "all_schedulers_state" -> Terms.list(
                    Tuple.of(atom("normal"), number(n), number(s.online()), number(s.online())),
                    Tuple.of(atom("dirty_cpu"), number(dirtyCpu), number(dirtyCpu), number(dirtyCpu)),
                    Tuple.of(atom("dirty_io"), number(dirtyIo), number(dirtyIo), number(dirtyIo)));
            case "scheduler_id" -> number(Scheduler.currentCarrier() + 1L);
            case "scheduler_bindings" -> bindings(n);
            case "logical_processors", "logical_processors_available", "logical_processors_online" ->
                    number(Runtime.getRuntime().availableProcessors());
            case "cpu_topology" -> topology();
            case "reader_groups_map", "decentralized_counter_groups_map" -> groups(n);
            case "scheduling_statistics", "total_scheduling_statistics" -> schedulingStatistics();
            default -> null;
        };
    }

    private static Term bindings(int n) {
        Term[] unbound = new Term[n];
        java.util.Arrays.fill(unbound, atom("unbound"));
        return Tuple.of(unbound);
    }

    private static Term groups(int n) {
        ListBuilder list = new ListBuilder();
        for (int i = 0; i < n; i++) {
            list.add(Tuple.of(number(i), number(i + 1L)));
        }
        return list.finish();
    }

    private static Term schedulingStatistics() {
        ListBuilder list = new ListBuilder();
        for (String queue : new String[] {"process_max", "process_high", "process_normal", "process_low", "port"}) {
            list.add(Tuple.of(atom(queue), number(0), number(0)));
        }
        return list.finish();
    }

    private static Term topology() {
        ListBuilder cores = new ListBuilder();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            cores.add(pair("core", pair("logical", number(i))));
        }
        return Terms.list(pair("processor", cores.finish()));
    }

    private static Term limits(ErlangProcess p, String item) {
        VirtualMachine vm = p.vm();
        ProcessSettings d = vm.defaultSettings();
        GcSettings gc = d.memory();
        return switch (item) {
            case "atom_count" -> number(Atom.count());
            case "atom_limit" -> number(Atom.limit());
            case "process_count" -> number(vm.processCount());
            case "process_limit" -> number(vm.processLimit());
            case "port_count" -> number(vm.allPorts().size());
            case "port_limit" -> number(vm.portLimit());
            case "ets_limit" -> number(8192);
            case "ets_count" -> number(EtsBifs.tableCount(vm));
            case "dist_buf_busy_limit" -> number(DistTable.of(vm).busyLimit());
            case "min_heap_size" -> pair(item, number(gc.minHeapSize()));
            case "min_bin_vheap_size" -> pair(item, number(gc.minBinVheapSize()));
            case "fullsweep_after" -> pair(item, number(gc.fullsweepAfter()));
            case "heap_sizes" -> heapSizes();
            case "max_heap_size" -> d.maxHeapSize();
            case "message_queue_data" -> d.messageQueueData();
            case "garbage_collection" -> Terms.list(pair("max_heap_size", number(gc.maxHeapSize().size())),
                    pair("min_bin_vheap_size", number(gc.minBinVheapSize())), pair("min_heap_size", number(gc.minHeapSize())),
                    pair("fullsweep_after", number(gc.fullsweepAfter())));
            default -> null;
        };
    }

    /** The line that greets in the shell. */
    static String systemVersion(VirtualMachine vm) {
        Scheduler s = vm.scheduler();
        int dirtyCpu = s.dirtyCpu().threads();
        return "Erlang/OTP " + OTP_RELEASE + " [erts-" + ERTS_VERSION + "] [jbeam] [64-bit] [smp:" + s.carriers() + ":" + s.online() + "] [ds:"
                + dirtyCpu + ":" + dirtyCpu + ":" + s.dirtyIo().threads() + "]";
    }

    private static Term heapSizes() {
        ListBuilder list = new ListBuilder();
        for (long words = HeapSizes.next(0); words < MOST_SHOWN; words = HeapSizes.next(words, 1)) {
            list.add(number(words));
        }
        return list.finish();
    }

    private static Term environment(ErlangProcess p, String item) {
        return switch (item) {
            case "os_type" -> Tuple.of(atom("unix"), atom(osName()));
            case "os_version" -> osVersion();
            case "system_architecture" -> Terms.charList(architecture());
            case "system_version" -> Terms.charList(systemVersion(p.vm()) + "\n");
            case "creation" -> number(org.jbeam.term.Node.LOCAL.creation() & 0xffff_ffffL);
            case "start_time" -> number(Clock.START);
            case "end_time" -> number(8646911283000000000L);
            case "os_monotonic_time_source" -> Terms.list(pair("function", CLOCK_GETTIME), pair("clock_id", atom("CLOCK_MONOTONIC")),
                    pair("resolution", number(CLOCK_RESOLUTION)), pair("extended", atom("no")), pair("parallel", atom("yes")),
                    pair("time", number(System.nanoTime())));
            case "os_system_time_source" -> Terms.list(pair("function", CLOCK_GETTIME), pair("clock_id", atom("CLOCK_REALTIME")),
                    pair("resolution", number(CLOCK_RESOLUTION)), pair("parallel", atom("yes")), pair("time", number(Clock.of(p).system())));
            case "break_ignored" -> Atom.FALSE;
            case "system_logger" -> {
                Pid logger = p.vm().systemLogger();
                yield logger == null ? atom("logger") : logger;
            }
            case "emu_args" -> EmulatorArguments.of(p.vm()).term();
            case "dist" -> Terms.utf8(new MachineReport(p.vm()).node().toString());
            case "info" -> Terms.utf8(new MachineReport(p.vm()).memory().loaded().toString());
            case "loaded" -> Terms.utf8(new MachineReport(p.vm()).codeSizes().toString());
            case "procs" -> Terms.utf8(new MachineReport(p.vm()).processes().ports().toString());
            default -> null;
        };
    }

    private static String osName() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.replace(" ", "");
    }

    private static Term osVersion() {
        String[] parts = System.getProperty("os.version").split("[^0-9]+");
        Term[] numbers = new Term[3];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(i < parts.length && !parts[i].isEmpty() ? Long.parseLong(parts[i]) : 0);
        }
        return Tuple.of(numbers);
    }

    /** {@code {Module, Function, Arity}} of each function that is there before any module is loaded. */
    private static Term builtIns() {
        ListBuilder all = new ListBuilder();
        // those of crypto come from a library that the module loads
        BifTable.all().stream().filter(bif -> !bif.isNif() && bif.module() != CRYPTO)
                .forEach(bif -> all.add(Tuple.of(bif.module(), bif.function(), number(bif.arity()))));
        return all.finish();
    }

    private static String architecture() {
        String arch = System.getProperty("os.arch");
        return (arch.equals("amd64") ? "x86_64" : arch) + "-pc-" + osName() + "-gnu";
    }

    /** {@code system_flag(Flag, Value)}: the old value. */
    @Bif(value = "system_flag", tail = true)
    public static Term systemFlag(ErlangProcess p, Term flag, Term value) {
        VirtualMachine vm = p.vm();
        if (!(flag instanceof Atom name)) {
            throw Args.badOption();
        }
        switch (name.name()) {
            case "system_logger" -> {
                Pid old = vm.systemLogger();
                vm.systemLogger(value instanceof Pid pid ? pid : null);
                return old == null ? atom("logger") : old;
            }
            case "backtrace_depth" -> {
                int old = StackTraces.depth();
                StackTraces.depth((int) Args.integer(value, 0, 1024));
                return number(old);
            }
            case "schedulers_online" -> {
                return number(MultiScheduling.of(vm).online((int) Args.integer(value, 1, vm.scheduler().carriers())));
            }
            case "outstanding_system_requests_limit" -> {
                return number(SystemRequestLimit.of(vm).set((int) Args.integer(value, 1, SystemRequestLimit.MAX)));
            }
            case "multi_scheduling" -> {
                return MultiScheduling.of(vm).set(p, Args.atom(value).name());
            }
            case "scheduler_wall_time" -> {
                return StatisticsBifs.wallTime(p, Args.bool(value));
            }
            case "min_heap_size", "min_bin_vheap_size", "fullsweep_after", "max_heap_size" -> {
                ProcessSettings old = vm.defaultSettings();
                ProcessSettings changed = ProcessBifs.setting(vm, old, (Atom) flag, value);
                ProcessBifs.checkLimit(changed);
                vm.defaultSettings(changed);
                return ProcessBifs.flagValue(old, ((Atom) flag).name());
            }
            default -> {
                return inertFlag(p, (Atom) flag, value);
            }
        }
    }

    private static final Atom RESET = Atom.of("reset");

    /** Flags that are accepted for the sake of programs that set them, and change nothing. */
    private static Term inertFlag(ErlangProcess p, Atom flag, Term value) {
        return switch (flag.name()) {
            case "dirty_cpu_schedulers_online" -> {
                int threads = p.vm().scheduler().dirtyCpu().threads();
                Args.integer(value, 1, threads);
                yield number(threads);
            }
            case "microstate_accounting" -> {
                if (Args.atom(value) != RESET) {
                    Args.bool(value);
                }
                yield Atom.FALSE;
            }
            case "trace_control_word" -> number(TraceBifs.control(p.vm()).controlWord(Args.integer(value, 0, 0xffff_ffffL)));
            case "sequential_tracer" -> {
                Term old = TraceBifs.control(p.vm()).sequences().tracer(value);
                if (old == null) {
                    throw BifException.badarg();
                }
                yield old;
            }
            case "reset_seq_trace" -> {
                SeqTracing.reset(p.vm());
                p.handleSignals();
                yield Atom.TRUE;
            }
            case "time_offset" -> {
                if (value != FINALIZE) {
                    throw Args.badOption();
                }
                yield atom("final");
            }
            case "scheduler_bind_type" -> {
                if (!BIND_TYPES.contains(Args.atom(value).name())) {
                    throw BifException.badarg();
                }
                yield atom("unbound");
            }
            case "cpu_topology" -> value == Atom.UNDEFINED ? topology() : p.deferCall(CodeTable.current().export(ERLANG, SET_CPU_TOPOLOGY, 1), value);
            default -> throw Args.badOption();
        };
    }
}
