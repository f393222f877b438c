package org.jbeam.scheduler;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;

/** The two package-private members of {@code java.lang} that own carriers need, if this JVM lets us have them. */
final class VirtualThreads {
    /** {@code (Executor, String, int, Runnable) -> Thread}, or null. */
    private static final MethodHandle CONSTRUCTOR;
    /** {@code () -> Thread}, or null. */
    private static final MethodHandle CURRENT_CARRIER;
    private static final int NO_INHERIT;
    static final SchedulerMode MODE;

    static {
        MethodHandle constructor = null;
        MethodHandle carrier = null;
        int noInherit = 0;
        SchedulerMode mode = SchedulerMode.JDK_CARRIERS;
        if (!Boolean.getBoolean("jbeam.scheduler.jdkCarriers")) {
            try {
                Class<?> type = Class.forName("java.lang.VirtualThread");
                MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
                constructor = lookup
                    .findConstructor(type, MethodType.methodType(void.class, Executor.class, String.class, int.class, Runnable.class))
                    .asType(MethodType.methodType(Thread.class, Executor.class, String.class, int.class, Runnable.class));
                carrier = lookup.findStatic(Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
                noInherit = (int) lookup.findStaticVarHandle(Thread.class, "NO_INHERIT_THREAD_LOCALS", int.class).get();
                mode = SchedulerMode.OWN_CARRIERS;
            } catch (ReflectiveOperationException e) {
                // not opened, or another JDK: the ordinary carriers serve
                mode = SchedulerMode.JDK_CARRIERS;
            }
        }
        CONSTRUCTOR = constructor;
        CURRENT_CARRIER = carrier;
        NO_INHERIT = noInherit;
        MODE = mode;
    }

    private VirtualThreads() {
    }

    /** A new virtual thread, not started, whose continuation is handed to {@code executor} whenever it can run. */
    static Thread create(Executor executor, Runnable body) {
        try {
            return (Thread) CONSTRUCTOR.invokeExact(executor, (String) null, NO_INHERIT, body);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The platform thread below the current virtual thread, or the current platform thread; only with own carriers. */
    static Thread currentCarrier() {
        try {
            return (Thread) CURRENT_CARRIER.invokeExact();
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
