package org.jbeam.natives;

import org.jbeam.runtime.ErlangProcess;
import org.jbeam.scheduler.Task;

/**
 * Counts the work of a built-in function as reductions of the calling process, which may give way then: a function that takes long for one
 * reduction would otherwise keep its scheduler for thousands of such calls. Not to be called with a lock held.
 */
final class Work {
    /** List cells, elements of tuples, pairs of maps looked at or made, for one reduction. */
    private static final int ITEMS_A_REDUCTION = 16;
    /** Bytes that are copied or summed up, for one reduction. */
    private static final int BYTES_A_REDUCTION = 512;
    /** Reductions that are worth counting. */
    private static final int LEAST = 8;
    /** Reductions at a time at most: more than a slice gives way no longer. */
    private static final int MOST = 1 << 20;
    /** Items between two counts of a long walk; a power of two. */
    static final int CHUNK = 4096;

    private Work() {}

    /** So many items were looked at or made. */
    static void items(long count) {
        if (count >= LEAST * ITEMS_A_REDUCTION) {
            reductions(count / ITEMS_A_REDUCTION);
        }
    }

    /** To be called for each item of a long walk, with their number so far: counts now and then. */
    static void walked(int count) {
        if ((count & CHUNK - 1) == 0) {
            items(CHUNK);
        }
    }

    /** So many bytes were copied or summed up. */
    static void bytes(long count) {
        if (count >= LEAST * BYTES_A_REDUCTION) {
            reductions(count / BYTES_A_REDUCTION);
        }
    }

    private static void reductions(long count) {
        if (Task.current() instanceof ErlangProcess p) {
            p.bumpReductions((int) Math.min(count, MOST));
        }
    }
}
