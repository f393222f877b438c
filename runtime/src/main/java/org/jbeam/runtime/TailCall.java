package org.jbeam.runtime;

import org.jbeam.term.Opaque;

/**
 * What a function returns instead of a value when its caller shall make a call for it: the target and its arguments stand in the process.
 * Whoever makes a body call checks for {@link #TAIL} and calls {@link ErlangProcess#resume()}.
 *
 * <p>Each function gets the number of tail calls made since the last body call ({@code depth}). From {@link #MAX_DEPTH} on it does not run
 * but defers itself
 * ({@link ErlangProcess#defer}), so that no pattern of tail calls grows the Java stack without bound.
 */
public final class TailCall extends Opaque {
    /** The marker. */
    public static final TailCall TAIL = new TailCall();
    /** The depth at which a function defers itself: a bit, so that it is tested by itself beside {@link #TRACED}. */
    public static final int MAX_DEPTH = 64;
    /** Stands in the depth of a chain of tail calls whose end is waited for to be traced: the depth that such a call is begun with. */
    public static final int TRACED = 2 * MAX_DEPTH;

    private TailCall() {}
}
