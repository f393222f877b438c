package org.jbeam.natives.trace;

import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.StackTraces;
import org.jbeam.runtime.Tracee;
import org.jbeam.runtime.Trapping;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** The tracing of one process or port, or what new ones get: flags and a tracer. Shared by all that have the same. */
final class TraceTarget extends Tracee {
    private static final Atom SEND = Atom.of("send");
    private static final Atom RECEIVE = Atom.of("receive");
    private static final Atom TO_NOBODY = Atom.of("send_to_non_existing_process");
    private static final Atom SPAWN = Atom.of("spawn");
    private static final Atom SPAWNED = Atom.of("spawned");
    private static final Atom LINK = Atom.of("link");
    private static final Atom GETTING_LINKED = Atom.of("getting_linked");
    private static final Atom IN = Atom.of("in");
    private static final Atom OUT = Atom.of("out");
    private static final Atom IN_EXITING = Atom.of("in_exiting");
    private static final Atom OUT_EXITING = Atom.of("out_exiting");
    private static final Atom OUT_EXITED = Atom.of("out_exited");

    final TraceControl control;
    final int flags;
    final Tracer tracer;

    TraceTarget(TraceControl control, int flags, Tracer tracer) {
        this.control = control;
        this.flags = flags;
        this.tracer = tracer;
    }

    /** Has it all of these flags, and may the process be looked at? */
    boolean has(ErlangProcess p, int wanted) {
        return (flags & wanted) == wanted && !p.settings().sensitive();
    }

    /** Is the tracer there? Where it has ended, the process is traced no more. */
    boolean isLive(ErlangProcess p) {
        if (!tracer.isAlive()) {
            control.change(p, flags, 0, null);
            return false;
        }
        return true;
    }

    /** Is the tracer there to be told? */
    boolean listens(ErlangProcess p) {
        return isLive(p) && tracer.listensTo(p.pid());
    }

    /** Gives the tracer {@code {trace, Pid, parts…}}, with what the flags want added. {@code result} is that of a match specification, or null. */
    void tell(Term tracee, Term result, Term... parts) {
        tracer.tell(control.message(flags, tracee, result, parts));
    }

    private void tell(ErlangProcess p, int flag, Term... parts) {
        if (has(p, flag) && listens(p)) {
            tell(p.pid(), null, parts);
        }
    }

    @Override
    public boolean wantsCalls() {
        return (flags & TraceFlags.CALL) != 0;
    }

    @Override
    public boolean wantsSwitches() {
        return (flags & (TraceFlags.RUNNING | TraceFlags.RUNNING_PROCS | TraceFlags.EXITING | TraceFlags.CALL)) != 0;
    }

    @Override
    public void sends(ErlangProcess p, Term dest, Term message) {
        if (!has(p, TraceFlags.SEND)) {
            return;
        }
        Term result = control.sends.match(p, this, dest, message);
        if (result != null && listens(p)) {
            boolean nobody = dest instanceof Pid pid && pid.node().isLocal() && p.vm().process(pid) == null;
            tell(p.pid(), result, nobody ? TO_NOBODY : SEND, message, dest);
        }
    }

    @Override
    public void receives(ErlangProcess p, Term message, Term from) {
        if (!has(p, TraceFlags.RECEIVE)) {
            return;
        }
        boolean process = from instanceof Pid;
        Term node = process ? ((Pid) from).node().name() : from;
        Term result = control.receives.match(p, this, node, process ? from : Atom.UNDEFINED, message);
        if (result != null && listens(p)) {
            tell(p.pid(), result, RECEIVE, message);
        }
    }

    @Override
    public void happens(ErlangProcess p, Atom event, Term what) {
        tell(p, TraceFlags.PROCS, event, what);
    }

    @Override
    public void collects(ErlangProcess p, Atom event, Term figures) {
        tell(p, TraceFlags.GC, event, figures);
    }

    @Override
    public void happens(ErlangPort port, Atom event, Term what, Term more) {
        if (more == null) {
            tell(port, TraceFlags.PORTS, event, what);
        } else {
            tell(port, TraceFlags.PORTS, event, what, more);
        }
    }

    @Override
    public void switches(ErlangProcess p, boolean in) {
        if (p.traceData() instanceof CallStack stack) {
            stack.clock.switched(p, in);
        }
        if (p.isExiting()) {
            tell(p, TraceFlags.EXITING, in ? IN_EXITING : OUT_EXITING, SmallInt.ZERO);
        } else if ((flags & (TraceFlags.RUNNING | TraceFlags.RUNNING_PROCS)) != 0) {
            tell(p, 0, in ? IN : OUT, current(p));
        }
    }

    static Term current(ErlangProcess p) {
        if (Trapping.in(p) != null) {
            return Trapping.in(p);
        }
        return StackTraces.current() instanceof Tuple t ? Tuple.of(t.element(0), t.element(1), t.element(2)) : initial(p);
    }

    private static Term initial(ErlangProcess p) {
        Export f = p.initialFunction();
        return Tuple.of(f.module(), f.function(), SmallInt.of(f.arity()));
    }

    @Override
    public void ended(ErlangProcess p) {
        tell(p, TraceFlags.EXITING, OUT_EXITED, SmallInt.ZERO);
    }

    @Override
    public void spawns(ErlangProcess p, ErlangProcess child, boolean linked) {
        if (!isLive(p)) {
            return;
        }
        boolean first = (flags & TraceFlags.SET_ON_FIRST_SPAWN) != 0;
        boolean firstLink = linked && (flags & TraceFlags.SET_ON_FIRST_LINK) != 0;
        int given = 0;
        int once = 0;
        if (first || (flags & TraceFlags.SET_ON_SPAWN) != 0) {
            given = flags;
            once |= first ? TraceFlags.SET_ON_FIRST_SPAWN | TraceFlags.SET_ON_SPAWN : 0;
        }
        if (firstLink || linked && (flags & TraceFlags.SET_ON_LINK) != 0) {
            given = flags;
            once |= firstLink ? TraceFlags.SET_ON_FIRST_LINK | TraceFlags.SET_ON_LINK : 0;
        }
        if (given != 0) {
            control.change(child, once, given & ~once, tracer);
        }
        if (once != 0) {
            control.change(p, once, 0, null);
        }
        tell(p, TraceFlags.PROCS, SPAWN, child.pid(), started(child));
        if (linked) {
            tell(p, TraceFlags.PROCS, LINK, child.pid());
        }
    }

    private static Term started(ErlangProcess child) {
        Export f = child.initialFunction();
        return Tuple.of(f.module(), f.function(), Terms.list(child.initialArgs()));
    }

    @Override
    public void spawned(ErlangProcess child, Term parent, boolean linked) {
        tell(child, TraceFlags.PROCS, SPAWNED, parent, started(child));
        if (linked) {
            tell(child, TraceFlags.PROCS, GETTING_LINKED, parent);
        }
    }

    @Override
    public void sends(ErlangPort port, Term message, Term to) {
        tell(port, TraceFlags.SEND, SEND, message, to);
    }

    @Override
    public void receives(ErlangPort port, Term message) {
        tell(port, TraceFlags.RECEIVE, RECEIVE, message);
    }

    private void tell(ErlangPort port, int flag, Term... parts) {
        if ((flags & flag) != 0 && tracer.listensTo(port.id())) {
            tell(port.id(), null, parts);
        }
    }
}
