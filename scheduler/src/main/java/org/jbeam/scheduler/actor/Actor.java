package org.jbeam.scheduler.actor;

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.scheduler.Task;
import org.jbeam.scheduler.TimerEntry;

/**
 * A task with what an Erlang process has: a mailbox, links, monitors, and an end that others hear of. Subclass it with what it shall do.
 *
 * <p>Messages are any objects; nothing is copied, so they should be immutable. All that one actor sends to another arrives in order. The public
 * methods may be called by any thread, the protected ones by the actor itself alone. An exit signal takes effect when the actor receives,
 * or at {@link #exhausted()}; Java code that does neither is not interrupted. Source of the rules: "Processes" and "Signals" of the
 * Erlang Reference Manual.
 */
public abstract class Actor extends Task {
    private static final Predicate<Object> ANY = message -> true;

    private final SignalQueue signals = new SignalQueue();
    private final Inbox inbox = new Inbox();
    private final Set<Actor> links = new LinkedHashSet<>();
    /** Unlinks that the other side has not seen yet: a link of its that crosses one of them is older, and void. */
    private final Map<Actor, Integer> unlinking = new HashMap<>();
    /** Own watches of others, and those of others over this actor. */
    private final Set<Monitor> watches = new LinkedHashSet<>();
    private final Set<Monitor> watchers = new LinkedHashSet<>();
    private boolean trapsExits;
    /** Set once the actor has to end, so that a handler which catches everything cannot keep it alive. */
    private ActorExit ending;
    private volatile Object exitReason;

    /**
     * An actor that is not started yet: {@link #start()}, {@link #startLinked} or {@link #startMonitored} does that.
     *
     * @param scheduler where it will run
     */
    protected Actor(Scheduler scheduler) {
        super(scheduler);
    }

    /**
     * What the actor does. When it returns, the actor ends with {@link ExitReason#NORMAL}.
     *
     * @throws Exception anything: the actor ends with it as its reason, and the scheduler's handler is told
     */
    protected abstract void act() throws Exception;

    // ---- for everybody

    /**
     * Sends a message; lost without notice if the actor has ended.
     *
     * @param message not null
     */
    public final void send(Object message) {
        deliver(new Signal.Message(Objects.requireNonNull(message, "message")));
    }

    /**
     * Sends a message later.
     *
     * @param delay from now; sent not before, at once if it is not positive
     * @param message not null
     * @return for {@code scheduler().timers().cancel(…)}
     */
    public final TimerEntry sendAfter(Duration delay, Object message) {
        Objects.requireNonNull(message, "message");
        TimerEntry timer = new TimerEntry() {
            @Override
            protected void fire() {
                send(message);
            }
        };
        scheduler().timers().schedule(System.nanoTime() + delay.toNanos(), timer);
        return timer;
    }

    /**
     * Sends an exit signal. {@link ExitReason#KILL} ends the actor whatever it does; any other reason becomes an {@link Exited} if it traps
     * exits, else {@link ExitReason#NORMAL} does nothing and the rest ends it.
     *
     * @param reason not null
     */
    public final void exit(Object reason) {
        deliver(new Signal.Exit(Task.current() instanceof Actor sender ? sender : null, Objects.requireNonNull(reason, "reason"), false));
    }

    /**
     * Why the actor ended.
     *
     * @return the reason, or null while it has not ended
     */
    public final Object exitReason() {
        return exitReason;
    }

    // ---- for the actor itself

    /**
     * Takes the oldest message, waiting for it.
     *
     * @return the message
     */
    protected final Object receive() {
        return receive(ANY);
    }

    /**
     * Takes the oldest message that is wanted, waiting for it; others stay.
     *
     * @param wanted is asked once for each message; must not receive itself
     * @return the message
     */
    protected final Object receive(Predicate<Object> wanted) {
        inbox.rewind();
        for (;;) {
            handleSignals();
            Object message = inbox.take(wanted);
            if (message != null) {
                return message;
            }
            if (signals.isEmpty()) {
                park();
            }
        }
    }

    /**
     * Takes the oldest message that is wanted, waiting for it for a time.
     *
     * @param wanted is asked once for each message; must not receive itself
     * @param timeout how long to wait; zero looks only at what is there
     * @return the message, or null when the time is over
     */
    protected final Object receive(Predicate<Object> wanted, Duration timeout) {
        inbox.rewind();
        long deadline = System.nanoTime() + timeout.toNanos();
        for (;;) {
            handleSignals();
            Object message = inbox.take(wanted);
            if (message != null) {
                return message;
            }
            if (signals.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                parkNanos(left);
            }
        }
    }

    /**
     * Shall exit signals become messages ({@link Exited}) rather than end this actor?
     *
     * @param traps at first false
     */
    protected final void trapExits(boolean traps) {
        handleSignals();
        trapsExits = traps;
    }

    /**
     * Links this actor and another: when one ends, the other gets an exit signal. If the other has ended, this one gets it, with
     * {@link ExitReason#NO_ACTOR}. A second link of the same two changes nothing.
     *
     * @param other whom
     */
    protected final void link(Actor other) {
        if (other != this && links.add(other) && !other.deliver(new Signal.Link(this))) {
            deliver(new Signal.Exit(other, ExitReason.NO_ACTOR, true));
        }
    }

    /**
     * Takes a link back: from now on the end of the other has no effect here, even if its signal is on its way.
     *
     * @param other whom
     */
    protected final void unlink(Actor other) {
        handleSignals();
        if (links.remove(other) && other.deliver(new Signal.Unlink(this))) {
            unlinking.merge(other, 1, Integer::sum);
        }
    }

