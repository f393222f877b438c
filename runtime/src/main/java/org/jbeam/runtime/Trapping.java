package org.jbeam.runtime;

import org.jbeam.term.Tuple;

/** Giving way in the middle of a built-in function that OTP names as what the process is in meanwhile. */
public final class Trapping {
    private Trapping() {}

    /** {@link ErlangProcess#bumpReductions(int)} in the middle of the built-in function {@code {M, F, A}}. */
    public static void bumpReductions(ErlangProcess p, int count, Tuple builtin) {
        p.reductions -= count;
        if (p.reductions > 0) {
            return;
        }
        ProcessExtras extras = p.extras();
        extras.trappedIn = builtin;
        try {
            p.exhausted();
        } finally {
            extras.trappedIn = null;
        }
    }

    /** {@link ErlangProcess#handleSignals()}, where a process waits that is suspended, in the middle of the function {@code {M, F, A}}. */
    static void handleSignals(ErlangProcess p, Tuple function) {
        ProcessExtras extras = p.extras();
        extras.trappedIn = function;
        try {
            p.handleSignals();
        } finally {
            extras.trappedIn = null;
        }
    }

    /** The built-in function, {@code {M, F, A}}, in whose middle the process gives way, or null. Only the process itself may ask. */
    public static Tuple in(ErlangProcess p) {
        ProcessExtras extras = p.extras;
        return extras == null ? null : extras.trappedIn;
    }
}
