package org.jbeam.runtime.ops;

import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErrorClass;
import org.jbeam.runtime.RawTrace;
import org.jbeam.term.Term;

/** What handlers see of exceptions. */
public final class ExceptionOps {
    private ExceptionOps() {}

    /** The class: {@code error}, {@code exit} or {@code throw}. */
    public static Term classAtom(ErlangException e) {
        e.beCaught();
        return e.errorClass().atom();
    }

    /** The trace as a register holds it. */
    public static Term trace(ErlangException e) {
        return e.trace();
    }

    /** {@code build_stacktrace}. */
    public static Term stacktrace(Term raw) {
        return raw instanceof RawTrace trace ? trace.toTerm() : raw;
    }

    /** {@code raw_raise}: the exception, or null when {@code errorClass} is no class. */
    public static ErlangException rawRaise(Term errorClass, Term reason, Term raw) {
        ErrorClass wanted = ErrorClass.of(errorClass);
        return wanted == null ? null : ErlangException.with(wanted, reason, (RawTrace) raw);
    }
}
