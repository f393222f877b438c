package org.jbeam.runtime;

import java.util.concurrent.atomic.LongAdder;

/** What the checks of all processes' memory add up to: {@code statistics(garbage_collection)}. */
public final class MemoryStatistics {
    private final LongAdder collections = new LongAdder();
    private final LongAdder reclaimed = new LongAdder();

    MemoryStatistics() {}

    void collected(long words) {
        collections.increment();
        reclaimed.add(words);
    }

    /** How many collections were booked. */
    public long collections() {
        return collections.sum();
    }

    /** How many words they would have freed. */
    public long reclaimedWords() {
        return reclaimed.sum();
    }
}
