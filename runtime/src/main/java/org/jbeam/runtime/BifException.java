package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/**
 * A BIF refuses its arguments: an error of class {@code error} that still lacks the BIF's stack frame. The caller of the BIF turns it into
 * an {@link ErlangException} with the arguments in the first frame. It has no Java trace.
 */
public final class BifException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final BifException BADARG = new BifException(Atom.of("badarg"), null);
    private static final BifException BADARITH = new BifException(Atom.of("badarith"), null);
    private static final BifException SYSTEM_LIMIT = new BifException(Atom.of("system_limit"), null);
    private static final BifException NOTSUP = new BifException(Atom.of("notsup"), null);

    private final transient Term reason;
    private final transient Term cause;

    private BifException(Term reason, Term cause) {
        super(null, null, false, false);
        this.reason = reason;
        this.cause = cause;
    }

    /** {@code badarg}. */
    public static BifException badarg() {
        return BADARG;
    }

    /** {@code badarg} with the {@code cause} that the error_info map shall hold. */
    public static BifException badarg(Term cause) {
        return new BifException(BADARG.reason, cause);
    }

    /** {@code badarith}. */
    public static BifException badarith() {
        return BADARITH;
    }

    /** {@code system_limit}. */
    public static BifException systemLimit() {
        return SYSTEM_LIMIT;
    }

    /** {@code notsup}. */
    public static BifException notsup() {
        return NOTSUP;
    }

    /** An error with any reason, {@code {badmap, M}} for example. */
    public static BifException error(Term reason) {
        return new BifException(reason, null);
    }

    /** The error's reason. */
    public Term reason() {
        return reason;
    }

    /** What error_info's {@code cause} shall be, or null for none. */
    public Term errorCause() {
        return cause;
    }

    @Override
    public String getMessage() {
        return reason.toString();
    }
}
