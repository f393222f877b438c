package org.jbeam.natives.trace;

import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.ErrorClass;
import org.jbeam.runtime.TraceWish;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** What is to be done when a traced call ends; several are done one after the other, the last one set first. */
final class Returning {
    private static final Atom RETURN_FROM = Atom.of("return_from");
    private static final Atom EXCEPTION_FROM = Atom.of("exception_from");

    private static final Atom NOCATCH = Atom.of("nocatch");

    private final boolean returnTo;
    private final boolean returnTrace;
    private final boolean exceptionTrace;
    private final Tracer tracer;
    private final boolean timed;
    private final CallTime.Running before;
    private Returning next;

    private Returning(boolean returnTo, CallActions actions, Tracer tracer, boolean timed, CallTime.Running before) {
        this.returnTo = returnTo;
        this.exceptionTrace = actions != null && actions.exceptionTrace;
        this.returnTrace = exceptionTrace || actions != null && actions.returnTrace;
        this.tracer = tracer;
        this.timed = timed;
        this.before = before;
    }

    /** Null when there is nothing to do. {@code tracer} is that of the function, null for the one of the process. */
    static Returning of(boolean returnTo, CallActions actions, Tracer tracer) {
        Returning r = new Returning(returnTo, actions, tracer, false, null);
        return r.returnTo || r.returnTrace ? r : null;
    }

    /** The clock goes back to the caller. */
    static Returning timed(CallTime.Running before) {
        return new Returning(false, null, null, true, before);
    }

    /** This one, followed by another, which may be null. */
    Returning after(Returning other) {
        next = other;
        return this;
    }

    boolean returnsTo() {
        return returnTo || next != null && next.returnsTo();
    }

    /** The call gave a value. */
    void returned(ErlangProcess p, FunctionTrace f, TraceControl control, Term value) {
        for (Returning r = this; r != null; r = r.next) {
            if (r.returnTrace) {
                r.tell(p, control, RETURN_FROM, f.mfa(), value);
            }
            r.stopClock(p);
        }
    }

    /** The call raised an exception. */
    void failed(ErlangProcess p, FunctionTrace f, TraceControl control, ErlangException e) {
        for (Returning r = this; r != null; r = r.next) {
            if (r.exceptionTrace) {
                r.tell(p, control, EXCEPTION_FROM, f.mfa(), thrown(p, e));
            }
            r.stopClock(p);
        }
    }

    /** The class and the reason; a throw that no handler will see is an error. */
    private static Term thrown(ErlangProcess p, ErlangException e) {
        boolean uncaught = e.errorClass() == ErrorClass.THROW && (p.traceWish & TraceWish.UNCAUGHT) != 0;
        return uncaught ? Tuple.of(ErrorClass.ERROR.atom(), Tuple.of(NOCATCH, e.reason())) : Tuple.of(e.errorClass().atom(), e.reason());
    }

    private void stopClock(ErlangProcess p) {
        if (timed) {
            CallStack.of(p).clock.leave(p, before);
        }
    }

    private void tell(ErlangProcess p, TraceControl control, Term... parts) {
        if (tracer != null) {
            if (tracer.listensTo(p.pid())) {
                tracer.tell(control.message(TraceFlags.NOW_TS, p.pid(), null, parts));
            }
        } else if (p.tracee() instanceof TraceTarget t && t.has(p, TraceFlags.CALL) && t.listens(p)) {
            t.tell(p.pid(), null, parts);
        }
    }
}
