package org.jbeam.natives;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Pid;

/** The processes that belong to the machine itself: {@code init:restart} and the purger spare them. */
public final class SystemProcesses {
    private final Set<Pid> pids = ConcurrentHashMap.newKeySet();

    private SystemProcesses() {}

    /** Those of a machine. */
    public static SystemProcesses of(VirtualMachine vm) {
        return vm.service(SystemProcesses.class, SystemProcesses::new);
    }

    /** Counts a process among them. */
    public void add(Pid pid) {
        pids.add(pid);
    }

    boolean contains(Pid pid) {
        return pids.contains(pid);
    }
}
