package org.jbeam.runtime;

import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Opaque;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * A stack trace that nobody has decoded yet: what a handler's third register holds. It knows the exception's class, so that raising again
 * keeps it.
 */
public final class RawTrace extends Opaque {
    private final Throwable walked;
    private final boolean unknown;
    private ErrorClass errorClass;
    private Term head;
    private boolean atCall;
    private Term firstArgs;
    private Term firstInfo;
    private Term decoded;

    RawTrace(ErlangException exception, boolean walked) {
        this.walked = exception;
        this.unknown = !walked;
    }

    private RawTrace(ErrorClass errorClass, Term decoded) {
        this.walked = null;
        this.unknown = false;
        this.errorClass = errorClass;
        this.decoded = decoded;
    }

    /** The trace that this Erlang list is. */
    static RawTrace of(ErrorClass errorClass, Term trace) {
        return new RawTrace(errorClass, StackTraces.shortened(trace));
    }

    RawTrace as(ErrorClass wanted) {
        if (errorClass() == wanted) {
            return this;
        }
        return new RawTrace(wanted, toTerm());
    }

    /** Was the stack not walked when the exception was raised? */
    boolean isUnknown() {
        return unknown;
    }

    void head(Term frame) {
        head = frame;
    }

    /** Puts arguments and further information into the first frame. */
    void amendFirst(Term args, Term info) {
        firstArgs = args;
        firstInfo = info;
    }

    /** It was raised by the call that the first frame makes; see {@link StackTraces#decode}. */
    void atCall() {
        atCall = true;
    }

    ErrorClass errorClass() {
        return errorClass != null ? errorClass : ((ErlangException) walked).errorClass();
    }

    /** The list of {@code {M, F, ArityOrArgs, Info}} that a program sees. Decoded once. */
    public Term toTerm() {
        Term list = decoded;
        if (list == null) {
            list = StackTraces.decode(walked.getStackTrace(), head, atCall);
            if ((firstArgs != null || firstInfo != null) && list instanceof Cons cell) {
                list = new Cons(amended((Tuple) cell.head()), cell.tail());
            }
            decoded = list;
        }
        return list;
    }

    private Term amended(Tuple frame) {
        Tuple f = firstArgs == null ? frame : frame.with(2, firstArgs);
        if (firstInfo == null) {
            return f;
        }
        ListBuilder info = new ListBuilder();
        for (Term item : Terms.elements(f.element(3))) {
            info.add(item);
        }
        return f.with(3, info.add(firstInfo).finish());
    }
}
