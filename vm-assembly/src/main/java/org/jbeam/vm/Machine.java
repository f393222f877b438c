package org.jbeam.vm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jbeam.beamformat.BeamChunks;
import org.jbeam.beamformat.BeamFile;
import org.jbeam.beamformat.BeamWriter;
import org.jbeam.natives.BreakMenu;
import org.jbeam.natives.ChildPrograms;
import org.jbeam.natives.Clock;
import org.jbeam.natives.CodeBifs;
import org.jbeam.natives.EmulatorArguments;
import org.jbeam.natives.Environment;
import org.jbeam.natives.ForkerPort;
import org.jbeam.natives.Natives;
import org.jbeam.natives.SignalHandling;
import org.jbeam.natives.StackTop;
import org.jbeam.natives.SystemProcesses;
import org.jbeam.natives.Terminal;
import org.jbeam.runtime.BifIndex;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.runtime.SpawnOptions;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.scheduler.Priority;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Term;
import org.jbeam.translator.CodeCache;
import org.jbeam.translator.Translator;
import org.jbeam.translator.TranslatorOptions;

/** Puts a machine together from its parts and boots an OTP on it. */
final class Machine {
    private static final Set<String> NOT_EMBEDDED = Set.of("Line", "Attr", "CInf", "Dbgi", "Docs", "ExCk");
    private static final String BUILT_INS = "built-in functions";
    private static final SpawnOptions HIGH = new SpawnOptions(false, null, null, null, Priority.HIGH, null);
    private static final SpawnOptions MAX = new SpawnOptions(false, null, null, null, Priority.MAX, null);

    /** The launcher sets it for collectors without regions, into one of which a suspended stack would have to fit. */
    private static final String FLUSH_INTERVAL = "jbeam.flushInterval";
    private static final int G1_FLUSH_INTERVAL = 1000;

    private Machine() {}

    /** Boots and waits for the end: the exit status. */
    static int boot(CommandLine line, OtpHome otp, Map<String, String> env) {
        VirtualMachine vm = start(line, otp, env, made -> { });
        vm.guardMemory();
        SignalHandling.of(vm).set("sigterm", "default");
        BreakMenu.install(vm, line.breakMode());
        int status = vm.halted().join();
        Terminal.restore();
        ChildPrograms.end(vm);
        return status;
    }

    private static Scheduler scheduler(CommandLine line) {
        Scheduler.Builder builder = Scheduler.builder().carriers(line.schedulers()).online(line.schedulersOnline())
                .dirtyCpu(line.dirtyCpu()).dirtyIo(line.dirtyIo());
        Integer interval = Integer.getInteger(FLUSH_INTERVAL);
        return interval == null ? builder.flushInterval(G1_FLUSH_INTERVAL).build()
                : builder.flushInterval(Math.max(1, interval)).stackTop(StackTop.of(line.schedulers())).build();
    }

    /**
     * Makes a machine and starts its first processes.
     *
     * @param prepare told of the machine before anything runs on it
     */
    static VirtualMachine start(CommandLine line, OtpHome otp, Map<String, String> env, Consumer<VirtualMachine> prepare) {
        Atom.limit(line.atomLimit());
        Scheduler scheduler = scheduler(line);
        CodeCache cache = CodeCache.of(env);
        Translator translator = Translator.create(line.isPlain() ? TranslatorOptions.UNOPTIMIZED : TranslatorOptions.DEFAULT, cache);
        VirtualMachine vm = new VirtualMachine(scheduler, translator, line.processLimit(), line.portLimit());
        vm.defaultSettings(line.processDefaults());
        Clock.of(vm);
        Environment.of(vm).start(env, Map.of("ROOTDIR", otp.root().toString(), "BINDIR", otp.bin().toString(), "EMU", "beam",
                "PROGNAME", "erl"), line.fileNames(), line.printable());
        prepare.accept(vm);
        builtIns(cache);
        preload(vm, otp);
        Natives.distBusyLimit(vm, line.distBusyBytes());
        scheduler.start();
        startProcesses(vm, line, otp, env);
        return vm;
    }

