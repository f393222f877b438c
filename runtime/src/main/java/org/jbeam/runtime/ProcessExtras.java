package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Tuple;

/** What of a process most processes never have or change, so that those pay one reference for all of it. Made on first use. */
final class ProcessExtras {
    static final Atom ERROR_HANDLER = Atom.of("error_handler");

    volatile Atom registeredName;
    Atom errorHandler = ERROR_HANDLER;
    ProcessSettings settings = ProcessSettings.DEFAULT;
    int wantedScheduler;
    SuspendCount suspension;
    SeqTrace seqTrace;
    Object traceData;
    /** The built-in function, {@code {M, F, A}}, in whose middle the process gives way, or null. */
    Tuple trappedIn;
    /** The breakpoint whose function is entered next without being told of. */
    Breakpoint passing;
    /** What goes on since the last switch, for a recording; a {@code jdk.jfr.Event}, or null. */
    Object flightEvent;
}
