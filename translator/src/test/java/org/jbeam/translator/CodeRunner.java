package org.jbeam.translator;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jbeam.runtime.Closure;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.runtime.ModuleCode;
import org.jbeam.runtime.SpawnOptions;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.runtime.ops.CallOps;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** Calls every function of a module with several arguments, each in a process of its own, which is killed when it does not end by itself. */
final class CodeRunner implements AutoCloseable {
    private static final int AT_ONCE = 64;
    private static final long KILL_MILLIS = 100;
    private static final long GONE_SECONDS = 60;
    private static final Atom KILL = Atom.of("kill");
    private static final List<Term> GENERAL = parse("[]", "[1, 2.5, a]", "{ok, 3, x}", "#{a => 1, k => 2, \"lit\" => 3}", "<<1,2,3,97,98,99,200>>",
            "1.5", "c", "98765432109876543210987", "{r, 1, 2, 3, 4}", "70000");
    private static final Logger LOG = Logger.getLogger("org.jbeam.runtime");

    /** A body of a process. */
    private interface Body {
        Term run(ErlangProcess p);
    }

    private final Scheduler scheduler = Scheduler.builder().carriers(2).build();
    private final VirtualMachine vm;
    private final Export entry;
    private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor(r -> {
        Thread thread = new Thread(r, "killer");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Long, Body> bodies = new ConcurrentHashMap<>();
    private final Map<Pid, String> running = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Semaphore slots = new Semaphore(AT_ONCE);

    CodeRunner() {
        LOG.setLevel(Level.OFF);
        vm = new VirtualMachine(scheduler, Translator.create(), 4096, 64);
        Harness harness = new Harness();
        CodeTable.current().commit(harness);
        entry = CodeTable.current().export(harness.name(), Atom.of("run"), 1);
        vm.onExit(p -> {
            if (running.remove(p.pid()) != null) {
                slots.release();
            }
        });
        scheduler.start();
        // pid 0 is the init process, whose end is the machine's
        vm.create(null, entry, new Term[] {SmallInt.of(0)}, SpawnOptions.NONE);
        Pid logger = spawn("logger", p -> {
            while (true) {
                if (p.peekMessage() == null) {
                    p.waitMessage();
                } else {
                    p.removeMessage();
                }
            }
        }).pid();
        vm.systemLogger(logger);
    }

    private static List<Term> parse(String... terms) {
        return Arrays.stream(terms).map(Term::parse).toList();
    }

    /** The module that the processes begin in. */
    private final class Harness extends LoadedModule {
        private final ModuleCode code = new ModuleCode() {
            @Override
            public Term callN(int fn, ErlangProcess p, int depth, Term[] args) {
                return bodies.remove(((SmallInt) args[0]).value()).run(p);
            }
        };

        Harness() {
            super(Atom.of("code_runner_" + System.identityHashCode(scheduler)), new byte[16]);
        }

        @Override
        public List<Function> functions() {
            return List.of(new Function(0, Atom.of("run"), 1, true, false));
        }

        @Override
        public List<Lambda> lambdas() {
            return List.of();
        }

        @Override
        public List<String> classNames() {
            return List.of();
        }

        @Override
        public Term[] literals() {
            return new Term[0];
        }

        @Override
        public Location[] locations() {
            return new Location[0];
        }

        @Override
        public Term attributes() {
            return Nil.NIL;
        }

        @Override
        public Term compileInfo() {
            return Nil.NIL;
        }

        @Override
        public int onLoad() {
            return -1;
        }

        @Override
        public ModuleCode code() {
            return code;
        }

        @Override
        public MethodHandle handle(int function) {
            return null;
        }

        @Override
        public Closure closure(int index, Pid creator, Term[] env) {
            throw new IllegalStateException();
        }

        @Override
        protected void stopFuns(boolean stop) {}
    }

    private ErlangProcess spawn(String name, Body body) {
        long number = numbers.incrementAndGet();
        bodies.put(number, body);
        ErlangProcess p = vm.create(null, entry, new Term[] {SmallInt.of(number)}, SpawnOptions.NONE);
        if (!name.equals("logger")) {
            running.put(p.pid(), name);
        }
        p.start();
        return p;
    }

    /** Uses everything of a module. */
    void run(String what, LoadedModule module) throws InterruptedException {
        for (LoadedModule.Lambda lambda : module.lambdas()) {
            check(what, () -> module.closure(lambda.index(), null, nils(lambda.free())));
        }
        CodeTable.current().purge(module.name());
        CodeTable.current().delete(module.name());
        CodeTable.current().purge(module.name());
        CodeTable.current().commit(module);
        for (LoadedModule.Function f : module.functions()) {
            check(what, () -> module.handle(f.number()));
            for (int i = 0; i < GENERAL.size(); i++) {
                start(what + " in " + f.name() + "/" + f.arity(), module, f, i);
                if (f.arity() == 0) {
                    break;
                }
            }
        }
    }

    private static Term[] nils(int count) {
        Term[] nils = new Term[count];
        Arrays.fill(nils, Nil.NIL);
        return nils;
    }

    private void check(String what, Runnable use) {
        try {
            use.run();
        } catch (RuntimeException | Error e) {
            failures.add(what + ": " + e);
        }
    }

    private void start(String what, LoadedModule module, LoadedModule.Function f, int first) throws InterruptedException {
        Term[] args = new Term[f.arity()];
        for (int i = 0; i < args.length; i++) {
            args[i] = GENERAL.get((first + 3 * i) % GENERAL.size());
        }
        if (!slots.tryAcquire(GONE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("carriers hang: " + running);
        }
        ErlangProcess p = spawn(what, q -> call(what, module, f, args, q));
        killer.schedule(() -> vm.exit(p, p.pid(), KILL), KILL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Term call(String what, LoadedModule module, LoadedModule.Function f, Term[] args, ErlangProcess p) {
        p.send(p.pid(), Term.parse("{ok, 1}"));
        p.send(p.pid(), Atom.of("stop"));
        try {
            return CallOps.finish(module.code().callN(f.number(), p, 0, args), p);
        } catch (ErlangException e) {
            check(what, () -> e.trace().toTerm());
            throw e;
        } catch (LinkageError e) {
            failures.add(what + ": " + e);
            throw e;
        }
    }

    /** The value of a function of one argument in the current version of a module. */
    String value(String module, String function, String argument) throws Exception {
        CompletableFuture<String> value = new CompletableFuture<>();
        Export export = CodeTable.current().export(Atom.of(module), Atom.of(function), 1);
        slots.acquire();
        spawn("value", p -> {
            value.complete(CallOps.finish(export.call1(p, 0, Term.parse(argument)), p).toString());
            return Nil.NIL;
        });
        return value.get(GONE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until all processes are gone. */
    void await() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GONE_SECONDS);
        while (!running.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        running.values().forEach(what -> failures.add(what + ": goes on although it was killed"));
    }

    /** What was wrong since the last call. */
    List<String> failures() {
        List<String> all = new ArrayList<>();
        for (String failure = failures.poll(); failure != null; failure = failures.poll()) {
            all.add(failure);
        }
        return all;
    }

    @Override
    public void close() {
        killer.shutdownNow();
        scheduler.shutdown();
    }
}
