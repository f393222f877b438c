package org.jbeam.natives;

import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;

/**
 * The test functions of {@code erts_debug:dirty_cpu/2} and its kin. There are no dirty schedulers: what waits is parked.
 */
final class DirtyTest {
    private static final int COPIES = 1000;
    private static final int CONFIRM_MS = 6000;
    private static final int POLL_MS = 50;
    private static final long NANOS_A_MS = 1_000_000;
    private static final Atom TYPE = Atom.of("type");
    private static final Atom READY = Atom.of("ready");
    private static final Atom DONE = Atom.of("done");
    private static final Atom ALIVE = Atom.of("alive");

    private DirtyTest() {}

    static Term run(ErlangProcess p, String scheduler, Term what, Term argument) {
        return switch (what instanceof Atom name ? name.name() : "") {
            case "scheduler" -> scheduler(scheduler, argument);
            case "error" -> throw error(argument);
            case "wait" -> waiting(p, Args.integer(argument, 0, Integer.MAX_VALUE));
            case "copy" -> copies(argument);
            case "reschedule" -> rescheduled(Args.integer(argument, 0, Long.MAX_VALUE));
            case "send" -> send(p, argument, Atom.OK);
            case "ready_wait6_done" -> {
                send(p, argument, READY);
                waiting(p, CONFIRM_MS);
                yield send(p, argument, DONE);
            }
            case "alive_waitexiting" -> {
                send(p, argument, ALIVE);
                while (!p.isExiting()) {
                    waiting(p, POLL_MS);
                }
                yield Atom.OK;
            }
            default -> throw BifException.badarg();
        };
    }

    private static Term scheduler(String scheduler, Term argument) {
        if (argument != TYPE) {
            throw BifException.badarg();
        }
        return Atom.of(scheduler);
    }

    private static BifException error(Term reason) {
        return switch (reason instanceof Atom name ? name.name() : "") {
            case "notsup", "undef", "badarith", "noproc", "system_limit" -> BifException.error(reason);
            default -> BifException.badarg();
        };
    }

    private static Term rescheduled(long times) {
        if (times % 2 != 0) {
            throw BifException.badarg();
        }
        return Atom.OK;
    }

    private static Term send(ErlangProcess p, Term to, Term message) {
        p.deliverTo(to, message);
        return Atom.OK;
    }

    /** Signals are handled meanwhile, as OTP does for a process on a dirty scheduler. */
    private static Term waiting(ErlangProcess p, long milliseconds) {
        long until = System.nanoTime() + milliseconds * NANOS_A_MS;
        for (long left = milliseconds * NANOS_A_MS; left > 0; left = until - System.nanoTime()) {
            p.parkNanos(left);
            p.handleSignals();
        }
        return Atom.OK;
    }

    private static Term copies(Term term) {
        Term list = Nil.NIL;
        for (int i = 0; i < COPIES; i++) {
            list = new Cons(term, list);
        }
        return list;
    }
}
