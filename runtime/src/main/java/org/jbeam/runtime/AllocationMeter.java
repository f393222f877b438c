package org.jbeam.runtime;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jbeam.scheduler.Scheduler;

/** Bytes of Java heap that a carrier has allocated, as the JVM counts them. About 60 ns a reading; loaded when first used. */
final class AllocationMeter {
    private static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
            && bean.isThreadAllocatedMemorySupported() && bean.isThreadAllocatedMemoryEnabled() ? bean : null;

    private AllocationMeter() {}

    /** The thread that the calling process is mounted on; 0 when that cannot be known. */
    static long carrier() {
        return BEAN == null ? 0 : Scheduler.currentCarrierThreadId();
    }

    /** What this carrier has allocated since it began. */
    static long bytes(long carrier) {
        return BEAN.getThreadAllocatedBytes(carrier);
    }
}
