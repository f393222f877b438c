package org.jbeam.natives.dist;

import java.util.concurrent.locks.ReentrantLock;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Monitor;
import org.jbeam.runtime.RemoteNode;
import org.jbeam.runtime.RemoteSignals;
import org.jbeam.runtime.RemoteSpawn;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Another node, with the connection to it if there is one, or if one is being set up. What changes that comes one at a time. */
public final class DistNode implements RemoteNode {
    private final DistTable table;
    private final Atom name;
    private final DistHandle handle;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile DistConnection connection;
    private int connections;

    DistNode(DistTable table, Atom name) {
        this.table = table;
        this.name = name;
        this.handle = DistHandle.of(table.vm(), this);
    }

    VirtualMachine vm() {
        return table.vm();
    }

    /** What it is called. */
    public Atom name() {
        return name;
    }

    /** The connection, also one that is being set up; null when there is none. */
    public DistConnection connection() {
        return connection;
    }

    /** {@code {ConnectionId, Reference}}. */
    Tuple handle(DistConnection c) {
        return handle.term(c.id());
    }

    /** Is the peer one that {@code nodes/0} shows? */
    public boolean isVisible() {
        DistConnection c = connection;
        return c != null && c.isUp() && (c.flags() & DistFlags.PUBLISHED) != 0;
    }

    /** Is it connected, and hidden? */
    public boolean isHidden() {
        DistConnection c = connection;
        return c != null && c.isUp() && (c.flags() & DistFlags.PUBLISHED) == 0;
    }

    /** Is it connected, with I/O servers that know Unicode? */
    public boolean takesUnicode() {
        DistConnection c = connection;
        return c != null && c.isUp() && (c.flags() & DistFlags.UNICODE_IO) != 0;
    }

    // ---- the connection's life

