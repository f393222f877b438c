package org.jbeam.scheduler.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jbeam.scheduler.Scheduler;
import org.junit.jupiter.api.Test;

/** The example of actors in the README: it compiles, does what it says, and is the same text. */
class ReadmeTest {
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @Test
    void exampleDoesWhatItSays() throws InterruptedException {
        // README from here
        Scheduler scheduler = Scheduler.builder().carriers(2).build();
        scheduler.start();

        record Add(Actor from, int value) {}
        class Adder extends Actor {
            Adder(Scheduler scheduler) {
                super(scheduler);
            }

            @Override
            protected void act() {
                for (int sum = 0;;) {
                    Add add = (Add) receive(Add.class::isInstance);
                    sum += add.value();             // what it throws is the reason that others hear of
                    add.from().send(sum);
                }
            }
        }
        Actor client = new Actor(scheduler) {
            @Override
            protected void act() {
                Adder adder = startLinked(new Adder(scheduler));
                trapExits(true);                    // its end is a message
                Monitor monitor = monitor(adder);
                adder.send(new Add(this, 40));
                adder.send(new Add(this, 2));
                seen.add(receive());                // 40
                seen.add(receive(Integer.class::isInstance, Duration.ofSeconds(5))); // 42, or null after 5 s
                adder.exit(ExitReason.SHUTDOWN);
                seen.add(receive());                // Exited[from=adder, reason=SHUTDOWN]
                seen.add(receive());                // Down[monitor=monitor, reason=SHUTDOWN]
            }
        };
        client.start();

        Supervisor supervisor = new Supervisor(scheduler, Supervisor.Strategy.ONE_FOR_ONE, 3, Duration.ofSeconds(5),
            List.of(ChildSpec.of("adder", () -> new Adder(scheduler))));
        supervisor.start();
        supervisor.exit(ExitReason.SHUTDOWN);       // ends its children first
        // README to here
        assertEquals(40, next());
        assertEquals(42, next());
        assertEquals(ExitReason.SHUTDOWN, assertInstanceOf(Exited.class, next()).reason());
        assertEquals(ExitReason.SHUTDOWN, assertInstanceOf(Down.class, next()).reason());
        scheduler.shutdown();
    }

    private Object next() throws InterruptedException {
        return seen.poll(60, TimeUnit.SECONDS);
    }

    @Test
    void readmeShowsThisExample() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/jbeam/scheduler/actor/ReadmeTest.java"));
        String example = source.substring(source.indexOf("README from here\n") + 17, source.indexOf("        // README to here")).stripTrailing().stripIndent();
        String readme = Files.readString(Path.of("README.md"));
        assertTrue(readme.contains(example), "the README has another example");
    }
}
