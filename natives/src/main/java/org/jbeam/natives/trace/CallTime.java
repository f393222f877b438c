package org.jbeam.natives.trace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** How often traced processes called a function, and how long it ran itself in each, without the functions that it called and that are timed too. */
final class CallTime {
    private static final long MICROS = 1_000_000;

    /** The calls and ns of one process. Only that process writes. */
    private static final class Use {
        private volatile long calls;
        private volatile long nanos;
    }

    private volatile Map<Pid, Use> uses = new ConcurrentHashMap<>();
    private volatile boolean active = true;

    boolean isActive() {
        return active;
    }

    void pause() {
        active = false;
    }

    void restart() {
        uses = new ConcurrentHashMap<>();
        active = true;
    }

    private Use use(ErlangProcess p) {
        return uses.computeIfAbsent(p.pid(), k -> new Use());
    }

    /** {@code [{Pid, Calls, Seconds, Microseconds}]}. */
    Term info() {
        ListBuilder list = new ListBuilder();
        uses.forEach((pid, use) -> {
            long micros = use.nanos / 1000;
            list.add(Tuple.of(pid, SmallInt.of(use.calls), SmallInt.of(micros / MICROS), SmallInt.of(micros % MICROS)));
        });
        return list.finish();
    }

    /** The function that a process runs, as far as time is concerned. */
    record Running(CallTime function) {}

    /** Who a process' time goes to. */
    static final class Clock {
        private Running running;
        private long since;

        /** The function is called; gives what ran before, or null. */
        Running enter(ErlangProcess p, CallTime function) {
            book(p);
            Use use = function.use(p);
            use.calls++;
            Running before = running;
            running = new Running(function);
            return before;
        }

        /** It has ended, and what ran before goes on. */
        void leave(ErlangProcess p, Running before) {
            book(p);
            running = before;
        }

        /** The process gets its carrier, or gives it up: meanwhile nothing runs. */
        void switched(ErlangProcess p, boolean in) {
            if (in) {
                since = System.nanoTime();
            } else {
                book(p);
            }
        }

        private void book(ErlangProcess p) {
            long now = System.nanoTime();
            if (running != null) {
                Use use = running.function.use(p);
                use.nanos += now - since;
            }
            since = now;
        }
    }
}
