package org.jbeam.natives;

import org.jbeam.gc.GcSettings;
import org.jbeam.gc.MaxHeapSize;
import org.jbeam.natives.dist.DistConnection;
import org.jbeam.runtime.Aliases;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.ProcessSettings;
import org.jbeam.runtime.SpawnOptions;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.scheduler.Priority;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Spawning, naming, linking and signalling processes. */
@BifModule("erlang")
public final class ProcessBifs {
    private static final Atom LINK = Atom.of("link");
    private static final Atom MONITOR = Atom.of("monitor");
    private static final Atom NONE = Atom.of("none");
    private static final int MOST_SAVED_CALLS = 10_000;
    private static final Atom REGISTERED_NAME = Atom.of("registered_name");
    private static final Atom NOTALIVE = Atom.of("notalive");
    private static final Atom NOPROC = Atom.of("noproc");
    private static final Atom EXIT = Atom.of("EXIT");
    private static final Atom NORMAL = Atom.of("normal");
    private static final Atom BADOPT = Atom.of("badopt");
    private static final Atom NOSUSPEND = Atom.of("nosuspend");
    private static final Atom NOCONNECT = Atom.of("noconnect");

    private static final long MOST_WORDS = 1L << 58;

    private ProcessBifs() {}

    // ---- spawning

    /** {@code spawn(Module, Function, Args)}. */
    @Bif
    public static Term spawn(ErlangProcess p, Term module, Term function, Term args) {
        return start(p, module, function, args, SpawnOptions.NONE).pid();
    }

    /** {@code spawn_link(Module, Function, Args)}. */
    @Bif("spawn_link")
    public static Term spawnLink(ErlangProcess p, Term module, Term function, Term args) {
        return start(p, module, function, args, SpawnOptions.LINK).pid();
    }

    /** {@code spawn_opt(Module, Function, Args, Options)}: a pid, or {@code {Pid, MonitorRef}}. */
    @Bif("spawn_opt")
    public static Term spawnOpt(ErlangProcess p, Term module, Term function, Term args, Term options) {
        SpawnOptions parsed = checkedOptions(p, options);
        ErlangProcess child = start(p, module, function, args, parsed);
        return parsed.monitor() == null ? child.pid() : Tuple.of(child.pid(), parsed.monitor());
    }

    private static SpawnOptions checkedOptions(ErlangProcess p, Term options) {
        try {
            return options(p, options);
        } catch (BifException e) {
            throw BifException.badarg(BADOPT);
        }
    }

    static ErlangProcess start(ErlangProcess p, Term module, Term function, Term args, SpawnOptions options) {
        Term[] a = Args.list(args);
        Export export = CodeTable.current().export(Args.atom(module), Args.atom(function), a.length);
        ErlangProcess child = p.vm().spawn(p, export, a, options);
        if (child == null) {
            throw BifException.systemLimit();
        }
        return child;
    }

    static SpawnOptions options(ErlangProcess p, Term list) {
        return options(p.vm(), list);
    }

    static SpawnOptions options(VirtualMachine vm, Term list) {
        Options parsed = new Options();
        for (Term option : Args.options(list)) {
            if (option == LINK) {
                parsed.link = true;
            } else if (option == MONITOR) {
                parsed.monitor = vm.newRef();
            } else if (option instanceof Tuple2 t && t.e0() instanceof Atom name) {
                option(vm, parsed, name, t.e1());
            } else {
                throw Args.badOption();
            }
        }
        if (parsed.settings != null) {
            checkLimit(parsed.settings);
        }
        return new SpawnOptions(parsed.link, parsed.monitor, parsed.alias, parsed.tag, parsed.priority, parsed.settings);
    }

    private static final class Options {
        private boolean link;
        private Ref monitor;
        private Aliases.Kind alias;
        private Term tag;
        private Priority priority = Priority.NORMAL;
        private ProcessSettings settings;
    }

