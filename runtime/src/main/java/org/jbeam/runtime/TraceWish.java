package org.jbeam.runtime;

/**
 * Which exceptions need a stack trace, as bits in {@link ErlangProcess#traceWish}: walking the stack costs far more than a throw.
 *
 * <p>A throw that nothing catches is an error with a trace, but when it has passed a handler that only matches other values, its trace begins where
 * that handler raised it again: else no throw in the reach of such a handler could be cheap.
 */
public final class TraceWish {
    /** Errors and exits. */
    public static final int ERRORS = 1;
    /** Throws, since a handler can show their trace. */
    public static final int THROWS = 2;
    /** Throws, since nothing would catch them. */
    public static final int UNCAUGHT = 4;

    /** Within no handler. */
    public static final int TOP = ERRORS | UNCAUGHT;
    /** Within {@code catch Expr}. */
    public static final int CATCH = ERRORS;
    /** Within a handler that can show the trace. */
    public static final int SHOWN = ERRORS | THROWS;
    /** Within a handler that makes no use of the trace. */
    public static final int NONE = 0;
    /** What a handler that can only raise again keeps of the wishes around it. */
    public static final int PASSED_ON_MASK = ERRORS | THROWS;

    private TraceWish() {}

    static boolean wants(int wish, ErrorClass errorClass) {
        return (wish & (errorClass == ErrorClass.THROW ? THROWS | UNCAUGHT : ERRORS)) != 0;
    }
}
