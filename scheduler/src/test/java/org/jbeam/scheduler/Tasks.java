package org.jbeam.scheduler;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Helpers of the tests. */
final class Tasks {
    /** Long enough for a loaded machine; reached only when something is lost. */
    static final long PATIENCE_SECONDS = 60;

    private Tasks() {
    }

    /** What a task of a test does. */
    interface Body {
        void run() throws Exception;
    }

    static Task of(Scheduler scheduler, Body body) {
        return new Task(scheduler) {
            @Override
            protected void run() {
                try {
                    body.run();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    static Task start(Scheduler scheduler, Body body) {
        Task task = of(scheduler, body);
        task.start();
        return task;
    }

    /** A started scheduler whose first uncaught throwable is kept. */
    static Scheduler scheduler(int carriers, AtomicReference<Throwable> failure) {
        Scheduler scheduler = Scheduler.builder().name("test").carriers(carriers)
            .uncaughtHandler((source, thrown) -> failure.compareAndSet(null, thrown)).build();
        scheduler.start();
        return scheduler;
    }

    static void await(CountDownLatch latch, AtomicReference<Throwable> failure) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!latch.await(20, TimeUnit.MILLISECONDS)) {
            if (failure.get() != null) {
                throw new AssertionError("a task failed", failure.get());
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not done in time, left: " + latch.getCount());
            }
        }
        if (failure.get() != null) {
            throw new AssertionError("a task failed", failure.get());
        }
    }
}
