package org.jbeam.runtime;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/**
 * What the machine tells JDK Flight Recorder. Callers ask {@link #ON} first: without the property {@code jbeam.events} the compilers drop the
 * question with what follows, and no class of the recorder is loaded.
 */
final class FlightEvents {
    /** Is anything told at all? Whether it is recorded, the recording decides. */
    static final boolean ON = Boolean.getBoolean("jbeam.events");

    private FlightEvents() {}

    static void spawned(ErlangProcess child, Export function) {
        Spawn event = new Spawn();
        if (event.isEnabled()) {
            event.process = child.pid().toString();
            event.parent = child.parent().toString();
            event.function = function.module().name() + ":" + function.function().name() + "/" + function.arity();
            event.commit();
        }
    }

    static void ended(ErlangProcess process, Term reason) {
        Exit event = new Exit();
        if (event.isEnabled()) {
            event.process = process.pid().toString();
            // a reason can be of any size
            event.reason = reason instanceof Atom name ? name.name() : "other";
            event.reductions = process.totalReductions();
            event.commit();
        }
    }

    /** A process has got a carrier, or is about to give it up. Ends what began with the switch before. */
    static void switched(ErlangProcess process, boolean in) {
        Event before = (Event) process.extras().flightEvent;
        Event after = in ? new Slice() : new Park();
        boolean wanted = after.isEnabled();
        if (wanted) {
            after.begin();
        }
        process.extras().flightEvent = wanted ? after : null;
        if (before == null) {
            return;
        }
        before.end();
        if (!before.shouldCommit()) {
            return;
        }
        if (before instanceof Slice slice) {
            slice.process = process.pid().toString();
            slice.waits = process.isWaiting();
        } else if (before instanceof Park park) {
            park.process = process.pid().toString();
        }
        before.commit();
    }

    /** As {@link Sending#send}, with the time it takes. */
    static void send(ErlangProcess from, Term dest, Term message) {
        LongSend event = new LongSend();
        event.begin();
        Sending.sendNow(from, dest, message);
        event.end();
        if (event.shouldCommit()) {
            event.process = from.pid().toString();
            event.destination = dest.toString();
            event.commit();
        }
    }

    static void checked(ErlangProcess process, boolean major, long liveWords, long nanos) {
        MemoryCheck event = new MemoryCheck();
        if (event.isEnabled()) {
            event.process = process.pid().toString();
            event.major = major;
            event.liveWords = liveWords;
            event.nanoseconds = nanos;
            event.commit();
        }
    }

    static void loaded(LoadedModule module) {
        CodeLoad event = new CodeLoad();
        if (event.isEnabled()) {
            event.module = module.name().name();
            event.commit();
        }
    }

    @Name("org.jbeam.Spawn")
    @Label("Process spawned")
    @Category({"jbeam", "Processes"})
    @StackTrace(false)
    private static final class Spawn extends Event {
        String process;
        String parent;
        String function;
    }

    @Name("org.jbeam.Exit")
    @Label("Process ended")
    @Category({"jbeam", "Processes"})
    @StackTrace(false)
    private static final class Exit extends Event {
        String process;
        @Description("the exit reason if it is an atom, else 'other'")
        String reason;
        long reductions;
    }

    @Name("org.jbeam.Slice")
    @Label("Process had a carrier")
    @Category({"jbeam", "Scheduling"})
    @StackTrace(false)
    private static final class Slice extends Event {
        String process;
        @Description("whether it then waited for a message")
        boolean waits;
    }

    @Name("org.jbeam.Park")
    @Label("Process had no carrier")
    @Category({"jbeam", "Scheduling"})
    @StackTrace(false)
    private static final class Park extends Event {
        String process;
    }

    @Name("org.jbeam.LongSend")
    @Label("Sending took long")
    @Category({"jbeam", "Processes"})
    @StackTrace(false)
    @Threshold("1 ms")
    private static final class LongSend extends Event {
        String process;
        String destination;
    }

    @Name("org.jbeam.MemoryCheck")
    @Label("Memory of a process measured")
    @Category({"jbeam", "Memory"})
    @StackTrace(false)
    private static final class MemoryCheck extends Event {
        String process;
        boolean major;
        long liveWords;
        long nanoseconds;
    }

    @Name("org.jbeam.CodeLoad")
    @Label("Module loaded")
    @Category({"jbeam", "Code"})
    @StackTrace(false)
    private static final class CodeLoad extends Event {
        String module;
    }
}