    /** The connection, which is to be set up if there is none; net_kernel is not asked. */
    DistConnection pending() {
        lock.lock();
        try {
            if (connection == null) {
                connection = new DistConnection(this, ++connections, table.busyLimit());
            }
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /** The connection; if there is none, net_kernel is asked to set one up. Null when it cannot be asked. */
    DistConnection connect() {
        DistConnection c = connection;
        if (c != null) {
            return c;
        }
        boolean ask;
        lock.lock();
        try {
            ask = connection == null;
            c = pending();
        } finally {
            lock.unlock();
        }
        if (ask && !table.askForConnection(handle(c), this)) {
            abort(c.id());
            return null;
        }
        return c;
    }

    /** Gives up a connection that is being set up; false when it is up. */
    boolean abort(long id) {
        lock.lock();
        try {
            DistConnection c = connection;
            if (c == null || c.id() != id) {
                return true;
            }
            if (c.isUp()) {
                return false;
            }
            connection = null;
            c.down();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The handshake has been made; the connection, or null when none was being set up. */
    DistConnection up(DistChannel channel, long flags) {
        lock.lock();
        try {
            DistConnection c = connection;
            if (c == null || c.isUp()) {
                return null;
            }
            c.up(channel, flags);
            table.event(true, this, c, null);
            return c;
        } finally {
            lock.unlock();
        }
    }

    /** The channel of a connection has been closed. */
    void down(DistConnection c, Term reason) {
        lock.lock();
        try {
            if (connection != c) {
                return;
            }
            connection = null;
            c.down();
            table.event(false, this, c, reason);
        } finally {
            lock.unlock();
        }
    }

    /** The channel was closed while the handshake was being made. */
    public void lost(DistConnection c) {
        down(c, Atom.of("connection_closed"));
    }

    // ---- monitors of the node itself

    /** Has a process told when the connection is lost, as often as it asks; false when there is none, with {@code async} none to come. */
    public boolean monitor(Pid pid, boolean async) {
        DistConnection c = async ? connect() : connection;
        return c != null && (async || c.isUp()) && c.registry().addNodeMonitor(pid);
    }

    /** Takes one of them back. */
    public void demonitor(Pid pid) {
        DistConnection c = connection;
        if (c != null) {
            c.registry().removeNodeMonitor(pid);
        }
    }

    // ---- signals

    @Override
    public void send(ErlangProcess from, Term dest, Term message) {
        DistConnection c = connect();
        if (c != null) {
            c.signal(from, switch (dest) {
                case Pid pid -> DistSignal.send(from.pid(), pid, message);
                case Ref alias -> DistSignal.sendAlias(from.pid(), alias, message);
                default -> DistSignal.sendNamed(from.pid(), (Atom) dest, message);
            });
        }
    }

    @Override
    public void exit(ErlangProcess from, Pid target, Term reason) {
        DistConnection c = connect();
        if (c != null) {
            c.signal(from, DistSignal.exit(from.pid(), target, reason));
        }
    }

    @Override
    public void groupLeader(Pid leader, Pid member) {
        DistConnection c = connect();
        if (c != null) {
            c.signal(DistSignal.groupLeader(leader, member));
        }
    }

    @Override
    public boolean link(Pid local, Pid remote) {
        DistConnection c = connect();
        if (c == null || !c.registry().addLink(local, remote)) {
            return false;
        }
        c.signal(vm().process(local), DistSignal.link(local, remote));
        return true;
    }

    @Override
    public void unlink(Pid local, Pid remote, long id) {
        DistConnection c = connection;
        if (c != null && c.registry().removeLink(local, remote)) {
            c.signal(DistSignal.unlink(local, remote, id));
        }
    }

    @Override
    public void settled(Pid local, Pid remote, boolean linked) {
        DistConnection c = connection;
        if (c != null && !linked) {
            c.registry().removeLink(local, remote);
        } else if (linked && (c == null || !c.registry().addLink(local, remote))) {
            RemoteSignals.linkBroken(vm().process(local), remote, DistRegistry.NOCONNECTION);
        }
    }

    @Override
    public void linkEnded(Pid local, Pid remote, Term reason) {
        DistConnection c = connection;
        // a link belongs to its connection: one of an earlier connection is gone, though the process may not know yet
        if (c != null && c.registry().removeLink(local, remote)) {
            c.signal(DistSignal.linkEnded(local, remote, reason));
        }
    }

    private static Term watched(Monitor monitor) {
        return monitor.object() instanceof Tuple2 t ? t.e0() : monitor.object();
    }

    @Override
    public boolean monitor(Monitor monitor) {
        DistConnection c = connect();
        if (c == null || !c.registry().addMonitor(monitor)) {
            return false;
        }
        c.signal(vm().process(monitor.owner()), DistSignal.monitor(monitor.owner(), watched(monitor), monitor.ref()));
        return true;
    }

    @Override
    public void demonitor(Monitor monitor) {
        DistConnection c = connection;
        if (c != null && c.registry().removeMonitor(monitor.ref()) != null) {
            c.signal(DistSignal.demonitor(monitor.owner(), watched(monitor), monitor.ref()));
        }
    }

    @Override
    public void watchedEnded(Monitor monitor, Term reason) {
        DistConnection c = connection;
        if (c != null && c.registry().removeWatched(monitor.ref()) != null) {
            c.signal(DistSignal.watchedEnded(watched(monitor), monitor.owner(), monitor.ref(), reason));
        }
    }

    @Override
    public void abandoned(RemoteSpawn spawn, Pid parent, Term reason) {
        DistConnection c = connection;
        if (c != null && spawn.link()) {
            c.registry().addSpawnEnd(spawn.ref(), reason);
        }
    }

    /** Asks for a process to be spawned there: null, or the atom that says why that cannot be. The parent has entered the request. */
    public Atom spawn(ErlangProcess parent, RemoteSpawn spawn, Tuple function, Term args, Term options) {
        DistConnection c = connect();
        if (c == null || !c.registry().addSpawn(spawn, parent.pid())) {
            return DistRegistry.NOCONNECTION;
        }
        if ((c.flags() & DistFlags.SPAWN) == 0) {
            c.registry().removeSpawn(spawn.ref());
            return Atom.of("notsup");
        }
        c.signal(parent, DistSignal.spawnRequest(spawn.ref(), parent.pid(), parent.groupLeader(), function, options, args));
        return null;
    }
}
