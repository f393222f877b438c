package org.jbeam.etf;

import java.lang.reflect.Method;

/** Counts what the current thread allocates. Reflective, because the module under test does not read the JDK's management modules. */
final class Allocation {
    private static final Object BEAN;
    private static final Method BYTES;

    static {
        try {
            BEAN = Class.forName("java.lang.management.ManagementFactory").getMethod("getThreadMXBean").invoke(null);
            BYTES = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Allocation() {}

    private static long total() {
        try {
            return (long) BYTES.invoke(BEAN);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The bytes that an action allocates. */
    static long of(Runnable action) {
        long before = total();
        action.run();
        return total() - before;
    }
}
