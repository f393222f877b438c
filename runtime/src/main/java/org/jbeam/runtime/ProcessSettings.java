package org.jbeam.runtime;

import org.jbeam.gc.GcSettings;
import org.jbeam.gc.MaxHeapSize;
import org.jbeam.term.Atom;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;

/**
 * What {@code spawn_opt} and {@code process_flag} set and most processes leave alone.
 *
 * @param memory sizes and limits, in words
 * @param messageQueueData {@code on_heap} or {@code off_heap}
 * @param saveCalls how many calls to remember
 * @param sensitive keep its data from others
 */
public record ProcessSettings(GcSettings memory, Atom messageQueueData, int saveCalls, boolean sensitive) {
    /** What OTP starts a process with. */
    public static final ProcessSettings DEFAULT = new ProcessSettings(GcSettings.DEFAULT, Atom.of("on_heap"), 0, false);
    private static final Atom OFF_HEAP = Atom.of("off_heap");

    /** The {@code max_heap_size} map. */
    public MapTerm maxHeapSize() {
        MaxHeapSize limit = memory.maxHeapSize();
        return MapTerm.of(Atom.of("size"), SmallInt.of(limit.size()), Atom.of("kill"), Atom.of(limit.kill()),
                Atom.of("error_logger"), Atom.of(limit.errorLogger()));
    }

    /** Do waiting messages not count as part of the heap? */
    public boolean isQueueOffHeap() {
        return messageQueueData == OFF_HEAP;
    }

    /** With another {@link #memory()}. */
    public ProcessSettings withMemory(GcSettings changed) {
        return new ProcessSettings(changed, messageQueueData, saveCalls, sensitive);
    }

    /** With another {@link #messageQueueData()}. */
    public ProcessSettings withMessageQueueData(Atom where) {
        return new ProcessSettings(memory, where, saveCalls, sensitive);
    }

    /** With another {@link #saveCalls()}. */
    public ProcessSettings withSaveCalls(int calls) {
        return new ProcessSettings(memory, messageQueueData, calls, sensitive);
    }

    /** With another {@link #sensitive()}. */
    public ProcessSettings withSensitive(boolean on) {
        return new ProcessSettings(memory, messageQueueData, saveCalls, on);
    }
}
