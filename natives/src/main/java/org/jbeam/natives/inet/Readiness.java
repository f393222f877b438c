package org.jbeam.natives.inet;

/** What tells when descriptors can be read or written. Registrations come from any thread; one thread waits. */
interface Readiness {
    int READ = 1;
    int WRITE = 4;

    /** Takes what is ready. */
    @FunctionalInterface
    interface Event {
        /** The registration {@code key} is ready for {@code what}, a sum of {@link #READ} and {@link #WRITE}. */
        void ready(long key, int what);
    }

    /** Changes what is waited for, from {@code before} to {@code after}: sums of {@link #READ} and {@link #WRITE}, 0 for nothing. */
    void change(int fd, long key, int before, int after);

    /**
     * Waits until something is ready, or {@link #wake} is called.
     *
     * @param millis how long at most, -1 for ever
     */
    void await(int millis, Event event);

    /** Ends a wait. */
    void wake();

    /** The one of this system. */
    static Readiness open() {
        return Numbers.LINUX ? new EpollReadiness() : new PollReadiness();
    }
}
