package org.jbeam.vm;

import org.jbeam.gc.GcSettings;
import org.jbeam.gc.MaxHeapSize;
import org.jbeam.runtime.ProcessSettings;
import org.jbeam.term.Atom;

/** The flags of {@code erl} that set with what memory processes start and how much they may take; sizes in words. */
final class HeapFlags {
    /** OTP refuses what is above 2<sup>59</sup> words. */
    private static final long MAX_WORDS = 1L << 59;

    private HeapFlags() {}

    /**
     * The settings with one flag more.
     *
     * @param name the flag, without {@code +}; any other than those of heaps changes nothing
     * @throws UsageException if the value is none for the flag
     */
    static ProcessSettings apply(ProcessSettings settings, String name, String value) {
        GcSettings memory = settings.memory();
        MaxHeapSize limit = memory.maxHeapSize();
        return switch (name) {
            case "hms" -> settings.withMemory(memory.withMinHeapSize(words("bad heap size", value, 1)));
            case "hmbs" -> settings.withMemory(memory.withMinBinVheapSize(words("bad min bin vheap size", value, 1)));
            case "hmax" -> settings.withMemory(memory.withMaxHeapSize(
                    new MaxHeapSize(words("bad max heap size", value, 0), limit.kill(), limit.errorLogger())));
            case "hmaxk" -> settings.withMemory(memory.withMaxHeapSize(
                    new MaxHeapSize(limit.size(), bool("bad max heap kill", value), limit.errorLogger())));
            case "hmaxel" -> settings.withMemory(memory.withMaxHeapSize(
                    new MaxHeapSize(limit.size(), limit.kill(), bool("bad max heap error logger", value))));
            case "hmqd" -> settings.withMessageQueueData(queueData(value));
            case "hpds" -> {
                // checked only: a dictionary is made when it is first used
                words("bad initial process dictionary size", value, 1);
                yield settings;
            }
            default -> settings;
        };
    }

    private static long words(String complaint, String value, long least) {
        try {
            long words = Long.parseLong(value);
            if (words >= least && words <= MAX_WORDS) {
                return words;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(complaint + " " + value);
        }
        throw new UsageException(complaint + " " + value);
    }

    private static boolean bool(String complaint, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new UsageException(complaint + " " + value);
        };
    }

    private static Atom queueData(String value) {
        if (!value.equals("on_heap") && !value.equals("off_heap")) {
            throw new UsageException("Invalid message_queue_data flag: " + value);
        }
        return Atom.of(value);
    }
}
