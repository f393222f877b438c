package org.jbeam.natives.inet;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Pid;

/** Which processes wait to accept connections: one that ends is taken from the listening socket's list. */
final class AcceptorWatch {
    private final ConcurrentHashMap<Pid, Set<TcpAccepting>> waiting = new ConcurrentHashMap<>();

    private AcceptorWatch(VirtualMachine vm) {
        vm.onExit(process -> {
            Set<TcpAccepting> sockets = waiting.isEmpty() ? null : waiting.remove(process.pid());
            if (sockets != null) {
                sockets.forEach(socket -> socket.ended(process.pid()));
            }
        });
    }

    static AcceptorWatch of(VirtualMachine vm) {
        return vm.service(AcceptorWatch.class, () -> new AcceptorWatch(vm));
    }

    void add(Pid process, TcpAccepting socket) {
        waiting.computeIfAbsent(process, pid -> ConcurrentHashMap.newKeySet(1)).add(socket);
    }

    /** The process waits at this socket no longer. */
    void remove(Pid process, TcpAccepting socket) {
        waiting.computeIfPresent(process, (pid, sockets) -> sockets.remove(socket) && sockets.isEmpty() ? null : sockets);
    }
}