    private static void option(VirtualMachine vm, Options parsed, Atom name, Term value) {
        switch (name.name()) {
            case "monitor" -> {
                parsed.monitor = vm.newRef();
                MonitorBifs.Options m = MonitorBifs.options(value);
                parsed.alias = m.alias();
                parsed.tag = m.tag();
            }
            // a wish to stay on one scheduler, which any of them fulfils
            case "scheduler" -> Args.integer(value, 0, vm.scheduler().carriers());
            case "priority" -> {
                parsed.priority = ErlangProcess.priorityOf(value);
                if (parsed.priority == null) {
                    throw BifException.badarg();
                }
            }
            default -> {
                ProcessSettings base = parsed.settings == null ? vm.defaultSettings() : parsed.settings;
                parsed.settings = setting(vm, base, name, value);
            }
        }
    }

    /** The settings with one changed, as {@code spawn_opt} and {@code process_flag} name it. */
    static ProcessSettings setting(VirtualMachine vm, ProcessSettings s, Atom name, Term value) {
        GcSettings gc = s.memory();
        return switch (name.name()) {
            case "min_heap_size" -> s.withMemory(gc.withMinHeapSize(words(value)));
            case "min_bin_vheap_size" -> s.withMemory(gc.withMinBinVheapSize(words(value)));
            // OTP keeps 16 bits of it
            case "fullsweep_after" -> s.withMemory(gc.withFullsweepAfter((int) Args.integer(value, 0, Long.MAX_VALUE) & 0xffff));
            case "max_heap_size" -> s.withMemory(gc.withMaxHeapSize(maxHeapSize(vm.defaultSettings(), value)));
            case "message_queue_data" -> {
                Atom where = Args.atom(value);
                if (!where.name().equals("on_heap") && !where.name().equals("off_heap")) {
                    throw BifException.badarg();
                }
                yield s.withMessageQueueData(where);
            }
            default -> throw Args.badOption();
        };
    }

    private static long words(Term value) {
        return Args.integer(value, 0, MOST_WORDS);
    }

    /** The limit must not be below the least heap. */
    static void checkLimit(ProcessSettings s) {
        if (!s.memory().maxHeapSize().isAllowed(s.memory().minHeapSize())) {
            throw BifException.badarg();
        }
    }

    /** A number or a map; what the map leaves out is as in the defaults. */
    static MaxHeapSize maxHeapSize(ProcessSettings defaults, Term value) {
        MaxHeapSize d = defaults.memory().maxHeapSize();
        if (!(value instanceof MapTerm given)) {
            return new MaxHeapSize(Args.integer(value, 0, MOST_WORDS), d.kill(), d.errorLogger());
        }
        Term size = given.get(Atom.of("size"));
        if (size == null) {
            throw BifException.badarg();
        }
        return new MaxHeapSize(Args.integer(size, 0, MOST_WORDS), flag(given, "kill", d.kill()), flag(given, "error_logger", d.errorLogger()));
    }

    private static boolean flag(MapTerm given, String name, boolean otherwise) {
        Term value = given.get(Atom.of(name));
        return value == null ? otherwise : Args.bool(value);
    }

    // ---- names

    /** {@code register(Name, PidOrPort)}. */
    @Bif
    public static Term register(ErlangProcess p, Term name, Term what) {
        if (!(name instanceof Atom atom) || atom == Atom.UNDEFINED) {
            throw BifException.badarg(NONE);
        }
        boolean done;
        Atom held;
        if (what instanceof Pid pid && pid.node().isLocal()) {
            ErlangProcess target = p.vm().process(pid);
            if (target == null) {
                throw BifException.badarg(NOTALIVE);
            }
            held = target.registeredName();
            done = p.vm().names().register(atom, target);
        } else {
            ErlangPort port = what instanceof Port id ? p.vm().port(id) : null;
            if (port == null) {
                throw BifException.badarg(NONE);
            }
            held = port.registeredName();
            done = p.vm().names().register(atom, port);
        }
        if (!done) {
            throw BifException.badarg(held == null ? NONE : REGISTERED_NAME);
        }
        return Atom.TRUE;
    }

