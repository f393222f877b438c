package org.jbeam.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulingTest {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Scheduler scheduler;

    @AfterEach
    void stopScheduler() {
        scheduler.shutdown();
    }

    @Test
    void maxAndHighComeFirst() throws InterruptedException {
        scheduler = Tasks.scheduler(1, failure);
        List<Priority> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(12);
        Tasks.start(scheduler, () -> {
            for (int i = 0; i < 3; i++) {
                for (Priority priority : List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.MAX)) {
                    Task task = Tasks.of(scheduler, () -> {
                        order.add(Task.current().priority());
                        done.countDown();
                    });
                    assertEquals(Priority.NORMAL, task.priority(priority));
                    task.start();
                }
            }
        });
        Tasks.await(done, failure);
        assertEquals(List.of(Priority.MAX, Priority.MAX, Priority.MAX, Priority.HIGH, Priority.HIGH, Priority.HIGH), order.subList(0, 6));
    }

    @Test
    void anElevatedTaskPassesThoseBetween() throws InterruptedException {
        scheduler = Tasks.scheduler(1, failure);
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(2);
        List<String> order = new ArrayList<>();
        Tasks.start(scheduler, () -> {
            Task other = Tasks.of(scheduler, () -> {
                order.add("other");
                done.countDown();
            });
            Task wanted = Tasks.of(scheduler, () -> {
                order.add("wanted");
                assertTrue(Task.current().settle());
                stop.set(true);
                done.countDown();
            });
            other.start();
            wanted.start();
            counting(Priority.HIGH, new AtomicInteger(), stop).start();
            Task.current().priority(Priority.MAX);
            for (int i = 0; i < 100; i++) {
                Task.current().yieldNow();
            }
            order.add("asked");
            wanted.elevate(Priority.MAX);
        });
        Tasks.await(done, failure);
        assertEquals(List.of("asked", "wanted", "other"), order);
    }

    @Test
    void lowGetsOneSliceToEightOfNormal() throws InterruptedException {
        scheduler = Tasks.scheduler(1, failure);
        AtomicInteger low = new AtomicInteger();
        AtomicInteger normal = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean stop = new AtomicBoolean();
        Tasks.start(scheduler, () -> {
            for (int i = 0; i < 3; i++) {
                counting(Priority.NORMAL, normal, stop).start();
                counting(Priority.LOW, low, stop).start();
            }
            while (normal.get() < 24_000) {
                Task.current().yieldNow();
            }
            stop.set(true);
            done.countDown();
        });
        Tasks.await(done, failure);
        // three normal tasks and the one above share 24,000 / 3 * 4 slices; the three low ones get an eighth of a task's share each
        assertTrue(low.get() > 2400 && low.get() < 3600, "low " + low);
    }

    private Task counting(Priority priority, AtomicInteger counter, AtomicBoolean stop) {
        Task task = Tasks.of(scheduler, () -> {
            while (!stop.get()) {
                counter.incrementAndGet();
                Task.current().yieldNow();
            }
        });
        task.priority(priority);
        return task;
    }

    @Test
    void idleCarriersTakeWorkFromABusyOne() throws InterruptedException {
        scheduler = Tasks.scheduler(2, failure);
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(8);
        AtomicBoolean stop = new AtomicBoolean();
        Tasks.start(scheduler, () -> {
            for (int i = 0; i < 8; i++) {
                Tasks.start(scheduler, () -> {
                    Task me = Task.current();
                    while (!stop.get()) {
                        seen.add(Scheduler.currentCarrier());
                        if (seen.size() == 2) {
                            stop.set(true);
                        }
                        if (--me.reductions <= 0) {
                            me.exhausted();
                        }
                    }
                    done.countDown();
                });
            }
        });
        Tasks.await(done, failure);
        assertEquals(Set.of(1, 2), seen);
        assertTrue(scheduler.stats().stream().mapToLong(CarrierStats::steals).sum() > 0);
    }

    /** The starter never gives up its carrier and counts no reductions: the sentinel finds what waits behind it. */
    @Test
    void aTaskBehindABlockedCarrierIsFound() throws InterruptedException {
        scheduler = Tasks.scheduler(2, failure);
        CountDownLatch done = new CountDownLatch(2);
        Tasks.start(scheduler, () -> {
            AtomicBoolean ran = new AtomicBoolean();
            Tasks.start(scheduler, () -> {
                ran.set(true);
                done.countDown();
            });
            while (!ran.get()) {
                Thread.onSpinWait();
            }
            done.countDown();
        });
        Tasks.await(done, failure);
    }

    /** Eight loops that only count reductions do not keep a sleeper from its timer. */
    @Test
    void busyLoopsDoNotStarveATimer() throws InterruptedException {
        scheduler = Tasks.scheduler(2, failure);
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(9);
        for (int i = 0; i < 8; i++) {
            Tasks.start(scheduler, () -> {
                Task me = Task.current();
                while (!stop.get()) {
                    if (--me.reductions <= 0) {
                        me.exhausted();
                    }
                }
                done.countDown();
            });
        }
        List<Long> late = new ArrayList<>();
        Tasks.start(scheduler, () -> {
            for (int i = 0; i < 50; i++) {
                long start = System.nanoTime();
                Task.current().parkNanos(5_000_000);
                late.add(System.nanoTime() - start - 5_000_000);
            }
            stop.set(true);
            done.countDown();
        });
        Tasks.await(done, failure);
        late.sort(null);
        System.out.printf("5 ms timer beside 8 busy loops: median %.2f ms late, worst %.2f%n", late.get(25) / 1e6, late.get(49) / 1e6);
        assertTrue(late.get(0) >= 0, "early by " + late.get(0));
        assertTrue(late.get(25) < 1_000_000_000L, "starved: " + late);
    }

    @Test
    void aHundredThousandParkedTasks() throws InterruptedException {
        scheduler = Tasks.scheduler(2, failure);
        int count = 100_000;
        CountDownLatch parked = new CountDownLatch(count);
        CountDownLatch done = new CountDownLatch(count);
        Task[] tasks = new Task[count];
        for (int i = 0; i < count; i++) {
            tasks[i] = Tasks.start(scheduler, () -> {
                parked.countDown();
                Task.current().park();
                done.countDown();
            });
        }
        Tasks.await(parked, failure);
        for (Task task : tasks) {
            task.unpark();
        }
        Tasks.await(done, failure);
        assertEquals(0, scheduler.runQueue());
    }

    @Test
    void idleCarriersUseNoProcessorTime() throws InterruptedException {
        scheduler = Tasks.scheduler(4, failure);
        CountDownLatch done = new CountDownLatch(1);
        Tasks.start(scheduler, done::countDown);
        Tasks.await(done, failure);
        Thread.sleep(50);
        long before = processTime();
        Thread.sleep(500);
        long used = processTime() - before;
        // four spinning carriers would use a second on two cores; compiler threads may still be at work
        assertTrue(used < 250_000_000, "ns used while idle: " + used);
        assertTrue(scheduler.stats().stream().allMatch(s -> s.busyNanos() < s.totalNanos()));
    }

    private static long processTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Not a tail call: a million frames, switched out and flushed on the way down and up. */
    @Test
    void aMillionFramesDeep() throws InterruptedException {
        scheduler = Tasks.scheduler(2, failure);
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Tasks.start(scheduler, () -> {
                assertEquals(1_000_000, depth(Task.current(), 1_000_000, 1, 2, 3, 4));
                done.countDown();
            });
        }
        Tasks.await(done, failure);
    }

    private static long depth(Task me, int n, long a, long b, long c, long d) {
        if (--me.reductions <= 0) {
            me.exhausted();
        }
        if (n == 0) {
            return a + b + c + d - 10;
        }
        long below = depth(me, n - 1, a, b, c, d);
        return below + (a + b + c + d) / 10;
    }

    @Test
    void settingsAreChecked() {
        scheduler = Scheduler.builder().carriers(3).online(2).dirtyCpu(1).dirtyIo(5).build();
        assertEquals(3, scheduler.carriers());
        assertEquals(2, scheduler.online());
        assertEquals(1, scheduler.dirtyCpu().threads());
        assertEquals(5, scheduler.dirtyIo().threads());
        assertEquals(4000, scheduler.slice());
        assertThrows(IllegalArgumentException.class, () -> scheduler.online(4));
        assertThrows(IllegalArgumentException.class, () -> scheduler.online(0));
        assertThrows(IllegalArgumentException.class, () -> Scheduler.builder().carriers(0));
    }
}
