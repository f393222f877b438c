package org.jbeam.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jbeam.beamformat.MalformedBeamException;
import org.jbeam.runtime.BadFileException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A damaged file is translated, or refused by one of the checks: nothing else comes of it, in little time and memory. All changes of all bytes:
 * {@code ./mvnw -pl translator test -Dtest='Damaged*' -Djbeam.damaged=all}.
 */
class DamagedFilesTest {
    private static final long MAX_BYTES = 64L << 20;
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Translator translator = Translator.create();
    private final List<String> bad = new ArrayList<>();
    private int loaded;
    private int refused;
    /** Those that only the JVM's verifier refuses: {@code CodeValidator} believes that what stands behind a call may never be reached. */
    private int unverified;

    @BeforeAll
    static void registerBifs() {
        DamagedFiles.registerBifs();
    }

    static List<String> modules() {
        return DamagedFiles.MODULES;
    }

    @ParameterizedTest
    @MethodSource("modules")
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aChangedByteIsRefusedOrDoesNotMatter(String module) {
        DamagedFiles.each(module, 3, this::prepare);
        assertEquals(List.of(), bad);
        assertTrue(loaded > 0 && refused > 0 && unverified <= refused / 500, loaded + " loaded, " + refused + " refused, " + unverified);
    }

    @Test
    void aFileThatIsCutOffIsRefused() {
        byte[] original = DamagedFiles.original("dmg_data");
        for (int length = 0; length < original.length; length++) {
            prepare(new DamagedFiles.Damaged("dmg_data", Arrays.copyOf(original, length), length, -1));
        }
        assertEquals(List.of(), bad);
        assertEquals(0, loaded);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theOriginalLoads(String module) {
        prepare(new DamagedFiles.Damaged(module, DamagedFiles.original(module), 0, -1));
        assertEquals(List.of(), bad);
        assertEquals(1, loaded);
    }

    private void prepare(DamagedFiles.Damaged file) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        try {
            translator.prepare(file.name(), file.bytes());
            loaded++;
        } catch (BadFileException e) {
            refused++;
            if (e.getCause() instanceof VerifyError) {
                unverified++;
            } else if (!(e.getCause() instanceof MalformedBeamException)) {
                bad.add(file + ": past the checks: " + place(e.getCause()));
            }
        } catch (Throwable e) {
            bad.add(file + ": " + place(e));
        }
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        if (bytes > MAX_BYTES || nanos > MAX_NANOS) {
            bad.add(file + ": " + (bytes >> 20) + " MiB, " + nanos / 1_000_000 + " ms");
        }
    }

    private static String place(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.toString().lines().limit(3).toList() + Arrays.asList(trace).subList(0, Math.min(6, trace.length)).toString();
    }
}
