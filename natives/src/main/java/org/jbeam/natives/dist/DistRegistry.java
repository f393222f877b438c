package org.jbeam.natives.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Monitor;
import org.jbeam.runtime.RemoteSignals;
import org.jbeam.runtime.RemoteSpawn;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * Who is to be told when a connection is lost. What is entered after that is refused: an entry is made first, and then it is looked whether the
 * connection still lives, while {@link #fire} is called when it does not any more; so one of the two sees the other.
 */
final class DistRegistry {
    static final Atom NOCONNECTION = Atom.of("noconnection");
    private static final Atom NODEDOWN = Atom.of("nodedown");

    private record Link(Pid local, Pid remote) {}

    private record Spawn(RemoteSpawn request, Pid parent) {}

    private final DistConnection connection;
    private final VirtualMachine vm;
    private final AtomicLong linkIds = new AtomicLong();
    private final Map<Link, Long> links = new ConcurrentHashMap<>();
    private final Map<Ref, Monitor> monitors = new ConcurrentHashMap<>();
    private final Map<Ref, Monitor> watched = new ConcurrentHashMap<>();
    private final Map<Ref, Spawn> spawns = new ConcurrentHashMap<>();
    private final Map<Ref, Term> spawnEnds = new ConcurrentHashMap<>();
    private final Map<Pid, Integer> nodeMonitors = new ConcurrentHashMap<>();

    DistRegistry(DistConnection connection) {
        this.connection = connection;
        this.vm = connection.node().vm();
    }

    private <K, V> boolean add(Map<K, V> map, K key, V value) {
        map.put(key, value);
        return !connection.isDead() || map.remove(key) == null;
    }

    // ---- links

    /** False when the connection is lost. */
    boolean addLink(Pid local, Pid remote) {
        Link link = new Link(local, remote);
        links.putIfAbsent(link, linkIds.incrementAndGet());
        return !connection.isDead() || links.remove(link) == null;
    }

    boolean removeLink(Pid local, Pid remote) {
        return links.remove(new Link(local, remote)) != null;
    }

    // ---- monitors of processes there

    boolean addMonitor(Monitor monitor) {
        return add(monitors, monitor.ref(), monitor);
    }

    /** The monitor, or null when it has been taken back. */
    Monitor removeMonitor(Ref ref) {
        return monitors.remove(ref);
    }

    // ---- local processes that are watched from there

    /** {@link Monitor#target()} is the local process. */
    boolean addWatched(Monitor monitor) {
        return add(watched, monitor.ref(), monitor);
    }

    /** The process that was watched, or null. */
    ErlangProcess removeWatched(Ref ref) {
        Monitor monitor = watched.remove(ref);
        return monitor == null ? null : (ErlangProcess) monitor.target();
    }

    // ---- processes being spawned there

    boolean addSpawn(RemoteSpawn spawn, Pid parent) {
        return add(spawns, spawn.ref(), new Spawn(spawn, parent));
    }

    /** The request of this reference, or null when there is none. */
    RemoteSpawn removeSpawn(Ref ref) {
        Spawn spawn = spawns.remove(ref);
        return spawn == null ? null : spawn.request;
    }

    /** The parent of a process that shall be linked has ended before there was a reply. */
    void addSpawnEnd(Ref ref, Term reason) {
        if (spawns.containsKey(ref)) {
            add(spawnEnds, ref, reason);
        }
    }

    /** The reason with which the parent has ended, or null. */
    Term removeSpawnEnd(Ref ref) {
        return spawnEnds.remove(ref);
    }

    // ---- monitor_node

    boolean addNodeMonitor(Pid pid) {
        nodeMonitors.merge(pid, 1, Integer::sum);
        return !connection.isDead() || nodeMonitors.remove(pid) == null;
    }

    /** False when the process has none. */
    boolean removeNodeMonitor(Pid pid) {
        boolean[] found = new boolean[1];
        nodeMonitors.computeIfPresent(pid, (key, count) -> {
            found[0] = true;
            return count == 1 ? null : count - 1;
        });
        return found[0];
    }

    void ended(Pid pid) {
        nodeMonitors.remove(pid);
    }

    // ---- looking

    /** The number of a link, or null when there is none. */
    Long linkId(Pid local, Pid remote) {
        return links.get(new Link(local, remote));
    }

    void forEachLink(BiConsumer<Pid, Long> action) {
        links.forEach((link, id) -> action.accept(link.local, id));
    }

    void forEachMonitor(Consumer<Monitor> action) {
        monitors.values().forEach(action);
    }

    void forEachWatch(Consumer<Monitor> action) {
        watched.values().forEach(action);
    }

    void forEachNodeMonitor(Consumer<Pid> action) {
        nodeMonitors.keySet().forEach(action);
    }

    /** How often a process has asked to be told when the node is lost, or null. */
    Integer nodeMonitors(Pid pid) {
        return nodeMonitors.get(pid);
    }

    // ---- the end

    private static <K, V> List<V> drain(Map<K, V> map) {
        List<V> all = new ArrayList<>();
        for (K key : map.keySet()) {
            V value = map.remove(key);
            if (value != null) {
                all.add(value);
            }
        }
        return all;
    }

    void fire() {
        for (Link link : List.copyOf(links.keySet())) {
            ErlangProcess local = links.remove(link) == null ? null : vm.process(link.local);
            if (local != null) {
                RemoteSignals.linkBroken(local, link.remote, NOCONNECTION);
            }
        }
        for (Monitor monitor : drain(monitors)) {
            ErlangProcess owner = vm.process(monitor.owner());
            if (owner != null) {
                RemoteSignals.monitorDown(owner, monitor, NOCONNECTION);
            }
        }
        drain(watched).forEach(monitor -> RemoteSignals.unwatch((ErlangProcess) monitor.target(), monitor.ref()));
        for (Spawn spawn : drain(spawns)) {
            ErlangProcess parent = vm.process(spawn.parent);
            if (parent != null) {
                RemoteSignals.spawnReply(parent, spawn.request.ref(), NOCONNECTION, null, () -> { });
            }
        }
        spawnEnds.clear();
        fireNodeMonitors();
    }

    private void fireNodeMonitors() {
        Tuple message = Tuple.of(NODEDOWN, connection.node().name());
        for (Pid pid : List.copyOf(nodeMonitors.keySet())) {
            Integer count = nodeMonitors.remove(pid);
            ErlangProcess process = vm.process(pid);
            for (int i = 0; process != null && count != null && i < count; i++) {
                process.deliver(message);
            }
        }
    }
}
