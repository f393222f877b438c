package org.jbeam.natives;

import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.jbeam.runtime.ErlangProcess;

/** A port whose senders wait while too much is waiting to be written. */
public interface BusyPort {
    /** Is more waiting than a sender should add to? */
    boolean isBusy();

    /** May a sender insist, with the option {@code force}? */
    default boolean allowsForce() {
        return false;
    }

    /** Parks the process until the port is no longer busy. */
    void awaitRoom(ErlangProcess p);

    /**
     * The same for a port whose state a lock guards.
     *
     * @param note puts the process among those that whoever makes room unparks; called with the lock held
     */
    default void awaitRoom(ErlangProcess p, Lock lock, Consumer<ErlangProcess> note) {
        while (isBusy()) {
            lock.lock();
            try {
                if (isBusy()) {
                    note.accept(p);
                }
            } finally {
                lock.unlock();
            }
            p.hold(() -> !isBusy());
        }
    }
}