    /** {@code unregister(Name)}. */
    @Bif
    public static Term unregister(ErlangProcess p, Term name) {
        if (!p.vm().names().unregister(Args.atom(name))) {
            throw BifException.badarg();
        }
        return Atom.TRUE;
    }

    /** {@code whereis(Name)}. */
    @Bif
    public static Term whereis(ErlangProcess p, Term name) {
        return identifier(p.vm().names().whereis(Args.atom(name)));
    }

    static Term identifier(Object named) {
        if (named instanceof ErlangProcess process) {
            return process.pid();
        }
        return named instanceof ErlangPort port ? port.id() : Atom.UNDEFINED;
    }

    /** {@code registered()}. */
    @Bif
    public static Term registered(ErlangProcess p) {
        return org.jbeam.term.Terms.list(p.vm().names().all());
    }

    /** {@code processes()}. */
    @Bif
    public static Term processes(ErlangProcess p) {
        ListBuilder all = new ListBuilder();
        int count = 0;
        for (ErlangProcess process : p.vm().allProcesses()) {
            all.add(process.pid());
            Work.walked(++count);
        }
        Work.items(count & Work.CHUNK - 1);
        return all.finish();
    }

    // ---- sending

    /** {@code Dest ! Message}, where it is called as a function. */
    @Bif("!")
    public static Term bang(ErlangProcess p, Term dest, Term message) {
        return send(p, dest, message);
    }

    /** {@code send(Dest, Message)}. */
    @Bif
    public static Term send(ErlangProcess p, Term dest, Term message) {
        p.deliverTo(dest, message);
        return message;
    }

    /** {@code send(Dest, Message, Options)}. */
    @Bif
    public static Term send(ErlangProcess p, Term dest, Term message, Term options) {
        boolean nosuspend = false;
        boolean noconnect = false;
        for (Term option : Args.options(options)) {
            if (option != NOSUSPEND && option != NOCONNECT) {
                throw Args.badOption();
            }
            nosuspend |= option == NOSUSPEND;
            noconnect |= option == NOCONNECT;
        }
        DistConnection c = nosuspend || noconnect ? RemoteBifs.connection(p.vm(), dest) : null;
        if (noconnect && c == null && RemoteBifs.isRemote(p.vm(), dest)) {
            return NOCONNECT;
        }
        if (nosuspend && c != null && c.isBusy()) {
            return NOSUSPEND;
        }
        p.deliverTo(dest, message);
        return Atom.OK;
    }

    /** {@code exit(Dest, Reason)}. */
    @Bif
    public static Term exit(ErlangProcess p, Term dest, Term reason) {
        switch (dest) {
            case Pid pid -> {
                ErlangProcess target = p.vm().process(pid);
                if (target != null) {
                    p.vm().exit(target, p.pid(), reason);
                } else if (!pid.node().isLocal()) {
                    p.vm().remote(pid.node()).exit(p, pid, reason);
                }
                if (target == p) {
                    p.handleSignals();
                }
            }
            case Port id when id.node().isLocal() -> {
                ErlangPort port = p.vm().port(id);
                if (port != null && (reason != NORMAL || p.pid().equals(port.owner()))) {
                    port.close(reason, null);
                }
            }
            case Ref ref -> { }
            default -> throw BifException.badarg();
        }
        return Atom.TRUE;
    }

    /** {@code exit_signal(Dest, Reason)}: as {@code exit/2}. */
    @Bif("exit_signal")
    public static Term exitSignal(ErlangProcess p, Term dest, Term reason) {
        return exit(p, dest, reason);
    }

    // ---- links

