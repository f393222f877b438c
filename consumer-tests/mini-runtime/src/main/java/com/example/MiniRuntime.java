package com.example;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;
import org.jbeam.beamformat.*;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.*;

/** Modules and processes: the smallest Erlang runtime that can be, by interpretation of `.beam` files. */
final class MiniRuntime implements AutoCloseable {
    private static final int OTP_RELEASE = 25;

    /** A loaded module: its instructions one after the other, and where each label is. */
    static final class Module {
        final BeamFile file;
        final Instruction[] code;
        final int[] labels;
        final Map<String, Integer> exports = new HashMap<>();

        Module(BeamFile file) {
            this.file = file;
            this.code = file.code().functions().stream().flatMap(f -> f.instructions().stream()).toArray(Instruction[]::new);
            this.labels = new int[file.code().labelCount()];
            for (int i = 0; i < code.length; i++) {
                if (code[i].op() == Opcode.LABEL) labels[code[i].number(0)] = i;
            }
            for (Export export : file.exports()) exports.put(export.function() + "/" + export.arity(), labels[export.label()]);
        }
    }

    /** A place in the code. */
    record At(Module module, int pc) {}

    private final Scheduler scheduler = Scheduler.builder().carriers(2).build();
    private final Map<Atom, Module> modules = new ConcurrentHashMap<>();
    private final Map<Pid, MiniProcess> processes = new ConcurrentHashMap<>();
    private final AtomicInteger pids = new AtomicInteger();

    { scheduler.start(); }

    /** Loads a file that the compiler made. */
    void load(byte[] beam) {
        BeamFile file = BeamFile.parse(BeamFile.gunzip(beam));
        CodeValidator.validate(file, OTP_RELEASE);
        modules.put(file.module(), new Module(file));
    }

    At find(Atom module, Atom function, int arity) {
        Module found = modules.get(module);
        Integer pc = found == null ? null : found.exports.get(function + "/" + arity);
        if (pc == null) throw new MiniProcess.ErlangError(Atom.of("undef"));
        return new At(found, pc);
    }

    /** Runs a function in a process of its own and waits for its value. */
    Term run(String module, String function, Term... arguments) {
        try {
            return spawn(find(Atom.of(module), Atom.of(function), arguments.length), arguments).result.join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    MiniProcess spawn(At at, Term... arguments) {
        Pid pid = new Pid(Node.LOCAL, pids.incrementAndGet(), 0);
        MiniProcess process = new MiniProcess(this, scheduler, pid, at, arguments);
        processes.put(pid, process);
        process.result.whenComplete((value, error) -> processes.remove(pid));
        process.start();
        return process;
    }

    void send(Term to, Term message) {
        if (to instanceof Pid pid && processes.get(pid) instanceof MiniProcess process) process.deliver(message);
    }

    @Override public void close() { scheduler.shutdown(); }
}
