package org.jbeam.scheduler;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints what the basic operations cost; not a test. Arguments: number of carriers. */
final class SchedulerCosts {
    private static final int COUNT = 2_000_000;

    private SchedulerCosts() {
    }

    public static void main(String[] args) throws Exception {
        int carriers = args.length == 0 ? 1 : Integer.parseInt(args[0]);
        Scheduler scheduler = Scheduler.builder().carriers(carriers).build();
        scheduler.start();
        System.out.println(Scheduler.mode() + ", carriers " + carriers);
        for (int round = 0; round < 3; round++) {
            print("spawn and end", COUNT, spawnAndEnd(scheduler));
            print("yield, two tasks", 2 * COUNT, yields(scheduler, 2));
            print("yield alone", COUNT, yields(scheduler, 1));
            print("flush", COUNT, flushes(scheduler));
            print("park/unpark ping-pong, per hop", 2 * COUNT, pingPong(scheduler));
            print("counted loop, per reduction (100 each)", COUNT, reductions(scheduler));
            print("timer schedule and cancel", COUNT, timers(scheduler));
        }
        memory(scheduler);
        for (CarrierStats stats : scheduler.stats()) {
            System.out.println(stats);
        }
        scheduler.shutdown();
    }

    private static void print(String what, int count, long nanos) {
        System.out.printf("%-45s %8.1f ns%n", what, (double) nanos / count);
    }

    private static Task task(Scheduler scheduler, Runnable body) {
        return new Task(scheduler) {
            @Override
            protected void run() {
                body.run();
            }
        };
    }

    private static long timed(Scheduler scheduler, int tasks, Runnable body) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(tasks);
        long start = System.nanoTime();
        for (int i = 0; i < tasks; i++) {
            task(scheduler, () -> {
                body.run();
                latch.countDown();
            }).start();
        }
        latch.await();
        return System.nanoTime() - start;
    }

    private static long spawnAndEnd(Scheduler scheduler) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(COUNT);
        long start = System.nanoTime();
        task(scheduler, () -> {
            for (int i = 0; i < COUNT; i++) {
                task(scheduler, () -> {
                    if (left.decrementAndGet() == 0) {
                        latch.countDown();
                    }
                }).start();
                if (i % 50 == 0) {
                    Task.current().yieldNow();
                }
            }
        }).start();
        latch.await();
        return System.nanoTime() - start;
    }

    private static long yields(Scheduler scheduler, int tasks) throws InterruptedException {
        return timed(scheduler, tasks, () -> {
            Task me = Task.current();
            for (int i = 0; i < COUNT; i++) {
                me.yieldNow();
            }
        });
    }

    private static long flushes(Scheduler scheduler) throws InterruptedException {
        return timed(scheduler, 1, () -> {
            Task me = Task.current();
            for (int i = 0; i < COUNT; i++) {
                me.flush();
            }
        });
    }

    private static long pingPong(Scheduler scheduler) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(2);
        Player a = new Player(scheduler, latch);
        Player b = new Player(scheduler, latch);
        a.other = b;
        b.other = a;
        a.turn = true;
        long start = System.nanoTime();
        a.start();
        b.start();
        latch.await();
        return System.nanoTime() - start;
    }

    private static long reductions(Scheduler scheduler) throws InterruptedException {
        return timed(scheduler, 1, () -> {
            Task me = Task.current();
            for (int i = 0; i < COUNT * 100; i++) {
                if (--me.reductions <= 0) {
                    me.exhausted();
                }
            }
        }) / 100;
    }

    private static long timers(Scheduler scheduler) throws InterruptedException {
        return timed(scheduler, 1, () -> {
            TimerEntry entry = new TimerEntry() {
                @Override
                protected void fire() {
                    throw new IllegalStateException();
                }
            };
            for (int i = 0; i < COUNT; i++) {
                scheduler.timers().schedule(System.nanoTime() + 5_000_000_000L, entry);
                scheduler.timers().cancel(entry);
            }
        });
    }

    private static void memory(Scheduler scheduler) throws InterruptedException {
        int count = 100_000;
        long before = used();
        Task[] tasks = new Task[count];
        CountDownLatch parked = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            tasks[i] = new Player(scheduler, parked) {
                @Override
                protected void run() {
                    parked.countDown();
                    park();
                }
            };
            tasks[i].start();
        }
        parked.await();
        Thread.sleep(200);
        System.out.printf("parked task: %d bytes%n", (used() - before) / count);
        for (Task task : tasks) {
            task.unpark();
        }
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static class Player extends Task {
        private final CountDownLatch latch;
        private volatile boolean turn;
        private Player other;

        Player(Scheduler scheduler, CountDownLatch latch) {
            super(scheduler);
            this.latch = latch;
        }

        @Override
        protected void run() {
            for (int i = 0; i < COUNT; i++) {
                while (!turn) {
                    park();
                }
                turn = false;
                other.turn = true;
                other.unpark();
            }
            latch.countDown();
        }
    }
}
