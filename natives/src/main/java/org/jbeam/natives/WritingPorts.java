package org.jbeam.natives;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.VirtualMachine;

/** The ports whose threads write; a machine that halts waits for them. */
final class WritingPorts {
    private final Set<OutputQueue> ports = ConcurrentHashMap.newKeySet();

    private WritingPorts(VirtualMachine vm) {
        vm.onHalt(() -> ports.forEach(OutputQueue::drain));
    }

    static WritingPorts of(VirtualMachine vm) {
        return vm.service(WritingPorts.class, () -> new WritingPorts(vm));
    }

    void add(OutputQueue port) {
        ports.add(port);
    }

    /** A port has written its last. */
    void remove(OutputQueue port) {
        ports.remove(port);
    }
}
