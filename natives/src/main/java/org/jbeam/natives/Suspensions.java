package org.jbeam.natives;

import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Pid;

/** Which process has suspended which, and how often: only who suspended a process may resume it. Ends with the suspending process. */
final class Suspensions {
    private final ConcurrentHashMap<Pid, ConcurrentHashMap<Pid, Integer>> bySuspender = new ConcurrentHashMap<>();

    private Suspensions() {}

    static Suspensions of(VirtualMachine vm) {
        return vm.service(Suspensions.class, () -> {
            Suspensions made = new Suspensions();
            vm.onExit(process -> made.bySuspender.remove(process.pid()));
            return made;
        });
    }

    /** One more; called by the suspender itself. */
    void add(Pid suspender, Pid target) {
        bySuspender.computeIfAbsent(suspender, k -> new ConcurrentHashMap<>(2)).merge(target, 1, Integer::sum);
    }

    /** One less; false when there is none. Called by the suspender itself. */
    boolean remove(Pid suspender, Pid target) {
        ConcurrentHashMap<Pid, Integer> own = bySuspender.get(suspender);
        if (own == null || !own.containsKey(target)) {
            return false;
        }
        own.computeIfPresent(target, (k, n) -> n == 1 ? null : n - 1);
        return true;
    }
}
