package org.jbeam.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Races between carriers; the loops are long enough for C2. */
class StressTest {
    private static final long RUN_NANOS = 1_500_000_000L;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Scheduler scheduler = Tasks.scheduler(4, failure);

    @AfterEach
    void stopScheduler() {
        scheduler.shutdown();
    }

    /** Locks and thread locals keep their owner while tasks wander between carriers. */
    @Test
    void locksOnMigratingTasks() throws InterruptedException {
        int tasks = 24;
        ReentrantLock[] locks = {new ReentrantLock(), new ReentrantLock(true), new ReentrantLock()};
        Object[] monitors = {new Object(), new Object()};
        int[] guarded = new int[locks.length + monitors.length];
        AtomicInteger expected = new AtomicInteger();
        ThreadLocal<Task> local = new ThreadLocal<>();
        CountDownLatch done = new CountDownLatch(tasks);
        long end = System.nanoTime() + RUN_NANOS;
        for (int i = 0; i < tasks; i++) {
            Tasks.start(scheduler, () -> {
                Task me = Task.current();
                local.set(me);
                int mine = 0;
                while (System.nanoTime() - end < 0) {
                    mine += critical(me, locks, monitors, guarded);
                    if (local.get() != me || Task.current() != me) {
                        throw new AssertionError("thread identity lost");
                    }
                }
                expected.addAndGet(mine);
                done.countDown();
            });
        }
        Tasks.await(done, failure);
        int sum = 0;
        for (int count : guarded) {
            sum += count;
        }
        assertEquals(expected.get(), sum);
        assertTrue(sum > 10_000, "hardly ran: " + sum);
    }

    private static int critical(Task me, ReentrantLock[] locks, Object[] monitors, int[] guarded) {
        int which = ThreadLocalRandom.current().nextInt(locks.length);
        locks[which].lock();
        try {
            guarded[which]++;
            if ((guarded[which] & 3) == 0) {
                me.yieldNow();
            }
            if (!locks[which].isHeldByCurrentThread()) {
                throw new AssertionError("lock lost");
            }
        } finally {
            locks[which].unlock();
        }
        int monitor = which % monitors.length;
        synchronized (monitors[monitor]) {
            guarded[locks.length + monitor]++;
        }
        me.flush();
        return 2;
    }

    /** Each sender waits for the answer to its last message, so that every lost wake-up ends the test. */
    @Test
    void noWakeUpIsLost() throws InterruptedException {
        int boxes = 3;
        int fromTask = 0;
        CountDownLatch done = new CountDownLatch(boxes);
        long end = System.nanoTime() + RUN_NANOS;
        for (int i = 0; i < boxes; i++) {
            Mailbox box = new Mailbox(scheduler);
            box.start();
            if (i == fromTask) {
                Tasks.start(scheduler, () -> sendUntil(end, box, done));
            } else {
                Thread.ofPlatform().daemon().start(() -> sendUntil(end, box, done));
            }
        }
        Tasks.await(done, failure);
    }

    /** With one carrier and one sender nobody else can find what was handed over to a carrier that falls asleep. */
    @Test
    void noSleepingCarrierIsForgotten() throws InterruptedException {
        Scheduler single = Tasks.scheduler(1, failure);
        try {
            CountDownLatch done = new CountDownLatch(1);
            Mailbox box = new Mailbox(single);
            box.start();
            long end = System.nanoTime() + RUN_NANOS;
            Thread.ofPlatform().daemon().start(() -> sendUntil(end, box, done));
            Tasks.await(done, failure);
        } finally {
            single.shutdown();
        }
    }

    private static void sendUntil(long end, Mailbox box, CountDownLatch done) {
        int sent = 0;
        while (System.nanoTime() - end < 0) {
            // at times the carriers have fallen asleep, at times they are about to
            for (int pause = ThreadLocalRandom.current().nextInt(100); pause > 0; pause--) {
                Thread.onSpinWait();
            }
            box.send(++sent);
            while (box.received != sent) {
                Thread.onSpinWait();
                Task me = Task.current();
                if (me != null) {
                    me.yieldNow();
                }
            }
        }
        box.send(-1);
        done.countDown();
    }

    private static final class Mailbox extends Task {
        private volatile int message;
        private volatile int received;
        private final AtomicBoolean running = new AtomicBoolean();

