package org.jbeam.runtime;

import org.jbeam.term.Term;

/**
 * What shall happen when a function is called, besides running it: counting, telling a tracer, waiting for its return. It hangs on a function of one
 * version of a module, on an export or on a built-in function, and is made by whoever sets it.
 */
public abstract class Breakpoint {
    /** For subclasses. */
    protected Breakpoint() {}

    /**
     * The function was called.
     *
     * @param depth as in {@link ModuleCode}, with {@link TailCall#TRACED} in it when the end of the chain of tail calls is waited for
     * @param args as they came: there may be match contexts among them
     * @return the value where the function has been run, never {@link TailCall#TAIL}; null to go on with it
     */
    public abstract Term called(ErlangProcess p, int depth, Term[] args, Body body);

    /** Runs the function itself. */
    public interface Body {
        /** The value, or {@link TailCall#TAIL}. */
        Term run(ErlangProcess p, int depth, Term[] args);
    }
}
