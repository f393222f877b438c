package org.jbeam.vm;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jbeam.natives.ChildPrograms;
import org.jbeam.natives.StandardStreams;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.SpawnOptions;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * An Erlang machine inside a Java program, which calls functions on it and goes on when it halts. It needs an OTP 25, as the command does.
 *
 * <pre>{@code
 * try (Jbeam erlang = Jbeam.start(Jbeam.options().output(bytes))) {
 *     Term sum = erlang.call("lists", "sum", Term.parse("[1, 2, 3]"));
 * }
 * }</pre>
 *
 * <p>One machine at a time: translated classes are linked to one table of functions. When one is closed another may start. No flags of the
 * JVM are needed; with {@code --add-opens=java.base/java.lang=ALL-UNNAMED} processes run on carriers of their own, with priorities and faster.
 * Methods may be called by any thread, several at once.
 */
public final class Jbeam implements AutoCloseable {
    private static final AtomicBoolean RUNNING = new AtomicBoolean();
    private static final Atom KILL = Atom.of("kill");
    private static final Atom NORMAL = Atom.of("normal");
    private static final Atom EXIT = Atom.of("exit");
    private static final int STEP_MILLIS = 5;
    private static final int STOP_MILLIS = 10_000;
    private static final int KILL_MILLIS = 2_000;

    private final VirtualMachine vm;
    private final Map<Pid, CompletableFuture<Term>> awaited;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * How to start a machine. Immutable: each method gives other options.
     */
    public static final class Options {
        private final Path otp;
        private final OutputStream output;
        private final OutputStream error;
        private final List<String> flags;

        private Options(Path otp, OutputStream output, OutputStream error, List<String> flags) {
            this.otp = otp;
            this.output = output;
            this.error = error;
            this.flags = flags;
        }

        /** Which OTP 25 to run, its {@code ROOTDIR}; else the one that the command finds, and fetches if there is none. */
        public Options otp(Path root) {
            return new Options(root, output, error, flags);
        }

        /** Where standard output goes; else to that of the JVM. Written by one thread, never closed. */
        public Options output(OutputStream stream) {
            return new Options(otp, stream, error, flags);
        }

        /** Where standard error goes; else to that of the JVM. Written by one thread, never closed. */
        public Options error(OutputStream stream) {
            return new Options(otp, output, stream, flags);
        }

        /** More flags, as {@code erl} takes them: {@code "-pa", "ebin"}. */
        public Options flags(String... more) {
            List<String> all = new ArrayList<>(flags);
            all.addAll(List.of(more));
            return new Options(otp, output, error, List.copyOf(all));
        }
    }

    private Jbeam(VirtualMachine vm, Map<Pid, CompletableFuture<Term>> awaited) {
        this.vm = vm;
        this.awaited = awaited;
    }

    /** Options that change nothing: no shell, no standard input, no distribution. */
    public static Options options() {
        return new Options(null, null, null, List.of("-noshell", "-noinput"));
    }

    /**
     * Boots a machine and waits until OTP has started.
     *
     * @throws IllegalStateException there is a machine in this JVM already, or this one halted before it had started
     * @throws UsageException no OTP, or flags that are none
     */
    public static Jbeam start(Options options) {
        if (!RUNNING.compareAndSet(false, true)) {
            throw new IllegalStateException("there is a machine in this JVM already");
        }
        Jbeam machine = null;
        boolean started = false;
        try {
            machine = boot(options);
            machine.awaitStart();
            started = true;
            return machine;
        } finally {
            if (!started && machine != null) {
                machine.end();
            } else if (!started) {
                CodeTable.current().clear();
                RUNNING.set(false);
            }
        }
    }

    private static Jbeam boot(Options options) {
        Map<String, String> env = new HashMap<>(System.getenv());
        CommandLine line = CommandLine.parse(options.flags, env);
        OtpHome otp = new OtpFinder(env).find(options.otp == null ? line.otp() : options.otp.toString());
        Map<Pid, CompletableFuture<Term>> awaited = new ConcurrentHashMap<>();
        VirtualMachine vm = Machine.start(line, otp, line.environment(), made -> {
            StandardStreams.of(made).replace(options.output, options.error);
            made.onEnd((process, reason) -> {
                CompletableFuture<Term> waiting = awaited.remove(process.pid());
                if (waiting != null) {
                    waiting.complete(reason);
                }
            });
        });
        return new Jbeam(vm, awaited);
    }

