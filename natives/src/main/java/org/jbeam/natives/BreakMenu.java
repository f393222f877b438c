package org.jbeam.natives;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;

/**
 * The menu that an interrupt ({@code ^C}) opens. OTP stops all processes meanwhile; here they go on, but what is typed goes to the menu.
 *
 * @see <a href="https://www.erlang.org/docs/25/man/erl">erl, the flag +B</a>
 */
public final class BreakMenu {
    private static final int INTERRUPTED = 130;
    private static final int FAILED = 1;
    private static final String HELP = """

            BREAK: (a)bort (A)bort with dump (c)ontinue (p)roc info (i)nfo
                   (l)oaded (v)ersion (k)ill (D)b-tables (d)istribution
            """;

    private final VirtualMachine vm;
    private final AtomicBoolean open = new AtomicBoolean();

    private BreakMenu(VirtualMachine vm) {
        this.vm = vm;
    }

    /**
     * Says what an interrupt does.
     *
     * @param mode what follows {@code +B}: nothing or {@code d} ends the program, {@code i} ignores the signal, {@code c} makes {@code ^C} a
     *     character for the shell; null without the flag: the menu
     */
    public static void install(VirtualMachine vm, String mode) {
        if (mode == null || mode.equals("c")) {
            BreakMenu menu = new BreakMenu(vm);
            OsSignal.handle("INT", menu::interrupted);
            if (mode != null) {
                Terminal.replaceInterrupt();
            }
        } else if (mode.equals("i")) {
            OsSignal.ignore("INT");
            OsSignal.ignore("TSTP");
        } else {
            OsSignal.useDefault("INT");
        }
    }

    private void interrupted() {
        if (!open.compareAndSet(false, true)) {
            vm.halt(INTERRUPTED, false);
            return;
        }
        Thread.ofPlatform().daemon().name("jbeam-break").start(() -> {
            Terminal.restore();
            ConsoleInput.wanted(true);
            try {
                ask();
            } finally {
                ConsoleInput.wanted(false);
                Terminal.resume();
                open.set(false);
            }
        });
    }

    private void ask() {
        print(HELP);
        while (true) {
            int key = ConsoleInput.key();
            if (key < 0 || key == 'a' || key == 'q' || key == '*') {
                vm.halt(0, false);
                return;
            }
            if (key == '\n') {
                continue;
            }
            if (answered(key)) {
                return;
            }
            print(HELP);
        }
    }

    /** False for a key without a meaning. */
    private boolean answered(int key) {
        MachineReport report = new MachineReport(vm);
        switch (key) {
            case 'c', 'm' -> { }
            case 'A' -> {
                print("Crash dump requested by user\r\n");
                MachineReport.crashDump(vm, "Crash dump requested by user");
                vm.halt(FAILED, false);
            }
            case 'p' -> report.processes().ports();
            case 'o' -> report.ports();
            case 'i' -> report.memory().loaded().processes();
            case 'l' -> report.loaded();
            case 'v' -> print("Erlang (jbeam) emulator version " + SystemInfoBifs.ERTS_VERSION + "\n");
            case 'd' -> report.node();
            case 'D' -> report.tables();
            case 'k' -> kill();
            default -> {
                return false;
            }
        }
        print(report.toString());
        return true;
    }

    /** Shows the processes one after the other, the youngest first, and ends those that shall be. */
    private void kill() {
        print("\n\nProcess Information\n\n--------------------------------------------------\n");
        for (ErlangProcess process : vm.allProcesses().reversed()) {
            print(new MachineReport(vm).process(process) + "(k)ill (n)ext (r)eturn:\n");
            int key = ConsoleInput.key();
            if (key < 0) {
                vm.halt(0, false);
                return;
            }
            if (key == 'k') {
                vm.exit(process, vm.allProcesses().getFirst().pid(), Atom.of("kill"));
            } else if (key != 'n') {
                return;
            }
        }
    }

    private static void print(String text) {
        System.out.print(text);
        System.out.flush();
    }
}
