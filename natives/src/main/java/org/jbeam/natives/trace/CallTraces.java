package org.jbeam.natives.trace;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jbeam.matchspec.MatchSpec;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.Breakpoint;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.runtime.ModuleCode;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;

/**
 * The breakpoints of a machine. One on calls by name hangs on the export; one on a function hangs on the version of its module, and goes with it; a
 * built-in function has one place for both.
 */
public final class CallTraces {
    /** What to do with a breakpoint. */
    public enum How { OFF, ON, PAUSE, RESTART }

    private final TraceControl control;
    private final OnLoadPattern onLoad = new OnLoadPattern();

    CallTraces(TraceControl control) {
        this.control = control;
    }

    /** What modules loaded from now on get. */
    public OnLoadPattern onLoad() {
        return onLoad;
    }

    /**
     * Sets or takes away breakpoints.
     *
     * @param spec which calls, or null for all
     * @return how many functions match
     */
    public synchronized int set(Functions which, MatchSpec spec, How how, PatternFlags flags) {
        int exported = exports(which, spec, how, flags);
        int matched = 0;
        for (LoadedModule version : which.versions()) {
            matched += functions(version, which, spec, how, flags);
        }
        watch();
        return flags.breakpoint() ? matched : exported;
    }

    /** Sets what modules loaded from now on get. */
    public synchronized void setOnLoad(MatchSpec spec, How how, PatternFlags flags) {
        onLoad.set(spec, how, flags);
        CodeTable.current().onActivation(onLoad.isOn() ? this::loaded : null);
    }

    private synchronized void loaded(LoadedModule version) {
        Functions all = new Functions(version.name(), null, -1);
        onLoad.apply((spec, flags) -> {
            exports(all, spec, How.ON, flags);
            functions(version, all, spec, How.ON, flags);
        });
        watch();
    }

    // ---- calls by name

    private int exports(Functions which, MatchSpec spec, How how, PatternFlags flags) {
        int matched = 0;
        for (Export export : which.exports()) {
            matched++;
            BifTable.Entry bif = BifTable.find(export.module(), export.function(), export.arity());
            if (how != How.OFF && !flags.breakpoint()) {
                FunctionTrace.Pattern pattern = new FunctionTrace.Pattern(spec);
                if (bif != null) {
                    change(bif, f -> f.global = pattern);
                } else {
                    FunctionTrace f = new FunctionTrace(control, export.module(), export.function(), export.arity());
                    f.global = pattern;
                    export.breakpoint(f);
                }
            } else if (how != How.OFF || !flags.breakpoint()) {
                if (bif != null) {
                    change(bif, f -> f.global = null);
                } else if (export.breakpoint() != null) {
                    export.breakpoint(null);
                }
            }
        }
        return matched;
    }

    // ---- functions

    private int functions(LoadedModule version, Functions which, MatchSpec spec, How how, PatternFlags flags) {
        List<LoadedModule.Function> all = version.functions();
        ModuleCode code = version.code();
        Breakpoint[] old = code.breakpoints();
        Breakpoint[] changed = old == null ? new Breakpoint[all.size()] : old.clone();
        int matched = 0;
        for (LoadedModule.Function f : all) {
            if (!which.matches(f.name(), f.arity())) {
                continue;
            }
            matched++;
            BifTable.Entry bif = BifTable.find(version.name(), f.name(), f.arity());
            if (bif != null) {
                change(bif, trace -> change(trace, spec, how, flags));
                continue;
            }
            FunctionTrace trace = (FunctionTrace) changed[f.number()];
            trace = trace != null ? trace : new FunctionTrace(control, version.name(), f.name(), f.arity());
            change(trace, spec, how, flags);
            changed[f.number()] = trace.isEmpty() ? null : trace;
        }
        boolean any = Arrays.stream(changed).anyMatch(b -> b != null);
        if (any || old != null) {
            code.breakpoints(any ? changed : null);
        }
        return matched;
    }

