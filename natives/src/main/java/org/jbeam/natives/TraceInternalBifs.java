package org.jbeam.natives;

import java.util.Set;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Export;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** What erlang:trace/3 and erlang:trace_pattern/3 rest on. Nothing can be traced: it is {@code notsup}; to stop tracing is a success. */
@BifModule("erts_internal")
public final class TraceInternalBifs {
    private static final Set<String> TRACE_FLAGS = Set.of("all", "send", "receive", "procs", "ports", "call", "arity", "return_to", "silent",
            "running", "exiting", "running_procs", "running_ports", "garbage_collection", "timestamp", "cpu_timestamp", "monotonic_timestamp",
            "strict_monotonic_timestamp", "set_on_spawn", "set_on_first_spawn", "set_on_link", "set_on_first_link");
    private static final Set<String> EVENTS = Set.of("send", "receive", "on_load");

    private TraceInternalBifs() {}

    /** {@code trace(Subjects, How, Flags)}: how many processes and ports it is about. */
    @Bif(withoutSupport = true)
    public static Term trace(ErlangProcess p, Term subjects, Term how, Term flags) {
        boolean on = Args.bool(how);
        boolean any = false;
        for (Term flag : Args.list(flags)) {
            any |= isFlag(flag);
        }
        int count = count(p, subjects);
        if (on && any) {
            throw BifException.notsup();
        }
        return SmallInt.of(count);
    }

    private static boolean isFlag(Term flag) {
        if (flag instanceof Tuple t && t.arity() >= 2 && t.element(0) == Atom.of("tracer")) {
            return false;
        }
        if (!(flag instanceof Atom name) || !TRACE_FLAGS.contains(name.name())) {
            throw BifException.badarg();
        }
        return true;
    }

    private static int count(ErlangProcess p, Term subjects) {
        if (subjects instanceof Pid pid) {
            return one(p.vm().process(pid));
        }
        if (subjects instanceof Port port) {
            return one(p.vm().port(port));
        }
        int processes = p.vm().processCount();
        int ports = p.vm().allPorts().size();
        return switch (subjects instanceof Atom name ? name.name() : "") {
            case "all", "existing" -> processes + ports;
            case "processes", "existing_processes" -> processes;
            case "ports", "existing_ports" -> ports;
            case "new", "new_processes", "new_ports" -> 0;
            default -> throw BifException.badarg();
        };
    }

    private static int one(Object found) {
        if (found == null) {
            throw BifException.badarg();
        }
        return 1;
    }

    /** {@code trace_pattern(Functions, MatchSpec, Flags)}: how many functions it is about, as far as they are named. */
    @Bif(value = "trace_pattern", withoutSupport = true)
    public static Term tracePattern(Term functions, Term spec, Term flags) {
        Args.list(flags);
        boolean event = functions instanceof Atom name && EVENTS.contains(name.name());
        if (!event && !(functions instanceof Tuple t && t.arity() == 3 && t.element(0) instanceof Atom && t.element(1) instanceof Atom)) {
            throw BifException.badarg();
        }
        if (spec != Atom.FALSE && !(event && spec == Atom.TRUE)) {
            if (spec != Atom.TRUE && spec != Nil.NIL && !Args.isList(spec) && spec != Atom.of("pause") && spec != Atom.of("restart")) {
                throw BifException.badarg();
            }
            throw BifException.notsup();
        }
        return event ? SmallInt.ofByte(1) : SmallInt.ofByte(exists((Tuple) functions) ? 1 : 0);
    }

    private static boolean exists(Tuple function) {
        Export export = function.element(2) instanceof SmallInt arity && arity.value() >= 0 && arity.value() <= 255
                ? CodeTable.current().existing((Atom) function.element(0), (Atom) function.element(1), (int) arity.value()) : null;
        return export != null && export.isDefined();
    }
}
