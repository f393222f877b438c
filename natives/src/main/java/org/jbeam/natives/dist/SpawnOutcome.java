package org.jbeam.natives.dist;

import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Monitor;
import org.jbeam.runtime.RemoteSignals;
import org.jbeam.runtime.RemoteSpawn;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;

/**
 * What follows from the reply to a spawn request. The link and the monitor are entered before the parent acts on the reply, as the new process may
 * end before that.
 */
final class SpawnOutcome {
    /** Flags of a reply. */
    static final int LINK = 1;
    static final int MONITOR = 2;

    private static final Atom NOPROC = Atom.of("noproc");
    private static final Atom PROCESS = Atom.of("process");

    private final DistConnection connection;
    private final DistRegistry registry;

    SpawnOutcome(DistConnection connection) {
        this.connection = connection;
        this.registry = connection.registry();
    }

    void failed(Ref ref, Pid parent, Term reason) {
        registry.removeSpawnEnd(ref);
        ErlangProcess process = connection.node().vm().process(parent);
        if (registry.removeSpawn(ref) != null && process != null) {
            RemoteSignals.spawnReply(process, ref, reason, null, () -> { });
        }
    }

    void spawned(Ref ref, Pid parent, Pid child, int flags) {
        RemoteSpawn spawn = registry.removeSpawn(ref);
        ErlangProcess process = connection.node().vm().process(parent);
        if (spawn == null || process == null) {
            late(ref, parent, child, flags);
            return;
        }
        Monitor monitor = null;
        boolean lost = spawn.link() && !registry.addLink(parent, child);
        boolean unseen = false;
        if (spawn.monitor()) {
            monitor = new Monitor(ref, parent, spawn.node(), child, PROCESS, spawn.monitorTag());
            unseen = !registry.addMonitor(monitor);
        }
        RemoteSignals.spawnReply(process, ref, child, monitor, () -> late(ref, parent, child, flags));
        if (lost) {
            RemoteSignals.linkBroken(process, child, DistRegistry.NOCONNECTION);
        }
        if (unseen) {
            RemoteSignals.monitorDown(process, monitor, DistRegistry.NOCONNECTION);
        }
    }

    /** Nobody waits for the new process any more. */
    private void late(Ref ref, Pid parent, Pid child, int flags) {
        Term reason = registry.removeSpawnEnd(ref);
        registry.removeMonitor(ref);
        registry.removeLink(parent, child);
        if ((flags & MONITOR) != 0) {
            connection.signal(DistSignal.demonitor(parent, child, ref));
        }
        if ((flags & LINK) != 0) {
            connection.signal(DistSignal.linkEnded(parent, child, reason == null ? NOPROC : reason));
        }
    }
}
