package org.jbeam.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stacks that are looked at before they are flushed. */
class DeepStackTest {
    private static final int INTERVAL = 1000;
    private static final long BOTTOM = 1L << 40;
    private static final long STACK = 64L << 20;
    private Scheduler scheduler;

    @AfterEach
    void stop() {
        scheduler.shutdown();
    }

    private static int deep(Task task, int n) {
        if (--task.reductions <= 0) {
            task.exhausted();
        }
        return n == 0 ? 0 : 1 + deep(task, n - 1);
    }

    /** Calls nested so deep return, with this many bytes of stack told each time but the first. */
    private int looksOf(int depth, long bytes) throws Exception {
        assumeTrue(Scheduler.mode() == SchedulerMode.OWN_CARRIERS);
        AtomicInteger looks = new AtomicInteger();
        scheduler = Scheduler.builder().carriers(1).flushInterval(INTERVAL).carrierStack(STACK)
                .stackTop(i -> looks.getAndIncrement() == 0 ? BOTTOM : BOTTOM - bytes).build();
        scheduler.start();
        CompletableFuture<Integer> result = new CompletableFuture<>();
        new Task(scheduler) {
            @Override
            protected void run() {
                result.complete(deep(this, depth));
            }
        }.start();
        assertEquals(depth, result.get(20, TimeUnit.SECONDS));
        return looks.get();
    }

    @Test
    void aShallowStackIsLookedAtEachInterval() throws Exception {
        assertTrue(looksOf(200 * INTERVAL, 1000) > 100);
    }

    @Test
    void aDeepStackIsFlushedAtTheNextIntervalsWithoutALook() throws Exception {
        assertTrue(looksOf(400 * INTERVAL, STACK) < 20);
    }
}
