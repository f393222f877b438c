package org.jbeam.scheduler.actor;

/** One watch of one actor over another; compared by identity. */
public final class Monitor {
    private final Actor watcher;
    private final Actor watched;

    Monitor(Actor watcher, Actor watched) {
        this.watcher = watcher;
        this.watched = watched;
    }

    Actor watcher() {
        return watcher;
    }

    /**
     * Who is watched.
     *
     * @return the argument of {@link Actor#monitor(Actor)}
     */
    public Actor watched() {
        return watched;
    }
}