        Mailbox(Scheduler scheduler) {
            super(scheduler);
        }

        void send(int number) {
            message = number;
            unpark();
        }

        @Override
        protected void run() {
            int seen = 0;
            while (seen >= 0) {
                if (!running.compareAndSet(false, true)) {
                    throw new AssertionError("runs twice at once");
                }
                while (message == seen) {
                    if ((seen & 7) == 0) {
                        parkNanos(3_600_000_000_000L);
                    } else {
                        park();
                    }
                }
                running.set(false);
                seen = message;
                received = seen;
            }
        }
    }

    /** The JDK suspends an unmounted thread to walk its stack and then hands it to its executor, parked or queued as it may be. */
    @Test
    void stackTracesDisturbNobody() throws InterruptedException {
        int pairs = 4;
        CountDownLatch done = new CountDownLatch(pairs + 2);
        long end = System.nanoTime() + RUN_NANOS;
        List<Task> watched = new CopyOnWriteArrayList<>();
        for (int i = 0; i < pairs; i++) {
            Mailbox box = new Mailbox(scheduler);
            watched.add(box);
            box.start();
            watched.add(Tasks.start(scheduler, () -> sendUntil(end, box, done)));
        }
        AtomicInteger traces = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                while (System.nanoTime() - end < 0) {
                    for (Task task : watched) {
                        Thread thread = task.thread();
                        if (thread != null && thread.getStackTrace().length > 0) {
                            traces.incrementAndGet();
                        }
                    }
                }
                done.countDown();
            });
        }
        Tasks.await(done, failure);
        assertTrue(traces.get() > 100, "hardly any: " + traces);
        for (Task task : watched) {
            TaskTest.awaitStatus(task, TaskStatus.DONE);
        }
    }

    @Test
    void everyQueuedTaskIsTakenOnce() throws InterruptedException {
        int count = 1_000_000;
        RunQueue queue = new RunQueue();
        Task[] tasks = new Task[count];
        AtomicIntegerArray taken = new AtomicIntegerArray(count);
        for (int i = 0; i < count; i++) {
            int index = i;
            tasks[i] = new Task(scheduler) {
                @Override
                protected void run() {
                    taken.incrementAndGet(index);
                }
            };
        }
        AtomicInteger left = new AtomicInteger(count);
        CountDownLatch done = new CountDownLatch(3);
        Runnable thief = () -> {
            while (left.get() > 0) {
                Task task = queue.poll();
                if (task != null) {
                    task.run();
                    left.decrementAndGet();
                }
            }
            done.countDown();
        };
        Thread.ofPlatform().daemon().start(thief);
        Thread.ofPlatform().daemon().start(thief);
        for (int i = 0; i < count; i++) {
            queue.add(tasks[i]);
            if (i % 2 == 0) {
                Task task = queue.poll();
                if (task != null) {
                    task.run();
                    left.decrementAndGet();
                }
            }
            if (i % 1000 == 0) {
                queue.clean();
            }
        }
        thief.run();
        Tasks.await(done, failure);
        for (int i = 0; i < count; i++) {
            assertEquals(1, taken.get(i), "task " + i);
        }
        assertTrue(queue.isEmpty());
    }

    @Test
    void carriersGoOfflineAndComeBackUnderLoad() throws InterruptedException {
        int tasks = 40;
        CountDownLatch done = new CountDownLatch(tasks);
        long end = System.nanoTime() + RUN_NANOS / 2;
        for (int i = 0; i < tasks; i++) {
            Tasks.start(scheduler, () -> {
                Task me = Task.current();
                while (System.nanoTime() - end < 0) {
                    me.yieldNow();
                    me.parkNanos(100_000);
                }
                done.countDown();
            });
        }
        while (System.nanoTime() - end < 0) {
            int count = 1 + ThreadLocalRandom.current().nextInt(4);
            scheduler.online(count);
            assertEquals(count, scheduler.online());
            Thread.sleep(2);
        }
        Tasks.await(done, failure);
        scheduler.online(1);
        CountDownLatch onFirst = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            Tasks.start(scheduler, () -> {
                if (Scheduler.currentCarrier() == 1) {
                    onFirst.countDown();
                }
            });
        }
        Tasks.await(onFirst, failure);
    }
}
