package org.jbeam.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class TimersTest {
    private static final AtomicReference<Throwable> FAILURE = new AtomicReference<>();
    private static Scheduler scheduler;
    private final Timers timers = scheduler.timers();

    @BeforeContainer
    static void startScheduler() {
        scheduler = Tasks.scheduler(2, FAILURE);
    }

    @AfterContainer
    static void stopScheduler() {
        scheduler.shutdown();
    }

    private static class Entry extends TimerEntry {
        private final Runnable action;

        Entry(Runnable action) {
            this.action = action;
        }

        @Override
        protected void fire() {
            action.run();
        }
    }

    /** Steps: a positive number adds a timer with that deadline, 0 polls, a negative one removes. */
    @Property(tries = 300)
    void shardBehavesAsASortedList(@ForAll @Size(max = 400) List<@IntRange(min = -40, max = 60) Integer> steps) {
        TimerShard shard = new TimerShard(0);
        List<TimerEntry> model = new ArrayList<>();
        Comparator<TimerEntry> order = Comparator.comparingLong(e -> e.deadline);
        for (int step : steps) {
            if (step > 0) {
                Entry entry = new Entry(() -> { });
                entry.deadline = step;
                shard.add(entry);
                model.add(entry);
                // stable: equal deadlines stay in order of creation
                model.sort(order);
            } else if (step == 0) {
                TimerEntry expected = model.isEmpty() ? null : model.remove(0);
                assertSame(expected, shard.pollDue(100));
            } else if (!model.isEmpty()) {
                TimerEntry entry = model.remove(-step % model.size());
                assertTrue(shard.remove(entry));
                assertFalse(shard.remove(entry));
            }
            assertEquals(model.size(), shard.size());
            assertEquals(model.isEmpty() ? TimerShard.NEVER : model.get(0).deadline, shard.earliest());
        }
    }

    @Property(tries = 1)
    void firesInOrderAndNeverEarly() throws InterruptedException {
        int count = 2000;
        Random random = new Random(7);
        List<Entry> fired = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger early = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(count);
        // all are scheduled before the first is due, also on a busy machine
        long now = System.nanoTime() + 1_000_000_000;
        for (int i = 0; i < count; i++) {
            Entry[] self = new Entry[1];
            self[0] = new Entry(() -> {
                if (System.nanoTime() - self[0].deadline() < 0) {
                    early.incrementAndGet();
                }
                fired.add(self[0]);
                done.countDown();
            });
            timers.schedule(now + random.nextInt(50) * 1_000_000L, self[0]);
        }
        Tasks.await(done, FAILURE);
        assertEquals(0, early.get());
        for (int i = 1; i < count; i++) {
            assertTrue(fired.get(i - 1).deadline() - fired.get(i).deadline() <= 0);
        }
    }

    @Property(tries = 1)
    void anEarlierTimerWakesTheSleepingThread() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            CountDownLatch done = new CountDownLatch(1);
            Entry late = new Entry(() -> { });
            timers.schedule(System.nanoTime() + 3_600_000_000_000L, late);
            timers.schedule(System.nanoTime() + 200_000, new Entry(done::countDown));
            Tasks.await(done, FAILURE);
            assertTrue(timers.remaining(late) > 3_000_000_000_000L);
            assertTrue(timers.cancel(late));
        }
        assertEquals(0, timers.size());
    }

    /** Each timer fires or is cancelled, never both, never neither. */
    @Property(tries = 1)
    void cancelRacesWithFire() throws InterruptedException {
        int count = 20_000;
        AtomicInteger fired = new AtomicInteger();
        int cancelled = 0;
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Entry entry = new Entry(fired::incrementAndGet);
            timers.schedule(System.nanoTime() + 100_000, entry);
            entries.add(entry);
            if (i >= 200 && timers.cancel(entries.get(i - 200))) {
                cancelled++;
            }
        }
        for (int i = count - 200; i < count; i++) {
            cancelled += timers.cancel(entries.get(i)) ? 1 : 0;
        }
        long end = System.nanoTime() + 10_000_000_000L;
        while (fired.get() + cancelled < count && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        assertEquals(count, fired.get() + cancelled);
        assertEquals(0, timers.size());
    }

    @Property(tries = 1)
    void aHundredThousandTimersAreMadeAndCancelled() {
        Random random = new Random(3);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            Entry entry = new Entry(() -> FAILURE.set(new AssertionError("fired")));
            timers.schedule(System.nanoTime() + 3_600_000_000_000L + random.nextInt(), entry);
            entries.add(entry);
        }
        assertEquals(100_000, timers.size());
        Collections.shuffle(entries, random);
        for (Entry entry : entries) {
            assertTrue(timers.cancel(entry));
        }
        assertEquals(0, timers.size());
    }

    @Property(tries = 1)
    void useIsChecked() throws InterruptedException {
        Entry entry = new Entry(() -> { });
        assertFalse(timers.cancel(entry));
        assertEquals(-1, timers.remaining(entry));
        timers.schedule(System.nanoTime() + 3_600_000_000_000L, entry);
        assertThrows(IllegalStateException.class, () -> timers.schedule(0, entry));
        assertTrue(timers.cancel(entry));
        CountDownLatch done = new CountDownLatch(1);
        timers.schedule(System.nanoTime(), new Entry(() -> {
            done.countDown();
            throw new IllegalStateException("from a timer");
        }));
        done.await();
        // the thread outlives it
        CountDownLatch again = new CountDownLatch(1);
        timers.schedule(System.nanoTime(), new Entry(again::countDown));
        again.await();
        assertEquals("from a timer", FAILURE.getAndSet(null).getMessage());
    }
}
