package org.jbeam.ets;

import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/** What tables need of the system around them. */
public interface TableHost {
    /**
     * Makes a new unique reference of a kind of its own.
     *
     * @param maker builds the reference of three words
     * @return what the maker returned
     */
    <T> T newRef(RefMaker<T> maker);

    /** Builds a reference of three words, fastest counting first. */
    @FunctionalInterface
    interface RefMaker<T> {
        /** The reference. */
        T make(int word0, int word1, int word2);
    }

    /** Is this local process alive and not exiting? */
    boolean alive(Pid process);

    /**
     * Sends {@code message} to the new owner of a table.
     *
     * @param from who gave the table away, or whose end made the heir its owner
     * @param to the new owner
     * @param message {@code {'ETS-TRANSFER', Table, From, Data}}
     */
    void send(Pid from, Pid to, Term message);

    /** Nanoseconds of the monotonic clock as {@code erlang:monotonic_time()} counts them, for {@code info(Tab, safe_fixed_monotonic_time)}. */
    default long monotonicTime() {
        return System.nanoTime();
    }

    /** Nanoseconds to add to {@link #monotonicTime()} for the time since 1970, for {@code info(Tab, safe_fixed)}. */
    default long timeOffset() {
        return System.currentTimeMillis() * 1_000_000L - System.nanoTime();
    }
}
