package org.jbeam.gc;

/**
 * The setting {@code max_heap_size} of a process.
 *
 * @param size the limit in words; 0 for none
 * @param kill whether a process that exceeds it is killed
 * @param errorLogger whether an error is logged then
 */
public record MaxHeapSize(long size, boolean kill, boolean errorLogger) {
    /** No limit. */
    public static final MaxHeapSize NONE = new MaxHeapSize(0, true, true);

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if {@code size} is negative
     */
    public MaxHeapSize {
        if (size < 0) {
            throw new IllegalArgumentException("negative size: " + size);
        }
    }

    /**
     * Whether the limit is passed.
     *
     * @param words total size of the process's heap, in words
     * @return never true without a limit
     */
    public boolean isExceeded(long words) {
        return size != 0 && words > size;
    }

    /**
     * Whether this limit may be set beside a minimum: OTP refuses one that is smaller.
     *
     * @param minHeapSize in words, as rounded by {@link HeapSizes#next(long)}
     * @return true if there is no limit or it is not below the minimum
     */
    public boolean isAllowed(long minHeapSize) {
        return size == 0 || size >= minHeapSize;
    }
}
