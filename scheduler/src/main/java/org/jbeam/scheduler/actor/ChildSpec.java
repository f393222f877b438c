package org.jbeam.scheduler.actor;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a {@link Supervisor} knows of one of its children.
 *
 * @param name for display
 * @param factory makes the actor, not started, at the start and for each restart
 * @param restart when it is started again
 * @param shutdown how long it may take to end when asked to by {@link ExitReason#SHUTDOWN}; then it is killed
 */
public record ChildSpec(String name, Supplier<? extends Actor> factory, Restart restart, Duration shutdown) {
    /** When an ended child is started again. */
    public enum Restart {
        /** Always. */
        PERMANENT,
        /** Unless it ended with {@link ExitReason#NORMAL} or {@link ExitReason#SHUTDOWN}. */
        TRANSIENT,
        /** Never. */
        TEMPORARY
    }

    /**
     * A permanent child that has five seconds to end.
     *
     * @param name for display
     * @param factory makes the actor, not started
     * @return the specification
     */
    public static ChildSpec of(String name, Supplier<? extends Actor> factory) {
        return new ChildSpec(name, factory, Restart.PERMANENT, Duration.ofSeconds(5));
    }

    boolean isRestarted(Object reason) {
        return switch (restart) {
            case PERMANENT -> true;
            case TRANSIENT -> reason != ExitReason.NORMAL && reason != ExitReason.SHUTDOWN;
            case TEMPORARY -> false;
        };
    }
}
