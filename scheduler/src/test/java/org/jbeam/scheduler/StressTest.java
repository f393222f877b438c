package org.jbeam.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Every message is followed by an unpark; a lost one would leave a consumer parked for ever. */
    @Test
    void noWakeUpIsLost() throws InterruptedException {
        int pairs = 8;
        int messages = 40_000;
        CountDownLatch done = new CountDownLatch(2 * pairs + 2);
        Mailbox[] boxes = new Mailbox[2 * pairs];
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = new Mailbox(scheduler, done, messages * 2);
        }
        for (int i = 0; i < boxes.length; i++) {
            boxes[i].peer = boxes[i ^ 1];
        }
        for (Mailbox box : boxes) {
            box.start();
        }
        // half of the messages come from outside
        for (int half = 0; half < 2; half++) {
            int from = half;
            Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < messages; i++) {
                    for (int to = from; to < boxes.length; to += 2) {
                        boxes[to].send(i);
                    }
                }
                done.countDown();
            });
        }
        Tasks.await(done, failure);
        for (Mailbox box : boxes) {
            assertEquals(messages * 2, box.received);
        }
    }

    private static final class Mailbox extends Task {
        private final ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>();
        private final CountDownLatch done;
        private final int expected;
        private int received;
        private Mailbox peer;

        Mailbox(Scheduler scheduler, CountDownLatch done, int expected) {
            super(scheduler);
            this.done = done;
            this.expected = expected;
        }

        void send(int message) {
            queue.add(message);
            unpark();
        }

        @Override
        protected void run() {
            while (received < expected) {
                Integer message = queue.poll();
                if (message == null) {
                    if ((received & 7) == 0) {
                        parkNanos(50_000_000_000L);
                    } else {
                        park();
                    }
                    continue;
                }
                received++;
                // each message from outside (never negative) is answered by one to the peer
                if (message >= 0) {
                    peer.send(-1);
                }
                if (--reductions <= 0) {
                    exhausted();
                }
            }
            done.countDown();
        }
    }

    @Test
    void everyQueuedTaskIsTakenOnce() throws InterruptedException {
        int count = 300_000;
        RunQueue queue = new RunQueue();
        Task[] tasks = new Task[count];
        AtomicInteger[] taken = new AtomicInteger[count];
        for (int i = 0; i < count; i++) {
            int index = i;
            taken[i] = new AtomicInteger();
            tasks[i] = new Task(scheduler) {
                @Override
                protected void run() {
                    taken[index].incrementAndGet();
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
            if (i % 3 == 0) {
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
            assertEquals(1, taken[i].get(), "task " + i);
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
