package org.jbeam.scheduler;

/** What a task is doing. */
public enum TaskStatus {
    /** Not started. */
    NEW,
    /** Waits for a carrier, or for a lock inside Java code. */
    RUNNABLE,
    /** Mounted on a carrier. */
    RUNNING,
    /** Waits for an unpark. */
    PARKED,
    /** Its {@code run} has ended. */
    DONE
}
