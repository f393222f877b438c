package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/**
 * What {@code spawn_opt} and {@code process_flag} set and most processes leave alone. Sizes in words.
 *
 * @param minHeapSize the least heap
 * @param minBinVheapSize the least virtual heap of binaries
 * @param fullsweepAfter collections between two full ones
 * @param maxHeapSize the {@code max_heap_size} map
 * @param messageQueueData {@code on_heap} or {@code off_heap}
 * @param saveCalls how many calls to remember
 * @param sensitive keep its data from others
 */
public record ProcessSettings(int minHeapSize, int minBinVheapSize, int fullsweepAfter, Term maxHeapSize, Atom messageQueueData,
        int saveCalls, boolean sensitive) {
    /** What OTP starts a process with. */
    public static final ProcessSettings DEFAULT = new ProcessSettings(233, 46422, 65535,
            MapTerm.of(Atom.of("size"), SmallInt.ZERO, Atom.of("kill"), Atom.TRUE, Atom.of("error_logger"), Atom.TRUE),
            Atom.of("on_heap"), 0, false);

    /** With another {@link #minHeapSize()}. */
    public ProcessSettings withMinHeapSize(int words) {
        return new ProcessSettings(words, minBinVheapSize, fullsweepAfter, maxHeapSize, messageQueueData, saveCalls, sensitive);
    }

    /** With another {@link #minBinVheapSize()}. */
    public ProcessSettings withMinBinVheapSize(int words) {
        return new ProcessSettings(minHeapSize, words, fullsweepAfter, maxHeapSize, messageQueueData, saveCalls, sensitive);
    }

    /** With another {@link #fullsweepAfter()}. */
    public ProcessSettings withFullsweepAfter(int collections) {
        return new ProcessSettings(minHeapSize, minBinVheapSize, collections, maxHeapSize, messageQueueData, saveCalls, sensitive);
    }

    /** With another {@link #maxHeapSize()}. */
    public ProcessSettings withMaxHeapSize(Term map) {
        return new ProcessSettings(minHeapSize, minBinVheapSize, fullsweepAfter, map, messageQueueData, saveCalls, sensitive);
    }

    /** With another {@link #messageQueueData()}. */
    public ProcessSettings withMessageQueueData(Atom where) {
        return new ProcessSettings(minHeapSize, minBinVheapSize, fullsweepAfter, maxHeapSize, where, saveCalls, sensitive);
    }

    /** With another {@link #saveCalls()}. */
    public ProcessSettings withSaveCalls(int calls) {
        return new ProcessSettings(minHeapSize, minBinVheapSize, fullsweepAfter, maxHeapSize, messageQueueData, calls, sensitive);
    }

    /** With another {@link #sensitive()}. */
    public ProcessSettings withSensitive(boolean on) {
        return new ProcessSettings(minHeapSize, minBinVheapSize, fullsweepAfter, maxHeapSize, messageQueueData, saveCalls, on);
    }
}
