package org.jbeam.scheduler;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Platform threads for work that would block a carrier: file and network calls, long computations without reduction counting. Threads are
 * made when needed and end after a while without work.
 */
public final class DirtyPool {
    private static final long KEEP_SECONDS = 30;

    private final ThreadPoolExecutor executor;
    private final LongAdder running = new LongAdder();
    /** Ends of jobs minus their beginnings, in ns; of a running one only the beginning. */
    private final LongAdder worked = new LongAdder();

    DirtyPool(String name, int threads) {
        executor = new ThreadPoolExecutor(threads, threads, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            new Numbered(name));
        executor.allowCoreThreadTimeOut(true);
    }

    /** Numbers the threads from 1 on. The JDK's builder does so too, but the way it counts is dear to call first, at every start. */
    private static final class Numbered implements ThreadFactory {
        private final String name;
        private final AtomicInteger made = new AtomicInteger();

        Numbered(String name) {
            this.name = name;
        }

        @Override
        public Thread newThread(Runnable work) {
            return Thread.ofPlatform().daemon().name(name.concat("-").concat(Integer.toString(made.incrementAndGet()))).unstarted(work);
        }
    }

    /**
     * The most jobs that run at once.
     *
     * @return number of threads
     */
    public int threads() {
        return executor.getMaximumPoolSize();
    }

    /**
     * Jobs that run or wait now.
     *
     * @return an approximate count
     */
    public int load() {
        return executor.getActiveCount() + executor.getQueue().size();
    }

    /**
     * Time spent in jobs since the start, those that run now included.
     *
     * @return ns, all threads together
     */
    public long busyNanos() {
        return Math.max(0, worked.sum() + running.sum() * System.nanoTime());
    }

    /**
     * Runs a job here while the calling task is parked; called outside a task it runs the job on the current thread. Unparks from
     * elsewhere do not end the wait; one that came meanwhile is left as a permit.
     *
     * @param job what to do
     * @param <T> type of the result
     * @return the job's result
     * @throws Exception what the job threw, the same object
     * @throws java.util.concurrent.RejectedExecutionException after shutdown
     */
    public <T> T blocking(Callable<T> job) throws Exception {
        Task task = Task.current();
        if (task == null) {
            return job.call();
        }
        Job<T> work = new Job<>(this, task, job);
        executor.execute(work);
        boolean disturbed = false;
        task.park();
        while (!work.done) {
            disturbed = true;
            task.park();
        }
        if (disturbed) {
            task.unpark();
        }
        return work.outcome();
    }

    void shutdown() {
        executor.shutdown();
    }

    private static final class Job<T> implements Runnable {
        private final DirtyPool pool;
        private final Task task;
        private final Callable<T> callable;
        private T result;
        private Throwable thrown;
        private volatile boolean done;

        Job(DirtyPool pool, Task task, Callable<T> callable) {
            this.pool = pool;
            this.task = task;
            this.callable = callable;
        }

        @Override
        public void run() {
            pool.running.increment();
            pool.worked.add(-System.nanoTime());
            try {
                result = callable.call();
            } catch (Throwable e) {
                thrown = e;
            } finally {
                pool.worked.add(System.nanoTime());
                pool.running.decrement();
            }
            done = true;
            task.unpark();
        }

        T outcome() throws Exception {
            if (thrown == null) {
                return result;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        }
    }
}
