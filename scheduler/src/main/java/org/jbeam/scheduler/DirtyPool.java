package org.jbeam.scheduler;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Platform threads for work that would block a carrier: file and network calls, long computations without reduction counting. Threads are
 * made when needed and end after a while without work.
 */
public final class DirtyPool {
    private static final long KEEP_SECONDS = 30;

    private final ThreadPoolExecutor executor;

    DirtyPool(String name, int threads) {
        executor = new ThreadPoolExecutor(threads, threads, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name + "-", 1).factory());
        executor.allowCoreThreadTimeOut(true);
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
        Job<T> work = new Job<>(task, job);
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
        private final Task task;
        private final Callable<T> callable;
        private T result;
        private Throwable thrown;
        private volatile boolean done;

        Job(Task task, Callable<T> callable) {
            this.task = task;
            this.callable = callable;
        }

        @Override
        public void run() {
            try {
                result = callable.call();
            } catch (Throwable e) {
                thrown = e;
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
