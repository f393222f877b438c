package org.jbeam.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jbeam.scheduler.Priority;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErlangProcessTest {
    private static final Atom NORMAL = Atom.of("normal");
    private static final Atom KILL = Atom.of("kill");
    private static final Atom BOOM = Atom.of("boom");
    private static final Atom INFINITY = Atom.of("infinity");

    private final JavaCode code = new JavaCode();
    private Scheduler scheduler;
    private VirtualMachine vm;
    private int names;

    @BeforeEach
    void start() {
        scheduler = Scheduler.builder().carriers(2).build();
        vm = new VirtualMachine(scheduler, new NoCode(), 4096, 64);
        scheduler.start();
        // pid 0 is the init process, whose end is the machine's
        vm.create(null, code.define("init", 0, (p, a) -> NORMAL), new Term[0], SpawnOptions.NONE);
    }

    @AfterEach
    void stop() {
        scheduler.shutdown();
    }

    private Export function(JavaCode.Body body) {
        return code.define("f" + names++, 0, body);
    }

    private ErlangProcess spawn(JavaCode.Body body) {
        return vm.spawn(null, function(body), new Term[0], SpawnOptions.NONE);
    }

    /** Runs a body in a process of its own and gives what it returns. */
    private Term run(JavaCode.Body body) throws Exception {
        CompletableFuture<Term> result = new CompletableFuture<>();
        spawn((p, a) -> {
            try {
                result.complete(body.run(p, a));
            } catch (ErlangException e) {
                result.completeExceptionally(e);
            }
            return NORMAL;
        });
        return result.get(10, TimeUnit.SECONDS);
    }

    /** Receives the next message. */
    private static Term receive(ErlangProcess p) {
        Term message = p.peekMessage();
        while (message == null) {
            p.waitMessage();
            message = p.peekMessage();
        }
        p.removeMessage();
        return message;
    }

    @Test
    void messagesOfOneSenderKeepTheirOrder() throws Exception {
        int count = 20_000;
        Term sum = run((p, a) -> {
            vm.spawn(p, function((child, none) -> {
                for (int i = 0; i < count; i++) {
                    child.send(p.pid(), SmallInt.of(i));
                }
                return NORMAL;
            }), new Term[0], SpawnOptions.NONE);
            for (int i = 0; i < count; i++) {
                assertEquals(SmallInt.of(i), receive(p));
            }
            return Atom.OK;
        });
        assertEquals(Atom.OK, sum);
    }

    @Test
    void selectiveReceiveLeavesTheOthersInOrder() throws Exception {
        assertEquals(Term.parse("[c, a, b, d]"), run((p, a) -> {
            for (String name : new String[] {"a", "b", "c", "d"}) {
                p.send(p.pid(), Atom.of(name));
            }
            while (p.peekMessage() != Atom.of("c")) {
                p.nextMessage();
            }
            Term c = p.peekMessage();
            p.removeMessage();
            return org.jbeam.term.Terms.list(c, receive(p), receive(p), receive(p));
        }));
    }

    @Test
    void aMarkerSkipsWhatWasThereBeforeEvenWhenThatIsTakenOut() throws Exception {
        assertEquals(Atom.of("new"), run((p, a) -> {
            p.send(p.pid(), Atom.of("old1"));
            p.send(p.pid(), Atom.of("old2"));
            Term marker = p.reserveMarker();
            Ref ref = vm.newRef();
            p.bindMarker(marker, ref);
            assertEquals(Atom.of("old1"), receive(p));
            assertEquals(Atom.of("old2"), receive(p));
            p.send(p.pid(), Atom.of("new"));
            p.useMarker(ref);
            Term found = p.peekMessage();
            p.clearMarker(ref);
            return found;
        }));
    }

    @Test
    void aTimeoutIsNeverEarlyAndItsClockStartsOnce() throws Exception {
        Term millis = run((p, a) -> {
            long start = System.nanoTime();
            p.send(p.pid(), Atom.of("unrelated"));
            boolean came = true;
            while (came) {
                while (p.peekMessage() != null) {
                    p.nextMessage();
                }
                came = p.waitTimeout(SmallInt.of(40));
            }
            p.receiveTimeout();
            return SmallInt.of((System.nanoTime() - start) / 1_000_000);
        });
        assertTrue(((SmallInt) millis).value() >= 40, millis + " ms");
    }

    @Test
    void aBadTimeoutIsAnError() throws Exception {
        assertEquals(Atom.of("timeout_value"), run((p, a) -> {
            try {
                p.waitTimeout(SmallInt.of(-1));
                return Atom.OK;
            } catch (ErlangException e) {
                return e.reason();
            }
        }));
    }

    @Test
    void aLinkedProcessDiesWithTheSameReason() throws Exception {
        assertEquals(Term.parse("{down, boom}"), run((p, a) -> {
            ErlangProcess middle = vm.spawn(p, function((q, none) -> {
                vm.spawn(q, function((r, n) -> {
                    throw ErlangException.raise(r, ErrorClass.EXIT, BOOM);
                }), new Term[0], SpawnOptions.LINK);
                q.waitTimeout(INFINITY);
                return NORMAL;
            }), new Term[0], SpawnOptions.NONE);
            return down(p, middle);
        }));
    }

    private void monitor(ErlangProcess p, ErlangProcess target) {
        p.links().monitor(new Monitor(vm.newRef(), p.pid(), target, target.pid(), Atom.of("process"), null));
    }

    private static Term reason(ErlangProcess p) {
        return Tuple.of(Atom.of("down"), ((Tuple) receive(p)).element(4));
    }

    private Term down(ErlangProcess p, ErlangProcess target) {
        monitor(p, target);
        return reason(p);
    }

    @Test
    void trappedExitsAreMessagesButKillIsNot() throws Exception {
        Term seen = run((p, a) -> {
            ErlangProcess trapping = vm.spawn(p, function((q, none) -> {
                q.trapExit(true);
                q.send(p.pid(), Atom.of("ready"));
                q.send(p.pid(), receive(q));
                q.waitTimeout(INFINITY);
                return NORMAL;
            }), new Term[0], SpawnOptions.NONE);
            receive(p);
            vm.exit(trapping, p.pid(), BOOM);
            Term message = receive(p);
            assertEquals(Tuple.of(Atom.of("EXIT"), p.pid(), BOOM), message);
            monitor(p, trapping);
            vm.exit(trapping, p.pid(), KILL);
            return reason(p);
        });
        assertEquals(Term.parse("{down, killed}"), seen);
    }

    @Test
    void aMonitorOnADeadProcessFiresAtOnceAndOnlyOnce() throws Exception {
        assertEquals(Term.parse("{down, noproc}"), run((p, a) -> {
            ErlangProcess dead = vm.spawn(p, function((q, none) -> NORMAL), new Term[0], SpawnOptions.NONE);
            while (vm.process(dead.pid()) != null) {
                p.yieldNow();
            }
            Term first = down(p, dead);
            assertNull(p.peekMessage());
            return first;
        }));
    }

    @Test
    void demonitorIsFinal() throws Exception {
        assertEquals(Atom.OK, run((p, a) -> {
            ErlangProcess child = vm.spawn(p, function((q, none) -> receive(q)), new Term[0], SpawnOptions.NONE);
            Ref ref = vm.newRef();
            p.links().monitor(new Monitor(ref, p.pid(), child, child.pid(), Atom.of("process"), null));
            assertTrue(p.links().demonitor(ref));
            p.send(child.pid(), Atom.OK);
            while (vm.process(child.pid()) != null) {
                p.yieldNow();
            }
            p.handleSignals();
            return p.peekMessage() == null ? Atom.OK : p.peekMessage();
        }));
    }

    @Test
    void aReplyAliasTakesOneMessage() throws Exception {
        assertEquals(Term.parse("[first]"), run((p, a) -> {
            Ref alias = vm.newRef();
            vm.aliases().add(alias, p, Aliases.Kind.REPLY);
            p.send(alias, Atom.of("first"));
            p.send(alias, Atom.of("second"));
            p.handleSignals();
            return p.messageList();
        }));
    }

    @Test
    void aNameIsFreeWhenTheDownMessageComes() throws Exception {
        assertEquals(Atom.TRUE, run((p, a) -> {
            Atom name = Atom.of("a_registered_name");
            ErlangProcess child = vm.spawn(p, function((q, none) -> {
                vm.names().register(name, q);
                p.send(p.pid(), Atom.OK);
                return receive(q);
            }), new Term[0], SpawnOptions.NONE);
            receive(p);
            p.send(name, Atom.OK);
            down(p, child);
            return Atom.of(vm.names().whereis(name) == null);
        }));
    }

    @Test
    void tailCallsAreMadeByWhoeverResumes() throws Exception {
        Export[] loop = new Export[1];
        loop[0] = code.define("loop", 1, (p, a) -> {
            long n = ((SmallInt) a[0]).value();
            return n == 0 ? Atom.OK : p.deferCall(loop[0], SmallInt.of(n - 1));
        });
        assertEquals(Atom.OK, run((p, a) -> p.call(loop[0], SmallInt.of(1_000_000))));
    }

    @Test
    void aHibernatingProcessGoesOnWithItsFunction() throws Exception {
        CompletableFuture<Term> result = new CompletableFuture<>();
        Export wake = code.define("wake", 1, (p, a) -> {
            result.complete(Tuple.of(a[0], receive(p)));
            return NORMAL;
        });
        ErlangProcess sleeper = spawn((p, a) -> p.hibernate(wake, Atom.of("state")));
        sleeper.deliver(Atom.of("message"));
        assertEquals(Term.parse("{state, message}"), result.get(10, TimeUnit.SECONDS));
    }

    @Test
    void javaTroubleEndsOnlyTheProcess() throws Exception {
        assertEquals(Term.parse("{down, {system_limit, []}}"), run((p, a) -> {
            vm.spawn(p, function((q, none) -> {
                throw new OutOfMemoryError("made for the test");
            }), new Term[0], new SpawnOptions(false, vm.newRef(), null, null, Priority.NORMAL, null));
            return reason(p);
        }));
    }

    @Test
    void anEndWithoutMemoryIsToldAllTheSame() throws Exception {
        java.util.concurrent.atomic.AtomicInteger failures = new java.util.concurrent.atomic.AtomicInteger(3);
        vm.onExit(ended -> {
            if (failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("made for the test");
            }
        });
        assertEquals(Term.parse("{down, done}"), run((p, a) -> {
            vm.spawn(p, function((q, none) -> {
                throw new ProcessExit(Atom.of("done"));
            }), new Term[0], new SpawnOptions(false, vm.newRef(), null, null, Priority.NORMAL, null));
            return reason(p);
        }));
    }

    @Test
    void twoProcessesAskEachOtherWithoutDeadlock() throws Exception {
        assertEquals(Atom.OK, run((p, a) -> {
            ErlangProcess other = vm.spawn(p, function((q, none) -> {
                ask(q, p);
                q.send(p.pid(), Atom.OK);
                return NORMAL;
            }), new Term[0], SpawnOptions.NONE);
            ask(p, other);
            return receive(p);
        }));
    }

    private void ask(ErlangProcess p, ErlangProcess other) {
        CompletableFuture<Pid> answer = new CompletableFuture<>();
        Runnable done = () -> {
            answer.complete(other.pid());
            p.unpark();
        };
        if (vm.request(other, target -> done.run(), done)) {
            p.await(answer::isDone);
        }
    }

    @Test
    void pidsAreNotReusedSoon() {
        Pid first = spawn((p, a) -> NORMAL).pid();
        Pid second = spawn((p, a) -> NORMAL).pid();
        assertTrue(second.number() > first.number());
        assertEquals(Priority.NORMAL, SpawnOptions.NONE.priority());
    }
}
