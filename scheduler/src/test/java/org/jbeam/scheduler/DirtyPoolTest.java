package org.jbeam.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirtyPoolTest {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Scheduler scheduler = Tasks.scheduler(1, failure);

    @AfterEach
    void stopScheduler() {
        scheduler.shutdown();
    }

    @Test
    void resultsAndExceptionsComeBack() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        IOException io = new IOException("x");
        Tasks.start(scheduler, () -> {
            Thread me = Thread.currentThread();
            assertEquals(42, scheduler.dirtyIo().blocking(() -> Thread.currentThread() == me ? 0 : 42));
            assertSame(io, assertThrows(IOException.class, () -> scheduler.dirtyCpu().blocking(() -> {
                throw io;
            })));
            assertThrows(StackOverflowError.class, () -> scheduler.dirtyCpu().blocking(() -> {
                throw new StackOverflowError();
            }));
            done.countDown();
        });
        Tasks.await(done, failure);
    }

    /** The only carrier stays free while jobs block, and unparks from outside neither end the wait nor get lost. */
    @Test
    void theCarrierIsFreeAndUnparksAreKept() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Task task = Tasks.start(scheduler, () -> {
            assertEquals("ok", scheduler.dirtyIo().blocking(() -> {
                entered.countDown();
                release.await();
                return "ok";
            }));
            // the permit that came meanwhile
            Task.current().park();
            done.countDown();
        });
        Tasks.await(entered, failure);
        for (int i = 0; i < 100; i++) {
            task.unpark();
            CountDownLatch other = new CountDownLatch(1);
            Tasks.start(scheduler, other::countDown);
            Tasks.await(other, failure);
        }
        release.countDown();
        Tasks.await(done, failure);
    }

    @Test
    void moreJobsThanThreads() throws InterruptedException {
        int jobs = 500;
        CountDownLatch done = new CountDownLatch(jobs);
        for (int i = 0; i < jobs; i++) {
            int n = i;
            Tasks.start(scheduler, () -> {
                assertEquals(n, scheduler.dirtyIo().blocking(() -> {
                    Thread.sleep(1);
                    return n;
                }));
                done.countDown();
            });
        }
        Tasks.await(done, failure);
    }

    @Test
    void outsideATaskTheJobRunsOnTheCaller() throws Exception {
        assertSame(Thread.currentThread(), scheduler.dirtyIo().blocking(Thread::currentThread));
    }
}
