package org.jbeam.natives.trace;

import org.jbeam.matchspec.MatchSpec;
import org.jbeam.runtime.Breakpoint;
import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.StackTraces;
import org.jbeam.runtime.TailCall;
import org.jbeam.runtime.Tracee;
import org.jbeam.runtime.ops.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * What is traced of one function. Parts are set and taken away one by one; what is left of a call to be told at its end is a {@link Returning}.
 */
final class FunctionTrace extends Breakpoint {
    private static final Atom CALL = Atom.of("call");
    private static final Atom RETURN_TO = Atom.of("return_to");

    /**
     * A wish for trace messages.
     *
     * @param spec which calls, or null for all
     */
    record Pattern(MatchSpec spec) {}

    final Atom module;
    final Atom function;
    final int arity;
    private final TraceControl control;
    volatile Pattern global;
    volatile Pattern local;
    volatile Pattern meta;
    volatile Tracer metaTracer;
    volatile CallCount count;
    volatile CallTime time;

    FunctionTrace(TraceControl control, Atom module, Atom function, int arity) {
        this.control = control;
        this.module = module;
        this.function = function;
        this.arity = arity;
    }

    boolean isEmpty() {
        return global == null && isLocalEmpty();
    }

    private boolean isLocalEmpty() {
        return local == null && meta == null && count == null && time == null;
    }

    void clearLocal() {
        local = null;
        meta = null;
        metaTracer = null;
        count = null;
        time = null;
    }

    /** Do processes that nobody traces have to look at it? */
    boolean concernsAll() {
        return meta != null || count != null;
    }

    Tuple mfa() {
        return Tuple.of(module, function, SmallInt.of(arity));
    }

    @Override
    public Term called(ErlangProcess p, int depth, Term[] args, Body body) {
        CallStack stack = CallStack.of(p);
        boolean chained = (depth & TailCall.TRACED) != 0 && stack.top != null;
        Returning returning = null;
        TraceTarget target = (TraceTarget) p.tracee(); // read once: others may switch it off at any time
        boolean traced = target != null && target.has(p, TraceFlags.CALL) && target.isLive(p);
        Pattern own = local;
        if (own == null) {
            own = global;
        }
        if (traced && own != null) {
            returning = told(p, target, args, own, chained && stack.top.isReturnToKnown());
        }
        Pattern metaPattern = meta;
        if (metaPattern != null) {
            returning = toldMeta(p, args, metaPattern, returning);
        }
        CallCount counter = count;
        if (counter != null) {
            counter.increment();
        }
        CallTime timer = time;
        boolean timed = false;
        if (traced && timer != null && timer.isActive()) {
            timed = !chained && returning == null;
            CallTime.Running before = stack.clock.enter(p, timer);
            if (timed) {
                returning = Returning.timed(before);
            }
        }
        return returning == null ? null : awaited(p, stack, chained, args, body, returning);
    }

    /** A call for the process' own tracer; {@code known} says that what the chain of tail calls returns to will be told anyway. */
    private Returning told(ErlangProcess p, TraceTarget target, Term[] args, Pattern pattern, boolean known) {
        if (!target.listens(p)) {
            return null;
        }
        Term[] shown = shown(args);
        Term result = Atom.TRUE;
        CallActions actions = null;
        if (pattern.spec() != null) {
            actions = new CallActions(p, control);
            result = pattern.spec().matcher(actions).matchCall(shown);
        }
        Tracee now = p.tracee();
        int flags = now instanceof TraceTarget t ? t.flags : 0;
        if ((flags & TraceFlags.SILENT) != 0) {
            return null;
        }
        boolean silent = result == null || result == Atom.FALSE;
        if (!silent) {
            Term called = Tuple.of(module, function, (flags & TraceFlags.ARITY) != 0 ? SmallInt.of(arity) : Terms.list(shown));
            target.tracer.tell(control.message(flags == 0 ? target.flags & TraceFlags.TIMESTAMPS : flags, p.pid(), result, CALL, called));
        }
        boolean returnTo = !silent && pattern == local && (flags & TraceFlags.RETURN_TO) != 0 && !known;
        return Returning.of(returnTo, actions == null || result == null ? null : actions, null);
    }

    /** A call for the tracer of the function. */
    private Returning toldMeta(ErlangProcess p, Term[] args, Pattern pattern, Returning before) {
        Tracer tracer = metaTracer;
        if (tracer == null || p.settings().sensitive()) {
            return before;
        }
        if (!tracer.isAlive()) {
            metaTracer = null;
            return before;
        }
        if (!tracer.listensTo(p.pid())) {
            return before;
        }
        Term[] shown = shown(args);
        Term result = Atom.TRUE;
        CallActions actions = null;
        if (pattern.spec() != null) {
            actions = new CallActions(p, control);
            result = pattern.spec().matcher(actions).matchCall(shown);
        }
        if (result != null && result != Atom.FALSE) {
            tracer.tell(control.message(TraceFlags.NOW_TS, p.pid(), result, CALL, Tuple.of(module, function, Terms.list(shown))));
        }
        Returning mine = Returning.of(false, actions == null || result == null ? null : actions, tracer);
        return mine == null ? before : mine.after(before);
    }

    /** Match contexts, which are no values, as what they have left to match. */
    private static Term[] shown(Term[] args) {
        Term[] shown = args;
        for (int i = 0; i < args.length; i++) {
            if (args[i] instanceof MatchContext context) {
                shown = shown == args ? args.clone() : shown;
                shown[i] = context.rest();
            }
        }
        return shown;
    }

    private Term awaited(ErlangProcess p, CallStack stack, boolean chained, Term[] args, Body body, Returning returning) {
        CallStack.Frame below = stack.top;
        stack.top = new CallStack.Frame(returning.returnsTo() || chained && below.isReturnToKnown());
        Term value;
        try {
            value = body.run(p, TailCall.TRACED, args);
            if (value == TailCall.TAIL) {
                value = p.resume(TailCall.TRACED);
            }
        } catch (ErlangException e) {
            stack.top = below;
            returning.failed(p, this, control, e);
            if (returning.returnsTo()) {
                Term to = StackTraces.caller();
                e.onCatch(() -> caught(p, to));
            } else if (!chained) {
                // the frame that the call returns to lies between a handler and what was told of before
                e.onCatch(null);
            }
            throw e;
        } finally {
            stack.top = below;
        }
        returning.returned(p, this, control, value);
        if (returning.returnsTo()) {
            returnedTo(p, StackTraces.caller());
        }
        return value;
    }

    /** A handler caught what the function raised: execution goes on where the function would have returned to, if the handler is there. */
    private static void caught(ErlangProcess p, Term to) {
        if (to != null && StackTraces.caller() instanceof Tuple here && same(here, (Tuple) to)) {
            returnedTo(p, to);
        }
    }

    private static boolean same(Tuple a, Tuple b) {
        return a.element(0) == b.element(0) && a.element(1) == b.element(1) && a.element(2).equals(b.element(2));
    }

    private static void returnedTo(ErlangProcess p, Term to) {
        if (p.tracee() instanceof TraceTarget t && t.has(p, TraceFlags.RETURN_TO) && t.listens(p)) {
            Term mfa = to instanceof Tuple f ? Tuple.of(f.element(0), f.element(1), f.element(2)) : Atom.UNDEFINED;
            t.tell(p.pid(), null, RETURN_TO, mfa);
        }
    }
}
