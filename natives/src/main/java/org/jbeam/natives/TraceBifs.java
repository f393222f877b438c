package org.jbeam.natives;

import java.util.Set;
import org.jbeam.matchspec.MatchSpecTest;
import org.jbeam.matchspec.Target;
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

/** Questions about tracing, of which there is none in this machine, and trials of match specifications. */
@BifModule("erlang")
public final class TraceBifs {
    private static final Atom TRACE = Atom.of("trace");
    private static final Atom TABLE = Atom.of("table");
    private static final Atom TRACE_DELIVERED = Atom.of("trace_delivered");
    private static final Atom ALL = Atom.of("all");
    private static final Atom FLAGS = Atom.of("flags");
    private static final Atom TRACER = Atom.of("tracer");
    private static final Atom MATCH_SPEC = Atom.of("match_spec");
    private static final Set<String> NEW = Set.of("new", "new_processes", "new_ports");

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

    /** {@code trace_info(Subject, Item)}: {@code {Item, Value}}, the value of what is not traced. */
    @Bif(value = "trace_info", withoutSupport = true)
    public static Term traceInfo(ErlangProcess p, Term subject, Term item) {
        if (subject instanceof Tuple function) {
            return Tuple.of(item, exists(function) ? Atom.FALSE : Atom.UNDEFINED);
        }
        if (subject instanceof Atom name) {
            return ofName(name.name(), item);
        }
        boolean alive = subject instanceof Pid pid ? p.vm().process(pid) != null : subject instanceof Port port && p.vm().port(port) != null;
        if (!alive && !(subject instanceof Pid) && !(subject instanceof Port)) {
            throw BifException.badarg();
        }
        return alive ? ofProcess(item) : Atom.UNDEFINED;
    }

    private static Term ofName(String name, Term item) {
        if (NEW.contains(name)) {
            return ofProcess(item);
        }
        if (name.equals("on_load")) {
            return Tuple.of(item, Atom.FALSE);
        }
        if (!name.equals("send") && !name.equals("receive") || item != MATCH_SPEC) {
            throw BifException.badarg();
        }
        return Tuple.of(item, Atom.TRUE);
    }

    private static Term ofProcess(Term item) {
        if (item != FLAGS && item != TRACER) {
            throw BifException.badarg();
        }
        return Tuple.of(item, Nil.NIL);
    }

    private static boolean exists(Tuple function) {
        if (function.arity() != 3 || !(function.element(0) instanceof Atom module) || !(function.element(1) instanceof Atom name)
                || !(function.element(2) instanceof SmallInt arity)) {
            throw BifException.badarg();
        }
        Export export = CodeTable.current().existing(module, name, (int) Math.max(-1, Math.min(256, arity.value())));
        return export != null && export.isDefined();
    }

    /** {@code trace_delivered(Tracee | all)}: the reference of a message {@code {trace_delivered, Tracee, Ref}}, which comes at once. */
    @Bif("trace_delivered")
    public static Term traceDelivered(ErlangProcess p, Term tracee) {
        if (tracee != ALL && !(tracee instanceof Pid)) {
            throw BifException.badarg();
        }
        Term ref = p.vm().newRef();
        p.deliver(Tuple.of(TRACE_DELIVERED, tracee, ref));
        return ref;
    }
}
