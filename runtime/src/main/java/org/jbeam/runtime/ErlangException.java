package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * A raised Erlang exception on its way to a handler.
 *
 * <p>It has a Java trace only when the process' innermost handler can show one ({@link ErlangProcess#traceWish}); the Erlang trace is
 * decoded from that when someone asks ({@link RawTrace}).
 */
public final class ErlangException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Atom FUNCTION_CLAUSE = Atom.of("function_clause");
    private static final Atom BADMATCH = Atom.of("badmatch");
    private static final Atom CASE_CLAUSE = Atom.of("case_clause");
    private static final Atom TRY_CLAUSE = Atom.of("try_clause");
    private static final Atom IF_CLAUSE = Atom.of("if_clause");
    private static final Atom BADRECORD = Atom.of("badrecord");
    private static final Atom BADFUN = Atom.of("badfun");
    private static final Atom BADARITY = Atom.of("badarity");

    private final ErrorClass errorClass;
    private final transient Term reason;
    private final transient RawTrace trace;
    private transient Runnable onCatch;

    private ErlangException(ErrorClass errorClass, Term reason, RawTrace trace, boolean walk) {
        super(null, null, false, walk);
        this.errorClass = errorClass;
        this.reason = reason;
        this.trace = trace != null ? trace : new RawTrace(this, walk);
    }

    /** Raises anew from here: the trace, if wanted, begins at the Erlang function that called. */
    public static ErlangException raise(ErlangProcess p, ErrorClass errorClass, Term reason) {
        boolean walk = TraceWish.wants(p.traceWish, errorClass);
        ErlangException e = new ErlangException(errorClass, reason, null, walk);
        if (walk && p.traceData() != null) {
            // the frames of tracing between those of Erlang may be more than the JVM's limit on traces
            e.setStackTrace(StackTraces.generatedFrames());
        }
        return e;
    }

    /** Class {@code error}. */
    public static ErlangException error(ErlangProcess p, Term reason) {
        return raise(p, ErrorClass.ERROR, reason);
    }

    /**
     * Raises again with the trace of an earlier exception, which keeps the class that it had: the {@code raise} instruction. A throw that
     * was too cheap to have a trace gets one from here on, if it is wanted now.
     */
    public static ErlangException again(ErlangProcess p, Term rawTrace, Term reason) {
        RawTrace raw = (RawTrace) rawTrace;
        if (raw.isUnknown() && TraceWish.wants(p.traceWish, raw.errorClass())) {
            return raise(p, raw.errorClass(), reason);
        }
        return new ErlangException(raw.errorClass(), reason, raw, false);
    }

    /** Raises with a given class and trace: {@code erlang:raise/3}, {@code raw_raise}. */
    public static ErlangException with(ErrorClass errorClass, Term reason, RawTrace trace) {
        return new ErlangException(errorClass, reason, trace.as(errorClass), false);
    }

    /** An error whose first frame shall be {@code head} = {@code {M, F, ArgsOrArity, Info}}, before the frames of the callers. */
    static ErlangException withHead(ErlangProcess p, ErrorClass errorClass, Term reason, Term head) {
        ErlangException e = raise(p, errorClass, reason);
        e.trace.head(head);
        return e;
    }

    /**
     * {@code erlang:error/2,3}: an error whose first frame is the caller's own, with its arguments in it.
     *
     * @param args the Erlang list of the caller's arguments, or null to keep the arity
     * @param info an {@code {error_info, Map}} to add to the frame, or null
     */
    public static ErlangException errorInCaller(ErlangProcess p, Term reason, Term args, Term info) {
        ErlangException e = error(p, reason);
        e.trace.amendFirst(args, info);
        return e;
    }

    /** Raises with a given class and the trace that an Erlang list is: {@code erlang:raise/3}. */
    public static ErlangException withTrace(ErrorClass errorClass, Term reason, Term trace) {
        return new ErlangException(errorClass, reason, RawTrace.of(errorClass, trace), false);
    }

    /** {@code {badmatch, Value}}. */
    public static ErlangException badmatch(ErlangProcess p, Term value) {
        return error(p, Tuple.of(BADMATCH, value));
    }

    /** {@code {case_clause, Value}}. */
    public static ErlangException caseClause(ErlangProcess p, Term value) {
        return error(p, Tuple.of(CASE_CLAUSE, value));
    }

    /** {@code {try_clause, Value}}. */
    public static ErlangException tryClause(ErlangProcess p, Term value) {
        return error(p, Tuple.of(TRY_CLAUSE, value));
    }

    /** {@code if_clause}. */
    public static ErlangException ifClause(ErlangProcess p) {
        return error(p, IF_CLAUSE);
    }

    /** {@code {badrecord, Value}}. */
    public static ErlangException badrecord(ErlangProcess p, Term value) {
        return error(p, Tuple.of(BADRECORD, value));
    }

    /** {@code {badfun, Value}}. */
    public static ErlangException badfun(ErlangProcess p, Term value) {
        return callFailed(p, Tuple.of(BADFUN, value));
    }

    private static ErlangException callFailed(ErlangProcess p, Term reason) {
        ErlangException e = error(p, reason);
        e.trace.atCall();
        return e;
    }

    /** The same error, raised by the call of {@code apply} that the first frame makes, be it a tail call. */
    public ErlangException atCall() {
        trace.atCall();
        return this;
    }

    /** {@code {badarity, {Fun, Args}}}. */
    public static ErlangException badarity(ErlangProcess p, Term fun, Term args) {
        return callFailed(p, Tuple.of(BADARITY, Tuple.of(fun, args)));
    }

    /** {@code function_clause}, with the arguments in the first frame. Thrown from the function itself. */
    public static ErlangException functionClause(ErlangProcess p, Term... args) {
        return errorInCaller(p, FUNCTION_CLAUSE, org.jbeam.term.Terms.list(args), null);
    }

    /** Has the handler that catches it do something first; null takes that back. */
    public void onCatch(Runnable action) {
        onCatch = action;
    }

    /** Called by each handler that catches it. */
    public void beCaught() {
        if (onCatch != null) {
            onCatch.run();
            onCatch = null;
        }
    }

    /** The class. */
    public ErrorClass errorClass() {
        return errorClass;
    }

    /** The reason of an error or exit, the value of a throw. */
    public Term reason() {
        return reason;
    }

    /** The trace as the registers of a handler hold it. */
    public RawTrace trace() {
        return trace;
    }

    /** What {@code catch Expr} gives: the value of a throw, {@code {'EXIT', Reason}} or {@code {'EXIT', {Reason, Trace}}}. */
    public Term caught() {
        beCaught();
        Atom exit = Atom.of("EXIT");
        return switch (errorClass) {
            case THROW -> reason;
            case EXIT -> Tuple.of(exit, reason);
            case ERROR -> Tuple.of(exit, Tuple.of(reason, trace.toTerm()));
        };
    }

    @Override
    public String getMessage() {
        return errorClass.atom().name() + ":" + reason;
    }
}
