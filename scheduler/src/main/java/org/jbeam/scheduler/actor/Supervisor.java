package org.jbeam.scheduler.actor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jbeam.scheduler.Scheduler;

/**
 * An actor that starts children in order, starts them again when they end, and ends them in reverse order when it ends itself: when an exit signal
 * reaches it, or when there were too many restarts. Source of the rules: "Supervisor Behaviour" of the OTP Design Principles.
 */
public final class Supervisor extends Actor {
    /** Who is started again beside the child that ended. */
    public enum Strategy {
        /** Nobody. */
        ONE_FOR_ONE,
        /** All others. */
        ONE_FOR_ALL,
        /** Those that were started after it. */
        REST_FOR_ONE
    }

    private final Strategy strategy;
    private final int intensity;
    private final long periodNanos;
    private final List<ChildSpec> specs;
    private final Actor[] children;
    private final Deque<Long> restarts = new ArrayDeque<>();

    /**
     * A supervisor that is not started yet.
     *
     * @param scheduler where it will run
     * @param strategy who is started again
     * @param intensity so many restarts are allowed within the period; one more ends the supervisor with {@link ExitReason#SHUTDOWN}
     * @param period see there
     * @param specs the children in the order of their start
     */
    public Supervisor(Scheduler scheduler, Strategy strategy, int intensity, Duration period, List<ChildSpec> specs) {
        super(scheduler);
        this.strategy = strategy;
        this.intensity = intensity;
        this.periodNanos = period.toNanos();
        this.specs = List.copyOf(specs);
        this.children = new Actor[this.specs.size()];
    }

    @Override
    protected void act() {
        trapExits(true);
        try {
            for (int i = 0; i < children.length; i++) {
                startChild(i);
            }
            supervise();
        } catch (RuntimeException factoryFailed) {
            endFrom(0);
            throw factoryFailed;
        }
    }

    private void supervise() {
        for (;;) {
            Exited exited = (Exited) receive(Exited.class::isInstance);
            int index = indexOf(exited.from());
            if (index >= 0) {
                childEnded(index, exited.reason());
            } else if (exited.reason() != ExitReason.NORMAL) {
                endFrom(0);
                throw stop(exited.reason());
            }
        }
    }

    private int indexOf(Actor actor) {
        for (int i = 0; i < children.length; i++) {
            if (actor != null && children[i] == actor) {
                return i;
            }
        }
        return -1;
    }

    private void childEnded(int index, Object reason) {
        children[index] = null;
        if (!specs.get(index).isRestarted(reason)) {
            return;
        }
        if (isTooOften()) {
            endFrom(0);
            throw stop(ExitReason.SHUTDOWN);
        }
        switch (strategy) {
            case ONE_FOR_ONE -> startChild(index);
            case ONE_FOR_ALL -> {
                endFrom(0);
                restartFrom(0);
            }
            case REST_FOR_ONE -> {
                endFrom(index);
                restartFrom(index);
            }
        }
    }

    private boolean isTooOften() {
        long now = System.nanoTime();
        restarts.addLast(now);
        while (now - restarts.getFirst() > periodNanos) {
            restarts.removeFirst();
        }
        return restarts.size() > intensity;
    }

    private void restartFrom(int first) {
        for (int i = first; i < children.length; i++) {
            if (specs.get(i).restart() != ChildSpec.Restart.TEMPORARY) {
                startChild(i);
            }
        }
    }

    private void startChild(int index) {
        children[index] = startLinked(specs.get(index).factory().get());
    }

    private void endFrom(int first) {
        for (int i = children.length - 1; i >= first; i--) {
            Actor child = children[i];
            if (child != null) {
                children[i] = null;
                endChild(child, specs.get(i).shutdown());
            }
        }
    }

    /** By a monitor, since a child may have unlinked itself; its link's signal comes before that of the monitor and is dropped. */
    private void endChild(Actor child, Duration patience) {
        Monitor monitor = monitor(child);
        child.exit(ExitReason.SHUTDOWN);
        if (receive(message -> isDown(message, monitor), patience) == null) {
            child.exit(ExitReason.KILL);
            receive(message -> isDown(message, monitor));
        }
        receive(message -> message instanceof Exited exited && exited.from() == child, Duration.ZERO);
    }

    private static boolean isDown(Object message, Monitor monitor) {
        return message instanceof Down down && down.monitor() == monitor;
    }
}
