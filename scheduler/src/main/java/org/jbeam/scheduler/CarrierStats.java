package org.jbeam.scheduler;

/**
 * Figures of one carrier, each read without a lock; they may be some microseconds apart.
 *
 * @param index 0-based number of the carrier
 * @param contextSwitches tasks switched in since the start
 * @param reductions reductions of the slices that ended here
 * @param steals tasks taken from other carriers' queues
 * @param busyNanos ns spent not waiting for work
 * @param totalNanos ns since the carrier's start
 * @param queued runnable tasks waiting here, the running one not counted
 * @param running whether a task is mounted
 */
public record CarrierStats(int index, long contextSwitches, long reductions, long steals, long busyNanos, long totalNanos, int queued,
        boolean running) {
}
