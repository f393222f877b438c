package org.jbeam.natives;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jbeam.ets.Table;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.TermPrinter;

/**
 * Describes the machine in the sections of OTP's crash dumps, for the break menu and for {@code erl_crash.dump}. Sections about memory are left
 * out: it is Java's.
 *
 * @see <a href="https://www.erlang.org/docs/25/apps/erts/crash_dump">How to Interpret the Erlang Crash Dumps</a>
 */
final class MachineReport {
    /** How long a process may take to answer, in ms; one that takes longer is running. */
    private static final long PATIENCE = 500;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);

    private final VirtualMachine vm;
    private final StringBuilder text = new StringBuilder();

    MachineReport(VirtualMachine vm) {
        this.vm = vm;
    }

    /** What has been described so far. */
    @Override
    public String toString() {
        return text.toString();
    }

    /**
     * Writes a crash dump to the file that {@code ERL_CRASH_DUMP} names, {@code erl_crash.dump} if none, and says so on standard error; nothing
     * if {@code ERL_CRASH_DUMP_SECONDS} is 0.
     */
    static void crashDump(VirtualMachine vm, String slogan) {
        Environment environment = Environment.of(vm);
        Map<String, String> variables = environment.variables();
        if ("0".equals(variables.get("ERL_CRASH_DUMP_SECONDS"))) {
            return;
        }
        String name = variables.getOrDefault("ERL_CRASH_DUMP", "");
        name = name.isEmpty() ? "erl_crash.dump" : name;
        System.err.print("\r\nCrash dump is being written to: " + name + "...");
        System.err.flush();
        MachineReport report = new MachineReport(vm);
        report.text.append("=erl_crash_dump:0.5\n");
        report.text.append(DATE.format(ZonedDateTime.now(ZoneId.systemDefault()))).append("\nSlogan: ").append(slogan)
                .append("\nSystem version: ").append(SystemInfoBifs.systemVersion(vm))
                .append("\nTaints: \nAtoms: ").append(Atom.count()).append('\n');
        report.memory().processes().ports().tables().loaded().node();
        report.text.append("=end\n");
        try {
            Path file = Path.of(new String(environment.folderBytes(), environment.fileNames())).resolve(name);
            Files.writeString(file, report.text, StandardCharsets.UTF_8);
            System.err.print("done\r\n");
        } catch (IOException | RuntimeException e) {
            // as OTP does: that the dump is not there is no reason not to halt
            System.err.print("\r\n");
        }
    }

    MachineReport memory() {
        text.append("=memory\n");
        StatisticsBifs.memoryKinds(vm).forEach((kind, bytes) -> line(kind, SmallInt.of(bytes)));
        return this;
    }

    MachineReport processes() {
        vm.allProcesses().forEach(this::process);
        return this;
    }

    MachineReport process(ErlangProcess process) {
        if (process == ErlangProcess.running()) {
            text.append("=proc:").append(process.pid()).append('\n');
            describe(process, text);
            return this;
        }
        StringBuilder answer = new StringBuilder();
        CountDownLatch answered = new CountDownLatch(1);
        boolean asked = vm.request(process, p -> {
            try {
                synchronized (answer) {
                    describe(p, answer);
                }
            } finally {
                answered.countDown();
            }
        }, answered::countDown);
        text.append("=proc:").append(process.pid()).append('\n');
        try {
            if (!asked || !answered.await(PATIENCE, TimeUnit.MILLISECONDS)) {
                text.append("State: ").append(asked ? "Running" : "Exiting").append('\n');
                return this;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return this;
        }
        synchronized (answer) {
            text.append(answer);
        }
        return this;
    }

    /** On the process' own thread. */
    private static void describe(ErlangProcess p, StringBuilder out) {
        out.append("State: ").append(capital(p.statusAtom().name())).append('\n');
        if (p.registeredName() != null) {
            out.append("Name: ").append(p.registeredName().name()).append('\n');
        }
        out.append("Spawned as: ").append(p.initialFunction().module().name()).append(':').append(p.initialFunction().function().name()).append('/')
                .append(p.initialFunction().arity()).append("\nSpawned by: ").append(p.parent() == Atom.UNDEFINED ? "[]" : p.parent())
                .append("\nMessage queue length: ").append(p.messageQueueLength());
        for (String[] item : new String[][] {{"Link list", "links"}, {"Dictionary", "dictionary"}, {"Reductions", "reductions"},
            {"Stack+heap", "total_heap_size"}, {"Memory", "memory"}, {"Current function", "current_function"}, {"Stack", "current_stacktrace"}}) {
            out.append('\n').append(item[0]).append(": ").append(ProcessInfoBifs.value(null, p, item[1]));
        }
        out.append('\n');
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    MachineReport ports() {
        for (ErlangPort port : vm.allPorts()) {
            text.append("=port:").append(port.id()).append('\n');
            line("State", "CONNECTED");
            line("Connected", port.owner());
            if (!port.links().isEmpty()) {
                line("Links", String.join(", ", port.links().stream().map(Term::toString).toList()));
            }
            line("Port controls", port.name());
            line("Input", port.bytesIn());
            line("Output", port.bytesOut());
            line("Queue", port.queueSize());
        }
        return this;
    }

    MachineReport tables() {
        for (Table table : EtsHost.tables(vm).all()) {
            text.append("=ets:").append(table.owner()).append('\n');
            line("Table", table.named() ? table.name() : table.reference());
            line("Name", table.name());
            line("Type", table.type().toString().toLowerCase(Locale.ROOT));
            line("Objects", table.size());
            line("Words", table.memoryWords());
        }
        return this;
    }

    /** The modules, each with the size of its generated classes in bytes, and that of its old version's. */
    MachineReport codeSizes() {
        List<CodeTable.Versions> all = CodeTable.current().loaded().stream().map(CodeTable.current()::versions).toList();
        line("Current code", all.stream().mapToLong(v -> codeBytes(v.current())).sum());
        line("Old code", all.stream().mapToLong(v -> codeBytes(v.old())).sum());
        for (Atom name : CodeTable.current().loaded()) {
            CodeTable.Versions versions = CodeTable.current().versions(name);
            text.append(name.name()).append(' ').append(codeBytes(versions.current()));
            text.append(versions.old() == null ? "\n" : " " + codeBytes(versions.old()) + " \n");
        }
        return this;
    }

    private static long codeBytes(LoadedModule version) {
        return version == null ? 0 : version.codeBytes();
    }

    /** The modules, each with the number of its functions. */
    MachineReport loaded() {
        List<Atom> modules = CodeTable.current().loaded();
        text.append("=loaded_modules\n");
        line("Modules", modules.size());
        for (Atom name : modules) {
            CodeTable.Versions versions = CodeTable.current().versions(name);
            if (versions.current() instanceof LoadedModule current) {
                text.append("=mod:").append(name.name()).append('\n');
                line("Functions", current.functions().size());
                if (versions.old() != null) {
                    line("Old functions", versions.old().functions().size());
                }
            }
        }
        return this;
    }

    MachineReport node() {
        text.append("=node:").append(TermPrinter.print(vm.nodeName())).append('\n');
        if (vm.nodeName().name().equals("nonode@nohost")) {
            text.append("=no_distribution\n");
        }
        return this;
    }

    private void line(String name, Object value) {
        text.append(name).append(": ").append(value).append('\n');
    }
}