    /** Makes the built-in functions known: out of the cache, or else by looking at all of their classes. */
    private static void builtIns(CodeCache cache) {
        // an earlier machine of this JVM has made them known
        if (BifTable.all().isEmpty()) {
            byte[] index = cache.find(BUILT_INS);
            if (index == null) {
                Natives.register();
                cache.store(BUILT_INS, BifIndex.write());
            } else {
                BifIndex.read(index);
            }
        }
        CodeTable.current().defineBifs();
    }

    private static void preload(VirtualMachine vm, OtpHome otp) {
        for (String name : CodeBifs.preloaded()) {
            Optional<Path> file = otp.preloaded(name);
            if (file.isEmpty()) {
                throw new UsageException("the OTP at " + otp.root() + " has no preloaded module " + name);
            }
            try {
                LoadedModule module = vm.translator().prepare(Atom.of(name), embedded(Files.readAllBytes(file.get())));
                CodeTable.current().commit(module);
                CodeTable.current().keepPending(module.name());
            } catch (IOException e) {
                throw new UsageException(file.get() + " cannot be read: " + e.getMessage());
            }
        }
    }

    /** The file as OTP's emulator embeds it: without attributes and line numbers, which stack traces and {@code module_info} show. */
    static byte[] embedded(byte[] file) {
        BeamChunks whole = BeamChunks.parse(BeamFile.gunzip(file));
        return BeamWriter.write(BeamChunks.of(whole.list().stream().filter(chunk -> !NOT_EMBEDDED.contains(chunk.name())).toList()));
    }

    private static void startProcesses(VirtualMachine vm, CommandLine line, OtpHome otp, Map<String, String> env) {
        List<String> words = new ArrayList<>(List.of("jbeam", "--"));
        words.addAll(bootWords(line, otp, env));
        EmulatorArguments.of(vm).set(words);
        ErlangProcess init = vm.create(null, export("erl_init", "start", 2),
                new Term[] {Atom.of(line.bootModule()), bootArguments(line, otp, env)}, SpawnOptions.NONE);
        ForkerPort.open(init);
        List<ErlangProcess> system = new ArrayList<>();
        system.add(init);
        system.add(vm.create(null, export("erts_code_purger", "start", 0), new Term[0], HIGH));
        system.add(vm.create(null, export("erts_literal_area_collector", "start", 0), new Term[0], HIGH));
        for (SpawnOptions priority : List.of(SpawnOptions.NONE, HIGH, MAX)) {
            system.add(vm.create(null, export("erts_dirty_process_signal_handler", "start", 0), new Term[0], priority));
        }
        for (ErlangProcess process : system) {
            SystemProcesses.of(vm).add(process.pid());
            process.start();
        }
    }

    private static Export export(String module, String function, int arity) {
        return CodeTable.current().export(Atom.of(module), Atom.of(function), arity);
    }

    /** The words of the first process' argument. */
    static List<String> bootWords(CommandLine line, OtpHome otp, Map<String, String> env) {
        List<String> args = new ArrayList<>(List.of("-root", otp.root().toString(), "-bindir", otp.bin().toString(), "-progname", "erl",
                "--", "-home", env.getOrDefault("HOME", "/")));
        if (env.containsKey("ERL_EPMD_PORT")) {
            args.addAll(List.of("-epmd_port", env.get("ERL_EPMD_PORT")));
        }
        args.add("--");
        args.addAll(line.initArgs());
        return args;
    }

    private static Term bootArguments(CommandLine line, OtpHome otp, Map<String, String> env) {
        ListBuilder list = new ListBuilder();
        for (String arg : bootWords(line, otp, env)) {
            list.add(Bitstring.of(arg.getBytes(StandardCharsets.UTF_8)));
        }
        return list.finish();
    }
}
