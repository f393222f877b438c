package org.jbeam.natives.dist;

import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Monitor;
import org.jbeam.runtime.RemoteSignals;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;

/** What a connection has to do when a spawn request was answered. */
final class SpawnOutcome implements RemoteSignals.SpawnListener {
    /** After a failure there is nothing to do. */
    static final RemoteSignals.SpawnListener NONE = new RemoteSignals.SpawnListener() {
        @Override
        public void linked() {
            throw new IllegalStateException("nothing was spawned");
        }

        @Override
        public void monitoring(Monitor monitor) {
            throw new IllegalStateException("nothing was spawned");
        }

        @Override
        public void late() {
            // the one who asked has ended
        }
    };

    /** Flags of a reply. */
    static final int LINK = 1;
    static final int MONITOR = 2;

    private static final Atom NOPROC = Atom.of("noproc");

    private final DistConnection connection;
    private final Ref ref;
    private final Pid parent;
    private final Pid child;
    private final int flags;

    SpawnOutcome(DistConnection connection, Ref ref, Pid parent, Pid child, int flags) {
        this.connection = connection;
        this.ref = ref;
        this.parent = parent;
        this.child = child;
        this.flags = flags;
    }

    @Override
    public void linked() {
        ErlangProcess process = connection.node().vm().process(parent);
        if (!connection.registry().addLink(parent, child) && process != null) {
            RemoteSignals.linkBroken(process, child, DistRegistry.NOCONNECTION);
        }
    }

    @Override
    public void monitoring(Monitor monitor) {
        ErlangProcess process = connection.node().vm().process(parent);
        if (!connection.registry().addMonitor(monitor) && process != null) {
            RemoteSignals.monitorDown(process, monitor, DistRegistry.NOCONNECTION);
        }
    }

    @Override
    public void late() {
        Term reason = connection.registry().removeSpawnEnd(ref);
        if ((flags & MONITOR) != 0) {
            connection.signal(DistSignal.demonitor(parent, child, ref));
        }
        if ((flags & LINK) != 0) {
            connection.signal(DistSignal.linkEnded(parent, child, reason == null ? NOPROC : reason));
        }
    }
}
