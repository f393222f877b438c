package org.jbeam.natives.trace;

import org.jbeam.term.Term;

/** The times that trace messages carry. */
public interface TraceClock {
    /** {@code {MegaSecs, Secs, MicroSecs}}, greater at each call. */
    Term now();

    /** Monotonic time in ns. */
    Term monotonic();

    /** A number that is greater at each call. */
    Term unique();
}
