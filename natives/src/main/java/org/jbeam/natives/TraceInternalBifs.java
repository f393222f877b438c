package org.jbeam.natives;

import org.jbeam.matchspec.MatchSpec;
import org.jbeam.matchspec.MatchSpecException;
import org.jbeam.matchspec.Target;
import org.jbeam.natives.trace.CallTraces;
import org.jbeam.natives.trace.FlagList;
import org.jbeam.natives.trace.Functions;
import org.jbeam.natives.trace.PatternFlags;
import org.jbeam.natives.trace.TraceControl;
import org.jbeam.natives.trace.Tracer;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** What erlang:trace/3 and erlang:trace_pattern/3 rest on. */
@BifModule("erts_internal")
public final class TraceInternalBifs {
    private static final Atom BADOPT = Atom.of("badopt");
    private static final Atom NONE = Atom.of("none");
    private static final Atom ON_LOAD = Atom.of("on_load");

    private TraceInternalBifs() {}

    /** {@code trace(Subjects, How, Flags)}: how many processes and ports were changed. */
    @Bif
    public static Term trace(ErlangProcess p, Term subjects, Term how, Term flags) {
        FlagList list = FlagList.of(p.vm(), flags);
        if (list == null) {
            throw BifException.badarg(BADOPT);
        }
        boolean on = Args.bool(how);
        Tracer tracer = list.tracer() == null && on ? new Tracer(p.vm(), p.pid()) : list.tracer();
        TraceControl control = TraceBifs.control(p.vm());
        int count = switch (subjects) {
            case Pid pid -> one(p, control, pid, on, list, tracer);
            case Port id -> one(p, control, id, on, list, tracer);
            case Atom name -> control.setMany(name.name(), on, list, tracer);
            default -> -1;
        };
        if (count < 0) {
            throw BifException.badarg();
        }
        p.watchNow();
        return SmallInt.of(count);
    }

    private static int one(ErlangProcess p, TraceControl control, Pid pid, boolean on, FlagList list, Tracer tracer) {
        ErlangProcess target = p.vm().process(pid);
        if (target == null || list.cpuTimestamp()) {
            return -1;
        }
        return control.set(target, on, list.flags(), tracer) ? 1 : taken(p);
    }

    private static int one(ErlangProcess p, TraceControl control, Port id, boolean on, FlagList list, Tracer tracer) {
        ErlangPort port = p.vm().port(id);
        if (port == null || list.cpuTimestamp()) {
            return -1;
        }
        return control.set(port, on, list.flags(), tracer) ? 1 : taken(p);
    }

    private static int taken(ErlangProcess p) {
        p.vm().log(p, Atom.ERROR, "** can only have one tracer per process~n~n", Nil.NIL);
        return -1;
    }

    /** {@code trace_pattern(Functions, MatchSpec, Flags)}: how many functions match. */
    @Bif("trace_pattern")
    public static Term tracePattern(ErlangProcess p, Term functions, Term pattern, Term flagList) {
        CallTraces.How how = how(pattern);
        MatchSpec spec = how == null ? compiled(pattern) : null;
        how = how == null ? CallTraces.How.ON : how;
        PatternFlags flags = PatternFlags.of(p.vm(), p.pid(), flagList);
        if (flags == null) {
            throw BifException.badarg(BADOPT);
        }
        if (spec != null && !flags.local() && !flags.meta() && (flags.count() || flags.time())) {
            throw BifException.badarg(Atom.of("call_count"));
        }
        int matched = set(p, functions, spec, how, flags);
        if (matched < 0) {
            throw BifException.badarg(NONE);
        }
        p.watchNow();
        return SmallInt.of(matched);
    }

    private static CallTraces.How how(Term pattern) {
        if (pattern == Nil.NIL || pattern == Atom.TRUE) {
            return CallTraces.How.ON;
        }
        return pattern == Atom.FALSE ? CallTraces.How.OFF : pattern == Atom.of("restart") ? CallTraces.How.RESTART
                : pattern == Atom.of("pause") ? CallTraces.How.PAUSE : null;
    }

    private static MatchSpec compiled(Term pattern) {
        try {
            return MatchSpec.compile(pattern, Target.TRACE);
        } catch (MatchSpecException e) {
            throw BifException.badarg(Atom.of("match_spec"));
        }
    }

    private static int set(ErlangProcess p, Term functions, MatchSpec spec, CallTraces.How how, PatternFlags flags) {
        TraceControl control = TraceBifs.control(p.vm());
        if (functions == ON_LOAD) {
            control.calls().setOnLoad(spec, how, flags);
            return 0;
        }
        if (functions instanceof Tuple t) {
            Functions which = Functions.of(t);
            return which == null ? -1 : control.calls().set(which, spec, how, flags);
        }
        boolean send = functions == Atom.of("send");
        if (!send && functions != Atom.of("receive") || flags.global() || flags.breakpoint()
                || how == CallTraces.How.PAUSE || how == CallTraces.How.RESTART) {
            return -1;
        }
        if (!control.event(send, how == CallTraces.How.ON, spec)) {
            throw BifException.badarg(Atom.of("match_spec"));
        }
        return 1;
    }
}