    /** {@code init} tells those who ask when it has started, or at once. */
    private void awaitStart() {
        run("init", "wait_until_started", List.of(), waiting -> {
            ErlangProcess init = (ErlangProcess) awaitName("init");
            init.deliver(Tuple.of(waiting.pid(), Tuple.of(Atom.of("notify_when_started"), waiting.pid())));
        });
        awaitName("user");
    }

    private Object awaitName(String name) {
        Object holder = vm.names().whereis(Atom.of(name));
        while (holder == null) {
            if (vm.halted().isDone()) {
                throw hasHalted();
            }
            pause();
            holder = vm.names().whereis(Atom.of(name));
        }
        return holder;
    }

    private IllegalStateException hasHalted() {
        return new IllegalStateException("the machine has halted with status " + vm.halted().join());
    }

    private static void pause() {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Runs a process to its end: its exit reason. */
    private Term run(String module, String function, List<Term> arguments) {
        return run(module, function, arguments, started -> { });
    }

    private Term run(String module, String function, List<Term> arguments, Consumer<ErlangProcess> onStart) {
        CompletableFuture<Term> end = new CompletableFuture<>();
        Term leader = vm.names().whereis(Atom.of("user")) instanceof ErlangProcess user ? user.pid() : null;
        ErlangProcess process = vm.createFor(null, leader, CodeTable.current().export(Atom.of(module), Atom.of(function), arguments.size()),
                arguments.toArray(new Term[0]), SpawnOptions.NONE);
        if (process == null) {
            throw new IllegalStateException("there are as many processes as there may be");
        }
        awaited.put(process.pid(), end);
        process.start();
        onStart.accept(process);
        Object first = CompletableFuture.anyOf(end, vm.halted()).join();
        if (first instanceof Term reason) {
            return reason;
        }
        awaited.remove(process.pid());
        throw hasHalted();
    }

    /**
     * Calls a function in a process of its own and waits for its value.
     *
     * @throws ErlangException what the function raised
     * @throws IllegalStateException the machine is closed, or has halted, meanwhile perhaps
     */
    public Term call(String module, String function, Term... arguments) {
        if (closed.get()) {
            throw new IllegalStateException("the machine is closed");
        }
        Term answer = run("erpc", "execute_call", List.of(SmallInt.ZERO, Atom.of(module), Atom.of(function), Terms.list(arguments)));
        if (!(answer instanceof Tuple t) || t.arity() < 3 || !t.element(0).equals(SmallInt.ZERO)) {
            throw new ErlangException(EXIT, answer, Nil.NIL);
        }
        Atom kind = (Atom) t.element(1);
        if (kind.name().equals("return")) {
            return t.element(2);
        }
        throw new ErlangException(kind, t.element(2), t.arity() > 3 ? t.element(3) : Nil.NIL);
    }

    /** The exit status when the machine has halted by itself, as {@code halt/1} does or a failed application; else empty. */
    public OptionalInt status() {
        return vm.halted().isDone() ? OptionalInt.of(vm.halted().join()) : OptionalInt.empty();
    }

    /** Completes with the exit status when the machine halts. The program that it is a part of goes on. */
    public CompletableFuture<Integer> halted() {
        return vm.halted().copy();
    }

    /**
     * Stops the machine: {@code init:stop()}, so that applications end in order, for up to 10 seconds; then whatever still runs is killed.
     * Does nothing when it is closed already.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            if (!vm.halted().isDone()) {
                run("init", "stop", List.of());
                vm.halted().get(STOP_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException | IllegalStateException e) {
            vm.halt(1, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            vm.halt(1, true);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            end();
        }
    }

    /** Kills what is left and makes room for the next machine. */
    private void end() {
        closed.set(true);
        vm.halt(1, false);
        ChildPrograms.end(vm);
        long until = System.nanoTime() + KILL_MILLIS * 1_000_000L;
        while (vm.processCount() > 0 && System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            for (ErlangProcess process : vm.allProcesses()) {
                vm.exit(process, process.pid(), KILL);
            }
            pause();
        }
        vm.allPorts().forEach(port -> port.close(NORMAL, null));
        vm.scheduler().shutdown();
        CodeTable.current().clear();
        RUNNING.set(false);
    }
}
