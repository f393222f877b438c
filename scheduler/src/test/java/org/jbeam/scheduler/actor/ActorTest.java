package org.jbeam.scheduler.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jbeam.scheduler.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActorTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    private Scheduler scheduler;

    private interface Body {
        void act(Plain self) throws Exception;
    }

    private static final class Plain extends Actor {
        private final Body body;

        Plain(Scheduler scheduler, Body body) {
            super(scheduler);
            this.body = body;
        }

        @Override
        protected void act() throws Exception {
            body.act(this);
        }
    }

    @BeforeEach
    void startScheduler() {
        scheduler = Scheduler.builder().name("test").carriers(2).uncaughtHandler((source, thrown) -> uncaught.add(thrown)).build();
        scheduler.start();
    }

    @AfterEach
    void stopScheduler() {
        scheduler.shutdown();
    }

    private Plain actor(Body body) {
        return new Plain(scheduler, body);
    }

    private Plain start(Body body) {
        Plain made = actor(body);
        made.start();
        return made;
    }

    private Object next() throws InterruptedException {
        return seen.poll(60, TimeUnit.SECONDS);
    }

    /** Waits until an actor has ended, by a monitor. */
    private Object reasonOf(Actor actor) throws InterruptedException {
        BlockingQueue<Object> reasons = new LinkedBlockingQueue<>();
        start(self -> {
            Monitor monitor = self.monitor(actor);
            reasons.add(((Down) self.receive(message -> message instanceof Down down && down.monitor() == monitor)).reason());
        });
        Object heard = reasons.poll(60, TimeUnit.SECONDS);
        return heard == ExitReason.NO_ACTOR ? actor.exitReason() : heard;
    }

    @Test
    void wantedMessagesAreTakenAndOthersStayInOrder() throws InterruptedException {
        Actor receiver = start(self -> {
            self.receive("go"::equals);
            for (int i = 0; i < 4; i++) {
                seen.add(self.receive());
            }
            seen.add(String.valueOf(self.receive(message -> true, Duration.ofMillis(5))));
            seen.add(self.receive());
        });
        for (Object message : List.of(1, 2, 3, "go", 4)) {
            receiver.send(message);
        }
        for (int i = 1; i <= 4; i++) {
            assertEquals(i, next());
        }
        assertEquals("null", next());
        receiver.sendAfter(Duration.ofMillis(5), "late");
        assertEquals("late", next());
    }

    @Test
    void failureEndsThoseLinkedAndIsReported() throws InterruptedException {
        IllegalStateException failure = new IllegalStateException("on purpose");
        Plain bystander = start(Plain::receive);
        Plain failing = start(self -> {
            self.link(bystander);
            self.receive();
            throw failure;
        });
        failing.send("go");
        assertSame(failure, reasonOf(bystander));
        assertSame(failure, failing.exitReason());
        assertSame(failure, uncaught.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void normalEndLeavesThoseLinkedAlone() throws InterruptedException {
        Plain survivor = start(self -> seen.add(self.receive()));
        Plain brief = start(self -> self.link(survivor));
        assertEquals(ExitReason.NORMAL, reasonOf(brief));
        survivor.send("alive");
        assertEquals("alive", next());
    }

    @Test
    void killCannotBeTrappedAndOthersHearKilled() throws InterruptedException {
        Plain victim = start(self -> {
            self.trapExits(true);
            seen.add("traps");
            seen.add(self.receive());
            self.receive();
        });
        assertEquals("traps", next());
        victim.exit("please");
        assertEquals(new Exited(null, "please"), next());
        victim.exit(ExitReason.KILL);
        assertEquals(ExitReason.KILLED, reasonOf(victim));
    }

    @Test
    void codeThatOnlyComputesCanBeEnded() throws InterruptedException {
        Plain busy = start(self -> {
            for (;;) {
                if (--self.reductions <= 0) {
                    self.exhausted();
                }
            }
        });
        busy.exit(ExitReason.SHUTDOWN);
        assertEquals(ExitReason.SHUTDOWN, reasonOf(busy));
    }

    @Test
    void handlerThatCatchesAllDoesNotKeepAnActorAlive() throws InterruptedException {
        Plain stubborn = start(self -> {
            for (;;) {
                try {
                    self.receive();
                } catch (Throwable caught) {
                    seen.add("caught");
                    self.receive();
                }
            }
        });
        stubborn.exit("end");
        assertEquals("end", reasonOf(stubborn));
        assertEquals("caught", next());
    }

    @Test
    void linkAndMonitorOfTheDeadAreAnswered() throws InterruptedException {
        Plain dead = start(self -> { });
        reasonOf(dead);
        start(self -> {
            self.trapExits(true);
            self.link(dead);
            seen.add(self.receive());
            Monitor monitor = self.monitor(dead);
            seen.add(self.receive());
            seen.add(monitor);
        });
        assertEquals(new Exited(dead, ExitReason.NO_ACTOR), next());
        Down down = (Down) next();
        assertEquals(ExitReason.NO_ACTOR, down.reason());
        assertSame(down.monitor(), next());
    }

    @Test
    void unlinkedAndDemonitoredEndsAreNotHeard() throws InterruptedException {
        start(self -> {
            self.trapExits(true);
            Plain child = self.startLinked(actor(Plain::receive));
            Monitor monitor = self.monitor(child);
            child.exit("gone");
            Monitor second = self.monitor(child);
            self.receive(message -> message instanceof Down down && down.monitor() == second);
            self.unlink(child);
            self.demonitor(monitor);
            Object exited = self.receive(Exited.class::isInstance, Duration.ZERO);
            seen.add(exited == null ? "nothing" : exited);
            seen.add(String.valueOf(self.receive(message -> true, Duration.ofMillis(20))));
        });
        // its signal had become a message before the link was taken back
        assertTrue(next() instanceof Exited);
        assertEquals("null", next());
    }

    @Test
    void eachOfManyEndsIsHeardOnce() throws InterruptedException {
        int count = 2000;
        start(self -> {
            self.trapExits(true);
            List<Monitor> monitors = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Plain child = actor(Plain::receive);
                monitors.add(self.monitor(child));
                self.startLinked(child);
                int kind = i % 3;
                start(other -> {
                    other.link(child);
                    other.unlink(child);
                    other.monitor(child);
                    if (kind == 0) {
                        child.send("end");
                    } else {
                        child.exit(kind == 1 ? ExitReason.KILL : "end");
                    }
                });
            }
            int downs = 0;
            int exits = 0;
            for (int i = 0; i < 2 * count; i++) {
                Object message = self.receive(any -> true, LONG);
                downs += message instanceof Down down && monitors.remove(down.monitor()) ? 1 : 0;
                exits += message instanceof Exited ? 1 : 0;
            }
            seen.add(List.of(downs, exits));
            seen.add(String.valueOf(self.receive(any -> true, Duration.ofMillis(50))));
        });
        assertEquals(List.of(count, count), next());
        assertEquals("null", next());
    }

    @Test
    void supervisorStartsAgainWhatFails() throws InterruptedException {
        Supervisor supervisor = supervisor(Supervisor.Strategy.ONE_FOR_ONE, 2);
        Plain first = (Plain) next();
        Plain second = (Plain) next();
        first.exit("fails");
        Plain again = (Plain) next();
        assertNotSame(first, again);
        assertNull(second.exitReason());
        supervisor.exit(ExitReason.SHUTDOWN);
        assertEquals(ExitReason.SHUTDOWN, reasonOf(supervisor));
        assertEquals(ExitReason.SHUTDOWN, again.exitReason());
        assertEquals(ExitReason.SHUTDOWN, second.exitReason());
    }

    @Test
    void supervisorOfAllForOneStartsAllAgain() throws InterruptedException {
        supervisor(Supervisor.Strategy.ONE_FOR_ALL, 2);
        Plain first = (Plain) next();
        Plain second = (Plain) next();
        second.exit("fails");
        assertNull(((Plain) next()).exitReason());
        assertNull(((Plain) next()).exitReason());
        assertEquals(ExitReason.SHUTDOWN, first.exitReason());
    }

    @Test
    void supervisorOfTheRestStartsThoseAfterIt() throws InterruptedException {
        supervisor(Supervisor.Strategy.REST_FOR_ONE, 2);
        Plain first = (Plain) next();
        Plain second = (Plain) next();
        second.exit("fails");
        assertNotSame(second, next());
        assertNull(first.exitReason());
        assertTrue(seen.isEmpty());
    }

    @Test
    void supervisorGivesUpAfterTooManyRestarts() throws InterruptedException {
        Supervisor supervisor = supervisor(Supervisor.Strategy.ONE_FOR_ONE, 2);
        Plain child = (Plain) next();
        Plain other = (Plain) next();
        for (int i = 0; i < 2; i++) {
            child.exit("fails");
            child = (Plain) next();
        }
        child.exit("fails");
        assertEquals(ExitReason.SHUTDOWN, reasonOf(supervisor));
        assertEquals(ExitReason.SHUTDOWN, other.exitReason());
    }

    @Test
    void childThatDoesNotEndIsKilled() throws InterruptedException {
        ChildSpec deaf = new ChildSpec("deaf", () -> actor(self -> {
            self.trapExits(true);
            seen.add(self);
            for (;;) {
                self.receive();
            }
        }), ChildSpec.Restart.TEMPORARY, Duration.ofMillis(10));
        Supervisor supervisor = new Supervisor(scheduler, Supervisor.Strategy.ONE_FOR_ONE, 1, LONG, List.of(deaf));
        supervisor.start();
        Plain child = (Plain) next();
        supervisor.exit(ExitReason.SHUTDOWN);
        assertEquals(ExitReason.SHUTDOWN, reasonOf(supervisor));
        assertEquals(ExitReason.KILLED, child.exitReason());
    }

    /** With two children, each of which is told of as it is made. */
    private Supervisor supervisor(Supervisor.Strategy strategy, int intensity) {
        Supplier<Actor> factory = () -> {
            Plain child = actor(Plain::receive);
            seen.add(child);
            return child;
        };
        Supervisor made = new Supervisor(scheduler, strategy, intensity, LONG, List.of(ChildSpec.of("first", factory),
            ChildSpec.of("second", factory)));
        made.start();
        return made;
    }
}
