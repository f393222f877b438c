package org.jbeam.natives;

import org.jbeam.matchspec.MatchSpecTest;
import org.jbeam.matchspec.Target;
import org.jbeam.natives.trace.FunctionInfo;
import org.jbeam.natives.trace.TraceClock;
import org.jbeam.natives.trace.TraceControl;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Tracee;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Questions about tracing, and trials of match specifications. */
@BifModule("erlang")
public final class TraceBifs {
    private static final Atom TRACE = Atom.of("trace");
    private static final Atom TABLE = Atom.of("table");
    private static final Atom TRACE_DELIVERED = Atom.of("trace_delivered");
    private static final Atom ALL = Atom.of("all");
    private static final Atom FLAGS = Atom.of("flags");
    private static final Atom TRACER = Atom.of("tracer");
    private static final Atom MATCH_SPEC = Atom.of("match_spec");
    private static final Atom BADOPT = Atom.of("badopt");

    private TraceBifs() {}

    /** {@code match_spec_test(Against, Spec, trace | table)}: {@code {ok, Result, Flags, Warnings}} or {@code {error, Errors}}. */
    @Bif("match_spec_test")
    public static Term matchSpecTest(ErlangProcess p, Term against, Term spec, Term type) {
        if (type != TRACE && type != TABLE) {
            throw BifException.badarg();
        }
        Term result = MatchSpecTest.run(against, spec, type == TRACE ? Target.TRACE : Target.TABLE, EtsHost.context(p));
        if (result == null) {
            throw BifException.badarg();
        }
        return result;
    }

    /** The tracing of a machine. */
    static TraceControl control(VirtualMachine vm) {
        return TraceControl.of(vm, new TraceClock() {
            @Override
            public Term now() {
                return Clock.timestamp(Clock.of(vm).uniqueMicros());
            }

            @Override
            public Term monotonic() {
                return SmallInt.of(Clock.of(vm).monotonic());
            }

            @Override
            public Term unique() {
                return SmallInt.of(vm.nextUnique());
            }
        });
    }

    /** {@code trace_info(Subject, Item)}: {@code {Item, Value}}, or undefined for a dead process. */
    @Bif("trace_info")
    public static Term traceInfo(ErlangProcess p, Term subject, Term item) {
        return switch (subject) {
            case Tuple function -> ofFunction(p, function, item);
            case Atom name -> ofName(p, name.name(), item);
            case Pid pid when pid.node().isLocal() -> {
                checkItem(item);
                yield ProcessInfoBifs.ask(p, pid, target -> ofTracee(item, live(p, target)));
            }
            case Port id when id.node().isLocal() -> {
                ErlangPort port = p.vm().port(id);
                if (port == null) {
                    yield Atom.UNDEFINED;
                }
                checkItem(item);
                yield ofTracee(item, TraceControl.isLive(port.tracee()) ? port.tracee() : null);
            }
            default -> throw BifException.badarg(BADOPT);
        };
    }

    private static Tracee live(ErlangProcess p, ErlangProcess target) {
        if (!TraceControl.isLive(target.tracee())) {
            target.tracee(null);
        }
        return target.tracee();
    }

    private static Term ofName(ErlangProcess p, String name, Term item) {
        switch (name) {
            case "new", "new_processes" -> {
                checkItem(item);
                return ofTracee(item, TraceControl.isLive(p.vm().newProcess()) ? p.vm().newProcess() : null);
            }
            case "new_ports" -> {
                checkItem(item);
                return ofTracee(item, TraceControl.isLive(p.vm().newPort()) ? p.vm().newPort() : null);
            }
            case "on_load" -> {
                Term value = item instanceof Atom key ? control(p.vm()).calls().onLoad().info(key.name()) : null;
                if (value == null) {
                    throw BifException.badarg();
                }
                return Tuple.of(item, value);
            }
            case "send", "receive" -> {
                if (item != MATCH_SPEC) {
                    throw BifException.badarg();
                }
                return Tuple.of(item, control(p.vm()).eventInfo(name.equals("send")));
            }
            default -> throw BifException.badarg(BADOPT);
        }
    }

    private static void checkItem(Term item) {
        if (item != FLAGS && item != TRACER) {
            throw BifException.badarg();
        }
    }

    private static Term ofTracee(Term item, Tracee told) {
        return Tuple.of(item, item == FLAGS ? TraceControl.flags(told) : TraceControl.tracer(told));
    }

    private static Term ofFunction(ErlangProcess p, Tuple function, Term item) {
        if (function.arity() != 3 || !(function.element(0) instanceof Atom module) || !(function.element(1) instanceof Atom name)
                || !(function.element(2) instanceof SmallInt arity)) {
            throw item instanceof Atom ? BifException.badarg(BADOPT) : BifException.badarg();
        }
        int n = (int) Math.max(-1, Math.min(256, arity.value()));
        Term value = FunctionInfo.of(control(p.vm()).calls(), module, name, n, item instanceof Atom key ? key.name() : "");
        if (value == null) {
            throw BifException.badarg();
        }
        return Tuple.of(item, value);
    }

    /** {@code trace_delivered(Tracee | all)}: the reference of a message {@code {trace_delivered, Tracee, Ref}}, which comes at once. */
    @Bif("trace_delivered")
    public static Term traceDelivered(ErlangProcess p, Term tracee) {
        if (tracee != ALL && !(tracee instanceof Pid pid && pid.node().isLocal())) {
            throw BifException.badarg();
        }
        Term ref = p.vm().newRef();
        p.deliver(Tuple.of(TRACE_DELIVERED, tracee, ref));
        return ref;
    }
}
