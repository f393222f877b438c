package org.jbeam.translator;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.ErrorClass;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.runtime.SpawnOptions;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.runtime.ops.GuardBifs;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** A machine without OTP: the guard BIFs, a handful of others, and the modules among the test resources. */
final class TestMachine {
    private static final ConcurrentHashMap<Integer, CompletableFuture<Term>> CALLS = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final VirtualMachine VM = start();

    private TestMachine() {}

    /** The BIFs that the test modules call besides guard BIFs. */
    @BifModule("erlang")
    public static final class Bifs {
        private Bifs() {}

        @Bif
        public static Term error(ErlangProcess p, Term reason) {
            throw ErlangException.error(p, reason);
        }

        @Bif
        public static Term error(ErlangProcess p, Term reason, Term args) {
            throw ErlangException.errorInCaller(p, reason, args, null);
        }

        @Bif
        public static Term exit(ErlangProcess p, Term reason) {
            throw ErlangException.raise(p, ErrorClass.EXIT, reason);
        }

        @Bif("throw")
        public static Term toss(ErlangProcess p, Term value) {
            throw ErlangException.raise(p, ErrorClass.THROW, value);
        }

        @Bif
        public static Term raise(ErlangProcess p, Term errorClass, Term reason, Term trace) {
            throw ErlangException.withTrace(ErrorClass.of(errorClass), reason, trace);
        }

        @Bif("tuple_to_list")
        public static Term tupleToList(Term tuple) {
            if (tuple instanceof Tuple t) {
                return Terms.list(t.toArray());
            }
            throw BifException.badarg();
        }

        @Bif
        public static Term setelement(Term n, Term tuple, Term value) {
            if (n instanceof SmallInt i && tuple instanceof Tuple t && i.value() >= 1 && i.value() <= t.arity()) {
                return t.with((int) i.value() - 1, value);
            }
            throw BifException.badarg();
        }

        @Bif
        public static Term send(ErlangProcess p, Term dest, Term message) {
            return p.send(dest, message);
        }

        @Bif("make_ref")
        public static Term makeRef(ErlangProcess p) {
            return p.vm().newRef();
        }
    }

    /** Where {@code jb_driver} delivers. */
    @BifModule("jb_test")
    public static final class Delivery {
        private Delivery() {}

        @Bif
        public static Term done(Term id, Term result) {
            CALLS.remove((int) ((SmallInt) id).value()).complete(result);
            return Atom.OK;
        }
    }

    private static VirtualMachine start() {
        if (BifTable.find(Atom.of("erlang"), Atom.of("+"), 2) == null) {
            BifTable.register(GuardBifs.class);
        }
        BifTable.register(Bifs.class);
        BifTable.register(Delivery.class);
        CodeTable.current().defineBifs();
        Scheduler scheduler = Scheduler.builder().carriers(2).online(2).build();
        VirtualMachine vm = new VirtualMachine(scheduler, Translator.create(), 1000, 1000);
        scheduler.start();
        return vm;
    }

    /** The bytes of a test resource. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = TestMachine.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Loads {@code name.beam} of the resources, a new version each time. */
    static LoadedModule load(String name, TranslatorOptions options) throws IOException {
        LoadedModule module = Translator.create(options).prepare(Atom.of(name), resource(name + ".beam"));
        CodeTable.current().purge(module.name());
        CodeTable.current().commit(module);
        return module;
    }

    /** Calls a function in a process of its own: {@code {ok, Value}} or {@code {Class, Reason}}. */
    static Term call(String module, String function, Term... args) throws Exception {
        if (!CodeTable.current().isLoaded(Atom.of("jb_driver"))) {
            load("jb_driver", TranslatorOptions.DEFAULT);
        }
        int id = NEXT.getAndIncrement();
        CompletableFuture<Term> result = new CompletableFuture<>();
        CALLS.put(id, result);
        Term[] all = {SmallInt.of(id), Atom.of(module), Atom.of(function), Terms.list(args)};
        VM.create(null, CodeTable.current().export(Atom.of("jb_driver"), Atom.of("run"), 4), all, SpawnOptions.NONE).start();
        return result.get(10, TimeUnit.SECONDS);
    }
}
