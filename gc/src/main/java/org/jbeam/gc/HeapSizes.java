package org.jbeam.gc;

import java.util.Arrays;

/**
 * The sizes that a process heap can have: a sequence in which each is the sum of the two before plus 1, and from 833,026 words on each is a
 * fifth larger than the one before. Source: OTP's efficiency guide, chapter on processes; the numbers are those that OTP 25 reports.
 */
public final class HeapSizes {
    /** The heap of a new process unless it asks for more, in words. */
    public static final long DEFAULT_MIN = 233;
    /** The virtual binary heap of a new process, in words. */
    public static final long DEFAULT_MIN_BIN_VHEAP = 46_422;

    private static final long FIRST = 12;
    private static final long SECOND = 38;
    private static final int SUMS = 23;
    /** No heap can be larger, in words. */
    private static final long LARGEST = 1L << 59;
    private static final long[] SIZES = table();

    private HeapSizes() {
    }

    private static long[] table() {
        long[] sizes = new long[256];
        sizes[0] = FIRST;
        sizes[1] = SECOND;
        int count = 2;
        while (count < SUMS) {
            sizes[count] = sizes[count - 1] + sizes[count - 2] + 1;
            count++;
        }
        while (sizes[count - 1] < LARGEST) {
            sizes[count] = sizes[count - 1] + sizes[count - 1] / 5;
            count++;
        }
        return Arrays.copyOf(sizes, count);
    }

    /**
     * The smallest heap size that holds so much.
     *
     * @param words at most 2^59
     * @return a size of the sequence, at least {@code words}
     * @throws IllegalArgumentException above 2^59 words
     */
    public static long next(long words) {
        return SIZES[indexOf(words)];
    }

    /**
     * A size some steps further in the sequence than {@link #next(long)}; the largest one when there are no more.
     *
     * @param words at most 2^59
     * @param steps at least 0
     * @return a size of the sequence
     * @throws IllegalArgumentException above 2^59 words
     */
    public static long next(long words, int steps) {
        return SIZES[Math.min(SIZES.length - 1, indexOf(words) + steps)];
    }

    private static int indexOf(long words) {
        if (words > LARGEST) {
            throw new IllegalArgumentException("no heap is so large: " + words);
        }
        int found = Arrays.binarySearch(SIZES, words);
        return found >= 0 ? found : -1 - found;
    }
}
