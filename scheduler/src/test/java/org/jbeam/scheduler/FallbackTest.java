package org.jbeam.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Without the flag tasks run on the JDK's carriers: a JVM of its own is started to see it. */
class FallbackTest {
    @Test
    void tasksRunWithoutTheFlag() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
            "-cp", System.getProperty("java.class.path"), Program.class.getName()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.startsWith("JDK_CARRIERS all done"), output);
    }

    /** Runs in the other JVM. */
    static final class Program {
        private Program() {
        }

        public static void main(String[] args) throws InterruptedException {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Scheduler scheduler = Tasks.scheduler(2, failure);
            CountDownLatch done = new CountDownLatch(2003);
            Task waiter = Tasks.start(scheduler, () -> {
                Task.current().park();
                done.countDown();
            });
            for (int i = 0; i < 2000; i++) {
                Tasks.start(scheduler, () -> work(done));
            }
            Tasks.start(scheduler, () -> {
                assertEquals("x", scheduler.dirtyIo().blocking(() -> "x"));
                done.countDown();
            });
            Tasks.start(scheduler, () -> {
                long start = System.nanoTime();
                Task.current().parkNanos(2_000_000);
                assertTrue(System.nanoTime() - start >= 2_000_000);
                waiter.unpark();
                done.countDown();
            });
            Tasks.await(done, failure);
            assertTrue(scheduler.reductions() >= 2000L * 5000);
            System.out.println(Scheduler.mode() + " all done");
        }

        private static void work(CountDownLatch done) {
            Task me = Task.current();
            for (int i = 0; i < 5000; i++) {
                if (--me.reductions <= 0) {
                    me.exhausted();
                }
            }
            me.flush();
            me.yieldNow();
            assertEquals(5000, me.totalReductions());
            assertEquals(me, Task.current());
            done.countDown();
        }
    }
}
