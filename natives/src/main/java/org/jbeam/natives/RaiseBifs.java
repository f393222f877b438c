package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.CallableFun;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.ErrorClass;
import org.jbeam.runtime.Export;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Raising exceptions, and control that leaves the calling function. */
@BifModule("erlang")
public final class RaiseBifs {
    private static final Atom ERROR_INFO = Atom.of("error_info");

    private RaiseBifs() {}

    /** {@code error(Reason)}. */
    @Bif
    public static Term error(ErlangProcess p, Term reason) {
        throw ErlangException.error(p, reason);
    }

    /** {@code error(Reason, Args)}: the arguments stand in the first frame. */
    @Bif
    public static Term error(ErlangProcess p, Term reason, Term args) {
        return error(p, reason, args, Nil.NIL);
    }

    /** {@code error(Reason, Args, Options)}; what is no option or no list of arguments is passed over. */
    @Bif
    public static Term error(ErlangProcess p, Term reason, Term args, Term options) {
        Term info = null;
        for (Term rest = options; rest instanceof Cons cell; rest = cell.tail()) {
            Term option = cell.head();
            if (option instanceof Tuple2 t && t.e0() == ERROR_INFO && t.e1() instanceof MapTerm) {
                info = option;
            }
        }
        throw ErlangException.errorInCaller(p, reason, Args.isList(args) ? args : null, info);
    }

    /** {@code exit(Reason)}. */
    @Bif
    public static Term exit(ErlangProcess p, Term reason) {
        throw ErlangException.raise(p, ErrorClass.EXIT, reason);
    }

    /** {@code throw(Value)}. */
    @Bif("throw")
    public static Term throwTerm(ErlangProcess p, Term value) {
        throw ErlangException.raise(p, ErrorClass.THROW, value);
    }

    /** {@code raise(Class, Reason, Stacktrace)}: raises, or returns {@code badarg} when an argument is malformed. */
    @Bif
    public static Term raise(ErlangProcess p, Term errorClass, Term reason, Term trace) {
        ErrorClass c = ErrorClass.of(errorClass);
        if (c == null || !isTrace(trace)) {
            return Atom.of("badarg");
        }
        throw ErlangException.withTrace(c, reason, complete(trace));
    }

    private static boolean isTrace(Term trace) {
        Term[] frames = org.jbeam.term.Terms.elements(trace);
        if (frames == null) {
            return false;
        }
        for (Term frame : frames) {
            if (!(frame instanceof Tuple t) || !isFrame(t)) {
                return false;
            }
        }
        return true;
    }

    /** The trace with a place, none, in each frame: a handler sees it so. */
    private static Term complete(Term trace) {
        Term[] frames = org.jbeam.term.Terms.elements(trace);
        for (int i = 0; i < frames.length; i++) {
            Tuple t = (Tuple) frames[i];
            if (t.arity() == 2) {
                frames[i] = Tuple.of(t.element(0), t.element(1), Nil.NIL);
            } else if (t.arity() == 3 && t.element(0) instanceof Atom) {
                frames[i] = Tuple.of(t.element(0), t.element(1), t.element(2), Nil.NIL);
            }
        }
        return org.jbeam.term.Terms.list(frames);
    }

    private static boolean isFrame(Tuple t) {
        if (t.arity() == 2 || t.arity() == 3 && t.element(0) instanceof CallableFun) {
            return t.element(0) instanceof CallableFun;
        }
        return (t.arity() == 3 || t.arity() == 4) && t.element(0) instanceof Atom && t.element(1) instanceof Atom;
    }

    /** {@code nif_error(Reason)}: what the body of a native function without its native does. */
    @Bif("nif_error")
    public static Term nifError(Term reason) {
        throw BifException.error(reason);
    }

    /** {@code nif_error(Reason, Args)}. */
    @Bif("nif_error")
    public static Term nifError(Term reason, Term args) {
        throw BifException.error(reason);
    }

    /** {@code hibernate(Module, Function, Args)}: does not return. */
    @Bif
    public static Term hibernate(ErlangProcess p, Term module, Term function, Term args) {
        Term[] a = Args.list(args);
        if (a.length > 255) {
            throw BifException.systemLimit();
        }
        Export wakeUp = CodeTable.current().export(Args.atom(module), Args.atom(function), a.length);
        return p.hibernate(wakeUp, a);
    }

    /** {@code yield()}. */
    @Bif
    public static Term yield(ErlangProcess p) {
        p.yieldNow();
        // a new slice has begun: a process that does nothing but this would never come to the end of one
        p.handleSignals();
        return Atom.TRUE;
    }

    /** {@code bump_reductions(Count)}. */
    @Bif("bump_reductions")
    public static Term bumpReductions(ErlangProcess p, Term count) {
        p.bumpReductions((int) Math.min(Args.integer(count, 0, Long.MAX_VALUE), 4000));
        return Atom.TRUE;
    }
}
