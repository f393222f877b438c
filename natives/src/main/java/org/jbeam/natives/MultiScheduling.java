package org.jbeam.natives;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/**
 * {@code system_flag(multi_scheduling, …)}: while some process blocks it, one carrier runs everything. The others stop as soon as what they
 * run gives them up.
 */
final class MultiScheduling {
    private final Scheduler scheduler;
    private final List<Pid> all = new ArrayList<>();
    private final List<Pid> normal = new ArrayList<>();
    private int wanted;

    private MultiScheduling(VirtualMachine vm) {
        scheduler = vm.scheduler();
        wanted = scheduler.online();
        vm.onExit(this::ended);
    }

    static MultiScheduling of(VirtualMachine vm) {
        return vm.service(MultiScheduling.class, () -> new MultiScheduling(vm));
    }

    /** Sets how many carriers take work when none blocks it: the number before. */
    synchronized int online(int count) {
        int old = wanted;
        wanted = count;
        apply();
        return old;
    }

    /** {@code block}, {@code unblock}, {@code block_normal} or {@code unblock_normal}: the state after. */
    synchronized Term set(ErlangProcess p, String what) {
        switch (what) {
            case "block" -> all.add(p.pid());
            case "block_normal" -> normal.add(p.pid());
            case "unblock" -> all.remove(p.pid());
            case "unblock_normal" -> normal.remove(p.pid());
            default -> throw org.jbeam.runtime.BifException.badarg();
        }
        apply();
        return state();
    }

    synchronized Term state() {
        return Atom.of(!all.isEmpty() ? "blocked" : !normal.isEmpty() ? "blocked_normal" : "enabled");
    }

    synchronized Term blockers(boolean onlyNormal) {
        return Terms.list(onlyNormal ? normal : all);
    }

    private synchronized void ended(ErlangProcess process) {
        if (all.isEmpty() && normal.isEmpty()) {
            return;
        }
        all.removeIf(pid -> pid == process.pid());
        normal.removeIf(pid -> pid == process.pid());
        apply();
    }

    private void apply() {
        scheduler.online(all.isEmpty() && normal.isEmpty() ? wanted : 1);
    }
}
