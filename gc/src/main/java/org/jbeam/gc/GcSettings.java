package org.jbeam.gc;

/**
 * What a process may be told about its memory, by {@code spawn_opt} or {@code process_flag}. Minimum sizes are rounded up to what OTP
 * would give.
 *
 * @param minHeapSize smallest heap, in words; rounded up to a size of {@link HeapSizes}, at least 233
 * @param minBinVheapSize smallest virtual binary heap, in words; rounded likewise, at least 46,422
 * @param fullsweepAfter how many minor collections come before a major one
 * @param maxHeapSize the limit
 */
public record GcSettings(long minHeapSize, long minBinVheapSize, int fullsweepAfter, MaxHeapSize maxHeapSize) {
    /** OTP's defaults. */
    public static final GcSettings DEFAULT =
        new GcSettings(HeapSizes.DEFAULT_MIN, HeapSizes.DEFAULT_MIN_BIN_VHEAP, 65_535, MaxHeapSize.NONE);

    /**
     * Rounds the minimum sizes.
     *
     * @throws IllegalArgumentException if a number is negative or a size above 2^59
     */
    public GcSettings {
        if (minHeapSize < 0 || minBinVheapSize < 0 || fullsweepAfter < 0) {
            throw new IllegalArgumentException("negative");
        }
        minHeapSize = HeapSizes.next(Math.max(HeapSizes.DEFAULT_MIN, minHeapSize));
        minBinVheapSize = HeapSizes.next(Math.max(HeapSizes.DEFAULT_MIN_BIN_VHEAP, minBinVheapSize));
    }

    /**
     * With another {@link #minHeapSize()}.
     *
     * @param words before rounding
     * @return the changed settings
     */
    public GcSettings withMinHeapSize(long words) {
        return new GcSettings(words, minBinVheapSize, fullsweepAfter, maxHeapSize);
    }

    /**
     * With another {@link #minBinVheapSize()}.
     *
     * @param words before rounding
     * @return the changed settings
     */
    public GcSettings withMinBinVheapSize(long words) {
        return new GcSettings(minHeapSize, words, fullsweepAfter, maxHeapSize);
    }

    /**
     * With another {@link #fullsweepAfter()}.
     *
     * @param count at least 0
     * @return the changed settings
     */
    public GcSettings withFullsweepAfter(int count) {
        return new GcSettings(minHeapSize, minBinVheapSize, count, maxHeapSize);
    }

    /**
     * With another limit.
     *
     * @param limit the new one
     * @return the changed settings
     */
    public GcSettings withMaxHeapSize(MaxHeapSize limit) {
        return new GcSettings(minHeapSize, minBinVheapSize, fullsweepAfter, limit);
    }
}
