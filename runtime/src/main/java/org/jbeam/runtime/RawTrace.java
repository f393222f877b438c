package org.jbeam.runtime;

import org.jbeam.term.Opaque;
import org.jbeam.term.Term;

/**
 * A stack trace that nobody has decoded yet: what a handler's third register holds. It knows the exception's class, so that raising again
 * keeps it.
 */
public final class RawTrace extends Opaque {
    private final Throwable walked;
    private ErrorClass errorClass;
    private Term head;
    private boolean headReplacesFirst;
    private Term decoded;

    RawTrace(ErlangException exception) {
        this.walked = exception;
    }

    private RawTrace(ErrorClass errorClass, Term decoded) {
        this.walked = null;
        this.errorClass = errorClass;
        this.decoded = decoded;
    }

    /** The trace that this Erlang list is. */
    static RawTrace of(ErrorClass errorClass, Term trace) {
        return new RawTrace(errorClass, trace);
    }

    RawTrace as(ErrorClass wanted) {
        if (errorClass() == wanted) {
            return this;
        }
        return new RawTrace(wanted, toTerm());
    }

    void head(Term frame) {
        head = frame;
    }

    void headReplacesFirst() {
        headReplacesFirst = true;
    }

    ErrorClass errorClass() {
        return errorClass != null ? errorClass : ((ErlangException) walked).errorClass();
    }

    /** The list of {@code {M, F, ArityOrArgs, Info}} that a program sees. Decoded once. */
    public Term toTerm() {
        Term list = decoded;
        if (list == null) {
            list = StackTraces.decode(walked.getStackTrace(), head, headReplacesFirst);
            decoded = list;
        }
        return list;
    }
}
