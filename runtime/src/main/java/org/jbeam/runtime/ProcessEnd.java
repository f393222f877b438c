package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The end of a process, on its own thread: with which reason, with which report, and who hears of it. Where there is no memory, the report is left
 * out and what must happen is tried again, so that nobody waits in vain for an exit signal or a {@code DOWN}.
 */
final class ProcessEnd {
    private static final Atom NOCATCH = Atom.of("nocatch");
    private static final Atom SYSTEM_LIMIT = Atom.of("system_limit");
    private static final Atom INTERNAL_ERROR = Atom.of("internal_error");
    private static final int STEPS = 4;
    private static final long PAUSE_NANOS = 20_000_000;

    private ProcessEnd() {}

    /** Why a process ends whose code was left by this throwable; reported, if it is an error. */
    static Term reason(ErlangProcess p, Throwable thrown) {
        return switch (thrown) {
            case ProcessExit e -> e.reason();
            case ErlangException e -> uncaught(p, e);
            case StackOverflowError e -> crashed(p, SYSTEM_LIMIT, e);
            case OutOfMemoryError e -> {
                p.dropData();
                yield crashed(p, SYSTEM_LIMIT, e);
            }
            default -> crashed(p, Tuple.of(INTERNAL_ERROR, Terms.charList(String.valueOf(thrown))), thrown);
        };
    }

    private static Term uncaught(ErlangProcess p, ErlangException e) {
        return switch (e.errorClass()) {
            case EXIT -> e.reason();
            case ERROR -> report(p, Tuple.of(e.reason(), e.trace().toTerm()));
            case THROW -> report(p, Tuple.of(Tuple.of(NOCATCH, e.reason()), e.trace().toTerm()));
        };
    }

    /** The reason with its trace; without memory for that the reason alone. */
    private static Term crashed(ErlangProcess p, Term reason, Throwable e) {
        try {
            Term trace = StackTraces.decode(e.getStackTrace(), null, false);
            p.vm().internalError(p, e);
            return report(p, Tuple.of(reason, trace));
        } catch (OutOfMemoryError again) {
            return reason;
        }
    }

    private static Term report(ErlangProcess p, Term reason) {
        try {
            p.vm().logCrash(p, reason);
        } catch (OutOfMemoryError e) {
            p.dropData();
        }
        return reason;
    }

    /** Lets everybody know that a process ends. */
    static void end(ErlangProcess p, Term reason) {
        Term why = reason;
        int done = 0;
        while (done < STEPS) {
            try {
                step(p, done, why);
                done++;
            } catch (ProcessExit e) {
                why = e.reason();
            } catch (OutOfMemoryError e) {
                p.dropData();
                // each vain attempt is a full collection: others must get to free something in between
                MemoryGuard.pause(PAUSE_NANOS);
            }
        }
        p.vm().ended(p, why);
        Tracee t = p.tracee();
        if (t != null) {
            t.ended(p);
        }
    }

    /** One step of the end, each of which may be done twice. */
    private static void step(ErlangProcess p, int step, Term why) {
        switch (step) {
            case 0 -> p.tell(Tracee.EXIT, why);
            case 1 -> p.vm().release(p);
            case 2 -> {
                p.vm().remove(p);
                p.close();
            }
            default -> {
                if (p.hasLinks()) {
                    p.links().ended(why);
                }
            }
        }
    }
}
