package org.jbeam.natives;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jbeam.runtime.BadFileException;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.CodeTranslator;
import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.runtime.SpawnOptions;
import org.jbeam.runtime.TailCall;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** A machine without any Erlang code, whose built-in functions tests call from a process. There is one for all tests. */
@BifModule("bif_machine")
public final class BifMachine {
    /** The result of a call that a function in Erlang has to finish. */
    static final String IN_ERLANG = "goes on in Erlang";
    private static final Atom MODULE = Atom.of("bif_machine");
    private static final LinkedBlockingQueue<Function<ErlangProcess, Term>> WORK = new LinkedBlockingQueue<>();
    private static final VirtualMachine VM = start();

    private BifMachine() {}

    private static VirtualMachine start() {
        Natives.register();
        BifTable.register(BifMachine.class);
        CodeTable.current().defineBifs();
        Scheduler scheduler = Scheduler.builder().carriers(2).build();
        VirtualMachine vm = new VirtualMachine(scheduler, new NoCode(), 4096, 64);
        scheduler.start();
        // pid 0 is the init process, whose end is the machine's
        vm.create(null, CodeTable.current().export(MODULE, Atom.of("idle"), 0), new Term[0], SpawnOptions.NONE);
        return vm;
    }

    /** Runs nothing. */
    @Bif
    public static Term idle() {
        return Atom.OK;
    }

    /** Runs the next piece of work. */
    @Bif
    public static Term run(ErlangProcess p) {
        return WORK.remove().apply(p);
    }

    /** Runs this in a new process and waits for the result, or throws what it threw. */
    static Term in(Function<ErlangProcess, Term> body) throws InterruptedException, TimeoutException {
        CompletableFuture<Term> result = new CompletableFuture<>();
        WORK.add(p -> {
            try {
                result.complete(body.apply(p));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
            return Atom.OK;
        });
        VM.spawn(null, CodeTable.current().export(MODULE, Atom.of("run"), 0), new Term[0], SpawnOptions.NONE);
        try {
            return result.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            throw (Error) e.getCause();
        }
    }

    /** What a call gives, as text: the value, {@code class:reason}, or why there is none. */
    static String call(ErlangProcess p, String module, String function, Term... args) {
        BifTable.Entry bif = BifTable.find(Atom.of(module), Atom.of(function), args.length);
        if (bif == null) {
            return "no such function";
        }
        try {
            Term value = bif.call(p, args);
            return value == TailCall.TAIL ? IN_ERLANG : value.toString();
        } catch (ErlangException e) {
            return e.errorClass().name().toLowerCase(java.util.Locale.ROOT) + ":" + e.reason();
        } catch (RuntimeException | Error e) {
            return "crash: " + e + " " + Arrays.toString(Arrays.copyOf(e.getStackTrace(), 3));
        }
    }

    private static final class NoCode implements CodeTranslator {
        private static BadFileException refused() {
            return new BadFileException("no code", null);
        }

        @Override
        public LoadedModule prepare(Atom name, byte[] file) {
            throw refused();
        }

        @Override
        public byte[] chunk(byte[] file, String id) {
            throw refused();
        }

        @Override
        public byte[] md5(byte[] file) {
            throw refused();
        }
    }
}