    /**
     * Asks to be told of another's end by one {@link Down}; at once, with {@link ExitReason#NO_ACTOR}, if it has ended.
     *
     * @param other whom
     * @return what the message will hold
     */
    protected final Monitor monitor(Actor other) {
        Monitor made = new Monitor(this, other);
        watches.add(made);
        if (!other.deliver(new Signal.Watch(made))) {
            deliver(new Signal.Ended(made, ExitReason.NO_ACTOR));
        }
        return made;
    }

    /**
     * Takes a monitor back; its message, if it came already, is removed.
     *
     * @param monitor one of this actor's own
     */
    protected final void demonitor(Monitor monitor) {
        handleSignals();
        if (watches.remove(monitor)) {
            monitor.watched().deliver(new Signal.Unwatch(monitor));
        } else {
            receive(message -> message instanceof Down down && down.monitor() == monitor, Duration.ZERO);
        }
    }

    /**
     * Starts an actor that is linked to this one from its first moment.
     *
     * @param child not started yet
     * @param <A> its class
     * @return the child
     */
    protected final <A extends Actor> A startLinked(A child) {
        Actor made = child;
        made.links.add(this);
        links.add(child);
        child.start();
        return child;
    }

    /**
     * Starts an actor that this one monitors from its first moment.
     *
     * @param child not started yet
     * @return the monitor
     */
    protected final Monitor startMonitored(Actor child) {
        Monitor made = monitor(child);
        child.start();
        return made;
    }

    /**
     * Ends this actor.
     *
     * @param reason what others are told
     * @return never; {@code throw stop(…)} lets the compiler know
     */
    protected final Error stop(Object reason) {
        ending = new ActorExit(Objects.requireNonNull(reason, "reason"));
        throw ending;
    }

    /** Handles signals that have come, so that an actor which only computes can be ended, and goes on as a task does. */
    @Override
    public final void exhausted() {
        handleSignals();
        continueSlice();
    }

    // ---- life and signals

    @Override
    protected final void run() {
        Throwable failure = null;
        try {
            act();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (ending != null) {
            end(ending.reason());
        } else if (failure == null) {
            end(ExitReason.NORMAL);
        } else {
            end(failure);
            throw unchecked(failure);
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : new UndeclaredThrowableException(failure);
    }

    private void end(Object reason) {
        exitReason = reason;
        for (SignalQueue.Node node = signals.close(); node != null; node = node.next) {
            handleLate(node.signal);
        }
        for (Actor linked : links) {
            linked.deliver(new Signal.Exit(this, reason, true));
        }
        for (Monitor watcher : watchers) {
            watcher.watcher().deliver(new Signal.Ended(watcher, reason));
        }
        for (Monitor own : watches) {
            own.watched().deliver(new Signal.Unwatch(own));
        }
        links.clear();
        watchers.clear();
        watches.clear();
        inbox.clear();
    }

    private boolean deliver(Signal signal) {
        boolean alive = signals.push(signal);
        if (alive) {
            unpark();
        }
        return alive;
    }

    private void handleSignals() {
        if (ending != null) {
            throw ending;
        }
        if (!signals.isEmpty()) {
            for (SignalQueue.Node node = signals.takeAll(); node != null; node = node.next) {
                handle(node.signal);
            }
            // what came with the signal that ends this actor was handled first, so that no link or monitor among it is lost
            if (ending != null) {
                throw ending;
            }
        }
    }

    private void handle(Signal signal) {
        switch (signal) {
            case Signal.Message message -> inbox.add(message.content());
            case Signal.Exit exit -> handleExit(exit);
            case Signal.Ended ended -> {
                if (watches.remove(ended.monitor())) {
                    inbox.add(new Down(ended.monitor(), ended.reason()));
                }
            }
            case Signal.Link link -> {
                if (!unlinking.containsKey(link.from())) {
                    links.add(link.from());
                }
            }
            case Signal.Unlink unlink -> {
                links.remove(unlink.from());
                unlink.from().deliver(new Signal.Unlinked(this));
            }
            case Signal.Unlinked unlinked -> unlinking.computeIfPresent(unlinked.from(), (from, count) -> count == 1 ? null : count - 1);
            case Signal.Watch watch -> watchers.add(watch.monitor());
            case Signal.Unwatch unwatch -> watchers.remove(unwatch.monitor());
        }
    }

    /** A signal that came while the actor ended: links and monitors still hear its reason, the rest is lost. */
    private void handleLate(Signal signal) {
        switch (signal) {
            case Signal.Link link -> handle(link);
            case Signal.Unlink unlink -> handle(unlink);
            case Signal.Unlinked unlinked -> handle(unlinked);
            case Signal.Watch watch -> handle(watch);
            case Signal.Unwatch unwatch -> handle(unwatch);
            case Signal.Exit exit -> {
                if (exit.linked()) {
                    links.remove(exit.from());
                }
            }
            case Signal.Ended ended -> watches.remove(ended.monitor());
            case Signal.Message message -> { }
        }
    }

    private void handleExit(Signal.Exit exit) {
        if (exit.linked() && !links.remove(exit.from()) || ending != null) {
            return;
        }
        boolean kill = exit.reason() == ExitReason.KILL && !exit.linked();
        if (trapsExits && !kill) {
            inbox.add(new Exited(exit.from(), exit.reason()));
        } else if (exit.reason() != ExitReason.NORMAL) {
            ending = new ActorExit(kill ? ExitReason.KILLED : exit.reason());
        }
    }
}
