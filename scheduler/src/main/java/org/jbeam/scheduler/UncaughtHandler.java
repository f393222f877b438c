package org.jbeam.scheduler;

/** Told of what escaped from a task, a timer or a carrier; called on the thread where it happened. */
@FunctionalInterface
public interface UncaughtHandler {
    /**
     * Reports a throwable that nobody caught. What this method throws is dropped.
     *
     * @param source the {@link Task} or {@link TimerEntry} that threw, or the carrier thread itself
     * @param thrown what was thrown
     */
    void uncaught(Object source, Throwable thrown);
}
