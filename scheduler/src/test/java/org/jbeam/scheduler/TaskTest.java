package org.jbeam.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskTest {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Scheduler scheduler;

    @BeforeEach
    void startScheduler() {
        scheduler = Tasks.scheduler(2, failure);
    }

    @AfterEach
    void stopScheduler() {
        scheduler.shutdown();
    }

    @Test
    void ownCarriersAreUsedWhereTheFlagIsGiven() throws InterruptedException {
        assertEquals(SchedulerMode.OWN_CARRIERS, Scheduler.mode());
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<Task> seen = new AtomicReference<>();
        AtomicInteger carrier = new AtomicInteger();
        Task task = Tasks.start(scheduler, () -> {
            seen.set(Task.current());
            carrier.set(Scheduler.currentCarrier());
            done.countDown();
        });
        Tasks.await(done, failure);
        assertSame(task, seen.get());
        assertTrue(carrier.get() == 1 || carrier.get() == 2);
        assertNull(Task.current());
        assertEquals(0, Scheduler.currentCarrier());
    }

    @Test
    void statusFollowsTheLife() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean go = new AtomicBoolean();
        Task task = Tasks.of(scheduler, () -> {
            running.countDown();
            while (!go.get()) {
                Thread.onSpinWait();
            }
            Task.current().park();
        });
        assertEquals(TaskStatus.NEW, task.status());
        task.start();
        Tasks.await(running, failure);
        assertEquals(TaskStatus.RUNNING, task.status());
        go.set(true);
        awaitStatus(task, TaskStatus.PARKED);
        task.unpark();
        awaitStatus(task, TaskStatus.DONE);
        assertThrows(IllegalStateException.class, task::start);
        task.unpark();
        assertEquals(TaskStatus.DONE, task.status());
    }

    @Test
    void permitGivenBeforeTheStartIsKept() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Task task = Tasks.of(scheduler, () -> {
            Task.current().park();
            done.countDown();
        });
        task.unpark();
        task.unpark();
        task.start();
        Tasks.await(done, failure);
    }

    @Test
    void onlyOnePermitIsKept() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Task task = Tasks.start(scheduler, () -> {
            Task me = Task.current();
            me.unpark();
            me.unpark();
            me.park();
            first.countDown();
            me.park();
            second.countDown();
        });
        Tasks.await(first, failure);
        awaitStatus(task, TaskStatus.PARKED);
        assertEquals(1, second.getCount());
        task.unpark();
        Tasks.await(second, failure);
    }

    @Test
    void threadPermitAndTaskPermitAreIndependent() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Task task = Tasks.start(scheduler, () -> {
            LockSupport.unpark(Thread.currentThread());
            Task.current().park();
            done.countDown();
        });
        awaitStatus(task, TaskStatus.PARKED);
        assertEquals(1, done.getCount());
        LockSupport.unpark(task.thread());
        assertEquals(TaskStatus.PARKED, task.status());
        task.unpark();
        Tasks.await(done, failure);
    }

    @Test
    void parkNanosIsNeverEarlyAndEndsWithAnUnpark() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        AtomicInteger early = new AtomicInteger();
        Tasks.start(scheduler, () -> {
            for (int i = 0; i < 20; i++) {
                long start = System.nanoTime();
                Task.current().parkNanos(i * 100_000L);
                if (System.nanoTime() - start < i * 100_000L) {
                    early.incrementAndGet();
                }
            }
            done.countDown();
        });
        Task waiter = Tasks.start(scheduler, () -> {
            Task.current().parkNanos(3_600_000_000_000L);
            done.countDown();
        });
        awaitStatus(waiter, TaskStatus.PARKED);
        waiter.unpark();
        Tasks.await(done, failure);
        assertEquals(0, early.get());
        assertEquals(0, scheduler.timers().size());
    }

    @Test
    void whatEscapesGoesToTheHandlerAndTheCarrierLives() throws InterruptedException {
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Scheduler own = Scheduler.builder().carriers(1).uncaughtHandler((source, e) -> {
            assertInstanceOf(Task.class, source);
            thrown.add(e);
            throw new IllegalStateException("a handler that fails");
        }).build();
        own.start();
        try {
            CountDownLatch done = new CountDownLatch(1);
            Tasks.start(own, () -> {
                throw new IOException("one");
            });
            Tasks.start(own, () -> {
                throw new OutOfMemoryError("two");
            });
            Tasks.start(own, () -> {
                throw new LinkageError("three");
            });
            Tasks.start(own, TaskTest::endlessRecursion);
            Tasks.start(own, done::countDown);
            Tasks.await(done, failure);
            assertEquals(4, thrown.size());
            assertInstanceOf(StackOverflowError.class, thrown.get(3));
        } finally {
            own.shutdown();
        }
    }

    private static void endlessRecursion() {
        endlessRecursion();
        Thread.onSpinWait();
    }

    @Test
    void reductionsAreCountedAndSlicesEnd() throws InterruptedException {
        Scheduler own = Scheduler.builder().carriers(1).slice(400).flushInterval(100).build();
        own.start();
        try {
            CountDownLatch done = new CountDownLatch(2);
            AtomicInteger turns = new AtomicInteger();
            AtomicInteger last = new AtomicInteger();
            Tasks.Body body = () -> {
                Task me = Task.current();
                int id = System.identityHashCode(me);
                for (int i = 0; i < 4000; i++) {
                    if (last.getAndSet(id) != id) {
                        turns.incrementAndGet();
                    }
                    if (--me.reductions <= 0) {
                        me.exhausted();
                    }
                }
                assertEquals(4000, me.totalReductions());
                done.countDown();
            };
            Tasks.start(own, () -> {
                Tasks.start(own, body);
                Tasks.start(own, body);
            });
            Tasks.await(done, failure);
            assertTrue(turns.get() >= 18 && turns.get() <= 22, "turns " + turns);
            while (own.reductions() < 8000) {
                Thread.onSpinWait();
            }
            assertEquals(8000, own.reductions());
        } finally {
            own.shutdown();
        }
    }

    @Test
    void aSubclassMayBeCalledAtEveryReduction() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        new Task(scheduler) {
            @Override
            protected void run() {
                reductions = 0;
                for (int i = 0; i < 9000; i++) {
                    if (--reductions <= 0) {
                        exhausted();
                    }
                }
                assertTrue(totalReductions() >= 9000 && totalReductions() <= 11_000, "counted " + totalReductions());
                done.countDown();
            }

            @Override
            public void exhausted() {
                calls.incrementAndGet();
                if (isSliceUsed()) {
                    continueSlice();
                }
                grant(0);
            }
        }.start();
        Tasks.await(done, failure);
        assertEquals(9000, calls.get());
    }

    @Test
    void aPinnedTaskParksItsCarrierAndWakes() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        Task pinned = Tasks.start(scheduler, () -> {
            Pinned.touch();
            done.countDown();
        });
        awaitStatus(pinned, TaskStatus.PARKED);
        CountDownLatch other = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            Tasks.start(scheduler, other::countDown);
        }
        Tasks.await(other, failure);
        pinned.unpark();
        Tasks.start(scheduler, done::countDown);
        Tasks.await(done, failure);
    }

    /** A class initialiser keeps its thread mounted. */
    private static final class Pinned {
        static {
            Task.current().park();
        }

        private Pinned() {
        }

        static void touch() {
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }

    @Test
    void anInterruptDoesNotBreakParking() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean go = new AtomicBoolean();
        Task task = Tasks.start(scheduler, () -> {
            while (!go.get()) {
                Task.current().park();
            }
            done.countDown();
        });
        awaitStatus(task, TaskStatus.PARKED);
        task.thread().interrupt();
        go.set(true);
        task.unpark();
        Tasks.await(done, failure);
    }

    static void awaitStatus(Task task, TaskStatus status) {
        long end = System.nanoTime() + Tasks.PATIENCE_SECONDS * 1_000_000_000L;
        while (task.status() != status) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("still " + task.status());
            }
            Thread.onSpinWait();
        }
    }
}
