package org.jbeam.scheduler;

/**
 * How a task is preferred by its carrier. {@link #MAX} strictly precedes {@link #HIGH}, which strictly precedes the other two;
 * {@link #LOW} gets one slice where a {@link #NORMAL} task gets eight.
 */
public enum Priority {
    /** Before everything else; the runtime's own use. */
    MAX,
    /** Before normal and low. */
    HIGH,
    /** The default. */
    NORMAL,
    /** One slice to eight of a normal task, or at once when no normal task is runnable. */
    LOW
}
