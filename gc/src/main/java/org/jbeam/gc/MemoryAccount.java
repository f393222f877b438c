package org.jbeam.gc;

/**
 * The memory of one process in OTP's terms: what its code has allocated, the heap size that OTP would have given it, and how often a
 * collection was due. Nothing is collected here. The process adds to {@link #allocated} what {@code test_heap} asks for; at a convenient place
 * it asks {@link #isDue()}, finds out how much is alive, and calls {@link #collected}.
 *
 * <p>One thread at a time; other threads may read the figures, which are then somewhat old.
 */
public final class MemoryAccount {
    /** Words allocated since the last collection that are not in {@link #usedWords()} of that time; the process's code adds to it. */
    public long allocated;

    private GcSettings settings;
    private long heapSize;
    private long live;
    private long binaryWords;
    private long binaryVheap;
    private int minors;
    private int majors;
    private int minorsSinceMajor;

    /**
     * An account of a new process.
     *
     * @param settings what applies to it
     */
    public MemoryAccount(GcSettings settings) {
        this.settings = settings;
        this.heapSize = settings.minHeapSize();
        this.binaryVheap = settings.minBinVheapSize();
    }

    /**
     * What applies now.
     *
     * @return the last ones set
     */
    public GcSettings settings() {
        return settings;
    }

    /**
     * Changes the settings; a larger minimum applies from the next collection on.
     *
     * @param settings the new ones
     */
    public void settings(GcSettings settings) {
        this.settings = settings;
    }

    /**
     * Counts a binary outside the heap (above 64 bytes), which presses for a collection too.
     *
     * @param bytes its size
     */
    public void allocatedBinary(long bytes) {
        binaryWords += bytes >>> 3;
    }

    /**
     * Whether OTP would collect now: the heap or the virtual binary heap is full.
     *
     * @return true if what was allocated does not fit any more
     */
    public boolean isDue() {
        return live + allocated > heapSize || binaryWords > binaryVheap;
    }

    /**
     * Whether the next collection is to be a major one.
     *
     * @return true after {@link GcSettings#fullsweepAfter()} minor ones
     */
    public boolean isMajorDue() {
        return minorsSinceMajor >= settings.fullsweepAfter();
    }

    /**
     * Books a collection and chooses the size of the heap. A major one gives the smallest size that holds what is alive and needed. A minor
     * one keeps the size while what is alive takes a quarter to three quarters of it.
     *
     * @param liveWords what is alive, stack included, in words
     * @param neededWords what is to be allocated right after, in words
     * @param major whether it was a major collection
     */
    public void collected(long liveWords, long neededWords, boolean major) {
        long wanted = liveWords + neededWords;
        if (major) {
            majors++;
            minorsSinceMajor = 0;
            heapSize = atLeastMin(HeapSizes.next(wanted));
        } else {
            minors++;
            minorsSinceMajor++;
            if (wanted > heapSize - heapSize / 4) {
                heapSize = HeapSizes.next(wanted + wanted / 3 + 1);
            } else if (wanted < heapSize / 4) {
                heapSize = HeapSizes.next(2 * wanted);
            }
            heapSize = atLeastMin(heapSize);
        }
        if (binaryWords > binaryVheap) {
            binaryVheap = HeapSizes.next(binaryWords);
        }
        live = liveWords;
        allocated = 0;
        binaryWords = 0;
    }

    /**
     * Takes note of what is alive without a collection. Where that does not fit the heap any more, the heap grows to the next size that
     * holds it.
     *
     * @param liveWords what is alive, in words
     */
    public void measured(long liveWords) {
        if (liveWords > heapSize) {
            heapSize = atLeastMin(HeapSizes.next(liveWords));
        }
        live = liveWords;
        allocated = 0;
    }

    /**
     * Books a minor collection of which nobody knows what it left: the sizes stay as they are.
     */
    public void collectedUnknown() {
        minors++;
        minorsSinceMajor++;
        allocated = 0;
        binaryWords = 0;
    }

    /**
     * Books hibernation: a major collection that leaves a heap of just the size of what is alive.
     *
     * @param liveWords what is alive, in words
     */
    public void hibernated(long liveWords) {
        majors++;
        minorsSinceMajor = 0;
        heapSize = liveWords;
        live = liveWords;
        allocated = 0;
        binaryWords = 0;
        binaryVheap = settings.minBinVheapSize();
    }

    private long atLeastMin(long words) {
        return Math.max(settings.minHeapSize(), words);
    }

    /**
     * Whether the process is above its {@code max_heap_size} as OTP counts it at a collection: the heap as it is, or what is in use where
     * that is more.
     *
     * @return never true without a limit
     */
    public boolean isLimitExceeded() {
        return settings.maxHeapSize().isExceeded(Math.max(heapSize, usedWords()));
    }

    /**
     * Whether what is known to be alive comes within a twentieth of {@code max_heap_size}: garbage and the room that OTP keeps free do not count.
     * Nearer the limit a process would be looked through after ever fewer words.
     *
     * @return never true without a limit
     */
    public boolean isLiveLimitExceeded() {
        return settings.maxHeapSize().isExceeded(live + live / 20);
    }

    /**
     * Whether it may be above its limit, so that what is alive has to be found out. Not before a quarter of the limit was allocated, so that the
     * cost of finding out stays in proportion to what was allocated; a process may be so much above its limit when it is found to be.
     *
     * @return never true without a limit
     */
    public boolean isLimitNear() {
        return settings.maxHeapSize().isExceeded(usedWords()) && allocated >= settings.maxHeapSize().size() / 4;
    }

    /**
     * What was alive when that was last found out.
     *
     * @return words
     */
    public long liveWords() {
        return live;
    }

    /**
     * Whether a limit is set, so that sizes have to be known well.
     *
     * @return true if {@code max_heap_size} is not 0
     */
    public boolean hasLimit() {
        return settings.maxHeapSize().size() != 0;
    }

    /**
     * Size of the heap, used or not: {@code heap_size} of {@code process_info}.
     *
     * @return words
     */
    public long heapSize() {
        return heapSize;
    }

    /**
     * What was alive at the last collection and what was allocated since.
     *
     * @return words; more than is alive now
     */
    public long usedWords() {
        return live + allocated;
    }

    /**
     * Size of the virtual binary heap.
     *
     * @return words
     */
    public long binVheapSize() {
        return binaryVheap;
    }

    /**
     * Binaries outside the heap made since the last collection.
     *
     * @return words
     */
    public long binVheapUsed() {
        return binaryWords;
    }

    /**
     * Minor collections since the last major one: {@code minor_gcs} of {@code process_info}.
     *
     * @return a count
     */
    public int minorsSinceMajor() {
        return minorsSinceMajor;
    }

    /**
     * All minor collections.
     *
     * @return a count
     */
    public int minorCollections() {
        return minors;
    }

    /**
     * All major collections.
     *
     * @return a count
     */
    public int majorCollections() {
        return majors;
    }
}