    private void change(BifTable.Entry bif, Consumer<FunctionTrace> change) {
        FunctionTrace trace = (FunctionTrace) bif.breakpoint();
        trace = trace != null ? trace : new FunctionTrace(control, bif.module(), bif.function(), bif.arity());
        change.accept(trace);
        bif.breakpoint(trace.isEmpty() ? null : trace);
    }

    private static void change(FunctionTrace f, MatchSpec spec, How how, PatternFlags flags) {
        if (how == How.OFF) {
            takeAway(f, flags);
            return;
        }
        if (!flags.breakpoint()) {
            f.clearLocal();
            return;
        }
        if (flags.local()) {
            f.local = new FunctionTrace.Pattern(spec);
        }
        if (flags.meta()) {
            f.metaTracer = flags.metaTracer();
            f.meta = new FunctionTrace.Pattern(spec);
        }
        if (flags.count()) {
            count(f, how);
        }
        if (flags.time()) {
            time(f, how);
        }
    }

    private static void takeAway(FunctionTrace f, PatternFlags flags) {
        if (flags.local()) {
            f.local = null;
        }
        if (flags.meta()) {
            f.meta = null;
            f.metaTracer = null;
        }
        if (flags.count()) {
            f.count = null;
        }
        if (flags.time()) {
            f.time = null;
        }
    }

    /** To pause and to restart is something only where there is a counter. */
    private static void count(FunctionTrace f, How how) {
        switch (how) {
            case ON -> {
                if (f.count == null) {
                    f.count = new CallCount();
                } else {
                    f.count.restart();
                }
            }
            case PAUSE -> {
                if (f.count != null) {
                    f.count.pause();
                }
            }
            default -> {
                if (f.count != null) {
                    f.count.restart();
                }
            }
        }
    }

    private static void time(FunctionTrace f, How how) {
        switch (how) {
            case ON -> {
                if (f.time == null) {
                    f.time = new CallTime();
                } else {
                    f.time.restart();
                }
            }
            case PAUSE -> {
                if (f.time != null) {
                    f.time.pause();
                }
            }
            default -> {
                if (f.time != null) {
                    f.time.restart();
                }
            }
        }
    }

    /** Decides which processes have to look at breakpoints. */
    private void watch() {
        int mode = VirtualMachine.WATCH_NONE;
        for (BifTable.Entry bif : BifTable.all()) {
            mode = Math.max(mode, mode(bif.breakpoint()));
        }
        for (Atom module : CodeTable.current().loaded()) {
            CodeTable.Versions versions = CodeTable.current().versions(module);
            mode = Math.max(mode, Math.max(mode(versions.current()), mode(versions.old())));
        }
        control.vm.watch(mode);
    }

    private static int mode(LoadedModule version) {
        Breakpoint[] all = version == null ? null : version.code().breakpoints();
        int mode = VirtualMachine.WATCH_NONE;
        if (all != null) {
            for (Breakpoint b : all) {
                mode = Math.max(mode, mode(b));
            }
        }
        return mode;
    }

    private static int mode(Breakpoint b) {
        return b == null ? VirtualMachine.WATCH_NONE
                : ((FunctionTrace) b).concernsAll() ? VirtualMachine.WATCH_ALL : VirtualMachine.WATCH_TRACED;
    }

    // ---- questions

    /** What is traced of a function; null when there is no such function. One of an export counts before that of the function. */
    FunctionTrace find(Atom module, Atom function, int arity, boolean[] exists) {
        BifTable.Entry bif = BifTable.find(module, function, arity);
        if (bif != null) {
            exists[0] = true;
            return (FunctionTrace) bif.breakpoint();
        }
        Export export = CodeTable.current().existing(module, function, arity);
        if (export != null && export.breakpoint() != null) {
            exists[0] = true;
            return (FunctionTrace) export.breakpoint();
        }
        LoadedModule version = CodeTable.current().versions(module).current();
        if (version != null) {
            for (LoadedModule.Function f : version.functions()) {
                if (f.name() == function && f.arity() == arity) {
                    exists[0] = true;
                    Breakpoint[] all = version.code().breakpoints();
                    return all == null ? null : (FunctionTrace) all[f.number()];
                }
            }
        }
        return null;
    }
}