    /** {@code link(PidOrPort)}. */
    @Bif
    public static Term link(ErlangProcess p, Term other) {
        if (!(other instanceof Pid) && !(other instanceof Port port && port.node().isLocal())) {
            throw BifException.badarg();
        }
        if (!p.links().link(other)) {
            if (!p.trapExit()) {
                throw BifException.error(NOPROC);
            }
            p.deliver(Tuple.of(EXIT, other, NOPROC));
        }
        return Atom.TRUE;
    }

    /** {@code unlink(PidOrPort)}. */
    @Bif
    public static Term unlink(ErlangProcess p, Term other) {
        if (!(other instanceof Pid) && !(other instanceof Port port && port.node().isLocal())) {
            throw BifException.badarg();
        }
        p.handleSignals();
        p.links().unlink(other);
        return Atom.TRUE;
    }

    // ---- flags

    /** {@code group_leader()}. */
    @Bif("group_leader")
    public static Term groupLeader(ErlangProcess p) {
        return p.groupLeader();
    }

    /** {@code process_flag(Flag, Value)}: the old value. */
    @Bif("process_flag")
    public static Term processFlag(ErlangProcess p, Term flag, Term value) {
        if (NodeMonitors.isFlag(flag)) {
            return NodeMonitors.set(p, flag, value);
        }
        if (!(flag instanceof Atom name)) {
            throw Args.badOption();
        }
        switch (name.name()) {
            case "trap_exit" -> {
                boolean old = p.trapExit();
                p.trapExit(Args.bool(value));
                p.handleSignals();
                return Atom.of(old);
            }
            case "priority" -> {
                Priority wanted = ErlangProcess.priorityOf(value);
                if (wanted == null) {
                    throw BifException.badarg();
                }
                return Atom.of(p.priority(wanted).name().toLowerCase(java.util.Locale.ROOT));
            }
            case "error_handler" -> {
                Term old = p.errorHandler();
                p.errorHandler(Args.atom(value));
                return old;
            }
            default -> {
                return setFlag(p, name, value);
            }
        }
    }

    private static Term setFlag(ErlangProcess p, Atom name, Term value) {
        ProcessSettings s = p.settings();
        switch (name.name()) {
            case "sensitive" -> {
                p.settings(s.withSensitive(Args.bool(value)));
                return Atom.of(s.sensitive());
            }
            case "scheduler" -> {
                int old = p.wantedScheduler();
                p.wantedScheduler((int) Args.integer(value, 0, p.vm().scheduler().carriers()));
                return SmallInt.of(old);
            }
            case "save_calls" -> {
                if (!(value instanceof SmallInt n) || n.value() < 0 || n.value() > MOST_SAVED_CALLS) {
                    throw BifException.badarg(NONE);
                }
                p.settings(s.withSaveCalls((int) n.value()));
                return SmallInt.of(s.saveCalls());
            }
            default -> {
                ProcessSettings changed = setting(p.vm(), s, name, value);
                checkLimit(changed);
                p.settings(changed);
                return flagValue(s, name.name());
            }
        }
    }

    static Term flagValue(ProcessSettings s, String name) {
        return switch (name) {
            case "min_heap_size" -> SmallInt.of(s.memory().minHeapSize());
            case "min_bin_vheap_size" -> SmallInt.of(s.memory().minBinVheapSize());
            case "fullsweep_after" -> SmallInt.of(s.memory().fullsweepAfter());
            case "max_heap_size" -> s.maxHeapSize();
            default -> s.messageQueueData();
        };
    }

    /** {@code resume_process(Pid)}. */
    @Bif("resume_process")
    public static Term resumeProcess(ErlangProcess p, Term pid) {
        VirtualMachine vm = p.vm();
        ErlangProcess target = pid instanceof Pid id ? vm.process(id) : null;
        if (target == null || !Suspensions.of(vm).remove(p.pid(), target.pid()) || !vm.resume(target, p.pid(), false)) {
            throw BifException.badarg();
        }
        return Atom.TRUE;
    }
}
