package org.jbeam.natives.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jbeam.runtime.Distribution;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.RemoteNode;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Node;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** The nodes that this one has met, and whether it is alive itself. There is one in a machine. */
public final class DistTable implements Distribution {
    /** How many bytes may wait to be sent before senders are parked, unless {@code +zdbbl} says otherwise. */
    public static final int BUSY_LIMIT = 1 << 20;

    private static final Atom NET_KERNEL = Atom.of("net_kernel");
    private static final Atom AUTO_CONNECT = Atom.of("auto_connect");
    private static final Atom NORMAL = Atom.of("normal");
    private static final Atom SHUTDOWN = Atom.of("shutdown");
    private static final Atom CONNECTION_CLOSED = Atom.of("connection_closed");
    private static final Atom NET_KERNEL_TERMINATED = Atom.of("net_kernel_terminated");

    private final VirtualMachine vm;
    private final ConcurrentHashMap<Atom, DistNode> nodes = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<ErlangProcess, DistConnection> controllers = new ConcurrentHashMap<>();
    private volatile ErlangProcess netKernel;
    private volatile long busyLimit = BUSY_LIMIT;

    /** Who is told of nodes that come and go. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A connection is up, or is lost.
         *
         * @param connectionId 0 when it is this node that has come to life or gone
         * @param reason why it is lost; null when it is up
         */
        void changed(boolean up, Atom node, int connectionId, boolean visible, Term reason);
    }

    private DistTable(VirtualMachine vm) {
        this.vm = vm;
        vm.onExit(p -> nodes.values().forEach(node -> forget(node, p)));
        vm.onEnd(this::ended);
        vm.distribution(this);
    }

    private void ended(ErlangProcess process, Term reason) {
        DistConnection controlled = controllers.remove(process);
        if (controlled != null) {
            boolean shutDown = reason instanceof Tuple2 t && t.e0() == SHUTDOWN;
            Term why = shutDown ? ((Tuple2) reason).e1() : reason;
            controlled.node().down(controlled, why == NORMAL ? CONNECTION_CLOSED : why);
        }
        if (process == netKernel) {
            netKernelEnded();
        }
    }

    /** That of a machine. */
    public static DistTable of(VirtualMachine vm) {
        return vm.service(DistTable.class, () -> new DistTable(vm));
    }

    private static void forget(DistNode node, ErlangProcess ended) {
        DistConnection c = node.connection();
        if (c != null) {
            c.registry().ended(ended.pid());
        }
    }

    VirtualMachine vm() {
        return vm;
    }

    /** How many bytes may wait to be sent before senders are parked. */
    public long busyLimit() {
        return busyLimit;
    }

    /** Sets {@link #busyLimit()} for connections to come. */
    public void busyLimit(long bytes) {
        busyLimit = bytes;
    }

    /** Adds a listener. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    // ---- this node

    /** Has this node a name? */
    public boolean isAlive() {
        return netKernel != null;
    }

    /** Is this process the net_kernel that named the node? */
    public boolean isNetKernel(ErlangProcess process) {
        return process != null && process == netKernel;
    }

    /** Gives this node a name; false when it has one, or there is no net_kernel. */
    public synchronized boolean name(Atom name, int creation) {
        if (netKernel != null || !(vm.names().whereis(NET_KERNEL) instanceof ErlangProcess process) || process.isExiting()) {
            return false;
        }
        Node.setLocal(name, creation);
        netKernel = process;
        tell(true, name, 0, true, null);
        return true;
    }

    private synchronized void netKernelEnded() {
        for (DistNode node : nodes.values()) {
            DistConnection c = node.connection();
            if (c != null && !node.abort(c.id())) {
                c.kill(NET_KERNEL_TERMINATED);
            }
        }
        Atom name = Node.LOCAL.name();
        netKernel = null;
        Node.setLocal(Node.NOT_ALIVE, 0);
        tell(false, name, 0, true, NET_KERNEL_TERMINATED);
    }

    /** Asks net_kernel for a connection; false when there is no net_kernel, or no name. */
    boolean askForConnection(Tuple handle, DistNode node) {
        if (!isAlive() || !(vm.names().whereis(NET_KERNEL) instanceof ErlangProcess process)) {
            return false;
        }
        process.deliver(Tuple.of(AUTO_CONNECT, node.name(), handle));
        return true;
    }

    // ---- other nodes

    @Override
    public RemoteNode node(Atom name) {
        DistNode known = nodes.get(name);
        return known != null ? known : name == Node.LOCAL.name() || !isAlive() ? RemoteNode.UNREACHABLE : named(name);
    }

    /** The node of this name, met now if not before. */
    public DistNode named(Atom name) {
        return nodes.computeIfAbsent(name, n -> new DistNode(this, n));
    }

    /** The node of this name if it has been met, or null. */
    public DistNode existing(Atom name) {
        return nodes.get(name);
    }

    /** All nodes that have been met. */
    public List<DistNode> all() {
        return new ArrayList<>(nodes.values());
    }

    void event(boolean up, DistNode node, DistConnection c, Term reason) {
        tell(up, node.name(), c.id(), (c.flags() & DistFlags.PUBLISHED) != 0, reason);
    }

    private void tell(boolean up, Atom node, int connectionId, boolean visible, Term reason) {
        listeners.forEach(listener -> listener.changed(up, node, connectionId, visible, reason));
    }

    // ---- connections by handle

    /** The connection that a handle names, or null when it is no handle or the connection is lost. */
    public static DistConnection connection(Term handle) {
        DistNode node = DistHandle.node(handle);
        DistConnection c = node == null ? null : node.connection();
        return c != null && c.id() == DistHandle.connectionId(handle) ? c : null;
    }

    /** The handle of the connection to a node, which is to be set up if there is none. */
    public Tuple newConnection(Atom name) {
        DistNode node = named(name);
        return node.handle(node.pending());
    }

    /** Gives up a connection that is being set up; false when it is up, null when the handle is none of this node. */
    public Boolean abort(Atom name, Term handle) {
        DistNode node = DistHandle.node(handle);
        return node == null || node != nodes.get(name) ? null : Boolean.valueOf(node.abort(DistHandle.connectionId(handle)));
    }

    /** The handshake with a node has been made: the connection, or null when none was being set up. */
    public DistConnection up(Atom name, DistChannel channel, long flags) {
        DistNode node = nodes.get(name);
        return node == null ? null : node.up(channel, flags);
    }

    /** As {@link #up}; the connection is lost when this process ends. */
    public DistConnection up(Atom name, ErlangProcess controller, long flags) {
        if (controllers.containsKey(controller)) {
            return null;
        }
        DistConnection c = up(name, new ProcessChannel(controller), flags);
        if (c != null) {
            controllers.put(controller, c);
        }
        return c;
    }

    /** The connection that a process controls, or null. */
    public DistConnection controlledBy(ErlangProcess process) {
        return controllers.get(process);
    }

    /** The handle of a connection. */
    public static Tuple handle(DistConnection c) {
        return c.node().handle(c);
    }
}
