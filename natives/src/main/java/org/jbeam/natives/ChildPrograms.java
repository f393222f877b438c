package org.jbeam.natives;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;

/** The programs of ports when the machine ends. */
public final class ChildPrograms {
    /** How long a program may take to end by itself, once its pipes are closed, and then by the signal; ms. */
    private static final int PATIENCE = 300;
    private static final int STEP = 10;

    private final Set<ProgramPort> running = ConcurrentHashMap.newKeySet();

    private ChildPrograms() {}

    static ChildPrograms of(VirtualMachine vm) {
        return vm.service(ChildPrograms.class, ChildPrograms::new);
    }

    void add(ProgramPort port) {
        running.add(port);
    }

    /** Its program has ended. */
    void remove(ProgramPort port) {
        running.remove(port);
    }

    /**
     * Ends the programs that ports have started: their pipes are closed, which is the end for most, and those that still run get SIGTERM. OTP's
     * {@code heart} is spared, as it has to outlive the machine. Waits for up to 600 ms.
     */
    public static void end(VirtualMachine vm) {
        List<ProgramPort> running = of(vm).running.stream().filter(port -> !port.isHeart()).toList();
        running.forEach(port -> port.close(Atom.of("normal"), null));
        if (awaitEnd(running)) {
            return;
        }
        running.stream().filter(ProgramPort::isRunning).forEach(ProgramPort::terminate);
        awaitEnd(running);
    }

    private static boolean awaitEnd(List<ProgramPort> programs) {
        for (int waited = 0; programs.stream().anyMatch(ProgramPort::isRunning); waited += STEP) {
            if (waited >= PATIENCE) {
                return false;
            }
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
