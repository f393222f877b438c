package org.jbeam.scheduler;

/**
 * One timer: subclass it with what shall happen. About 40 bytes; an entry may be scheduled again after it fired or was cancelled,
 * by one thread at a time.
 */
public abstract class TimerEntry {
    /** Place in its shard's heap, or -1; guarded by the shard's lock. */
    int index = -1;
    /** Order of creation within the shard, for equal deadlines. */
    int sequence;
    /** {@link System#nanoTime()} at which it is due. */
    long deadline;
    TimerShard shard;

    /** An entry that is not scheduled yet. */
    protected TimerEntry() {
    }

    /** Called once, on the timer thread, when due: must be short and not block (unpark a task, queue a message). */
    protected abstract void fire();

    /**
     * When it is or was due.
     *
     * @return ns on the clock of {@link System#nanoTime()}
     */
    public final long deadline() {
        return deadline;
    }
}
