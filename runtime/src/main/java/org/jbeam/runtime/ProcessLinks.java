package org.jbeam.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * The links and monitors of a process. Only the process itself reads and changes them; what others want of it comes as signals.
 *
 * <p>An exit signal of a link counts only while the link is in {@link #linked}, and a {@code DOWN} only while the monitor is in {@link
 * #monitors}: that makes
 * {@code unlink/1} and {@code demonitor/1} final, whatever is still on its way.
 */
public final class ProcessLinks {
    static final Atom NOPROC = Atom.of("noproc");
    static final Atom NOCONNECTION = Atom.of("noconnection");
    private static final Atom NORMAL = Atom.of("normal");
    private static final Atom KILL = Atom.of("kill");
    private static final Atom KILLED = Atom.of("killed");
    private static final Atom EXIT = Atom.of("EXIT");
    private static final Atom DOWN = Atom.of("DOWN");
    private static final Atom PROCESS = Atom.of("process");
    private static final Atom PORT = Atom.of("port");

    private final ErlangProcess self;
    private final Set<Term> linked = new LinkedHashSet<>(4);
    private Map<Ref, Monitor> monitors;
    private Map<Ref, Monitor> watchers;
    /** Processes that a link was taken back from, until they acknowledge it: by the number that went with it. What they say of the link is of old. */
    private Map<Pid, Long> unlinking;
    private long unlinkId;
    private Map<Ref, RemoteSpawn> spawns;

    ProcessLinks(ErlangProcess self) {
        this.self = self;
    }

    /** The pids and ports it is linked to. */
    public Set<Term> linked() {
        return linked;
    }

    /** The monitors that it has made. */
    public List<Monitor> monitors() {
        return monitors == null ? List.of() : new ArrayList<>(monitors.values());
    }

    /** The monitors that others have on it. */
    public List<Monitor> watchers() {
        return watchers == null ? List.of() : new ArrayList<>(watchers.values());
    }

    // ---- links

    /** {@code link/1} to a process or port; false when it is a local one and not there. */
    public boolean link(Term other) {
        if (other == self.pid() || linked.contains(other)) {
            return true;
        }
        if (other instanceof Pid pid && !pid.node().isLocal() && pid.node().name() == self.vm().nodeName()) {
            // of an earlier life of this node
            return false;
        }
        linked.add(other);
        if (unlinking != null) {
            unlinking.remove(other);
        }
        if (other instanceof Pid pid && !pid.node().isLocal() || other instanceof Port port && !port.node().isLocal()) {
            linkRemote(other);
            return true;
        }
        self.tell(Tracee.LINK, other);
        boolean there = other instanceof Pid pid ? linkProcess(pid) : linkPort((Port) other);
        if (!there) {
            linked.remove(other);
        }
        return there;
    }

    private void linkRemote(Term other) {
        if (!(other instanceof Pid pid) || !self.vm().remote(pid.node()).link(self.pid(), pid)) {
            self.enqueue(new Exit(other, NOCONNECTION, true));
        }
    }

    private boolean linkProcess(Pid pid) {
        ErlangProcess target = self.vm().process(pid);
        return target != null && target.enqueue(new Link(self));
    }

    private boolean linkPort(Port port) {
        ErlangPort target = self.vm().port(port);
        return target != null && target.addLink(self.pid());
    }

    /** Makes this end of a link to a port that the process has opened. */
    public void linkOpened(Port port) {
        linked.add(port);
        self.tell(Tracee.LINK, port);
    }

    /** {@code unlink/1}. */
    public void unlink(Term other) {
        self.tell(Tracee.UNLINK, other);
        if (!linked.remove(other)) {
            return;
        }
        if (other instanceof Pid pid) {
            unlinkProcess(pid);
        } else if (other instanceof Port port) {
            ErlangPort target = self.vm().port(port);
            if (target != null) {
                target.removeLink(self.pid());
            }
        }
    }

    private void unlinkProcess(Pid pid) {
        long id = ++unlinkId;
        unlinking = unlinking == null ? new HashMap<>(4) : unlinking;
        unlinking.put(pid, id);
        if (!pid.node().isLocal()) {
            self.vm().remote(pid.node()).unlink(self.pid(), pid, id);
            return;
        }
        ErlangProcess target = self.vm().process(pid);
        if (target == null || !target.enqueue(new Unlink(self, id))) {
            unlinking.remove(pid);
        }
    }

    /** Another process has linked itself; one that a link has just been taken back from does not know that yet. */
    boolean linkedBy(Pid remote) {
        return (unlinking == null || !unlinking.containsKey(remote)) && (linked.add(remote) || true);
    }

    void unlinkedBy(Pid remote) {
        linked.remove(remote);
    }

    /** Processes that do not know yet that a link with them was taken back. */
    public Set<Pid> unlinking() {
        return unlinking == null ? Set.of() : unlinking.keySet();
    }

    void unlinkDone(Pid remote, long id) {
        if (unlinking != null) {
            unlinking.remove(remote, id);
        }
    }

    /** Makes both ends of a link to a process that has not started. */
    void linkNew(ErlangProcess child) {
        linked.add(child.pid());
        child.links().linked.add(self.pid());
    }

    private static final class Link extends Signal {
        private final ErlangProcess from;

        Link(ErlangProcess from) {
            this.from = from;
        }

        @Override
        void arrive(ErlangProcess receiver) {
            if (receiver.links().linkedBy(from.pid())) {
                receiver.tell(Tracee.GETTING_LINKED, from.pid());
            }
        }

        @Override
        void refuse(ErlangProcess dead) {
            from.enqueue(new Exit(dead.pid(), NOPROC, true));
        }
    }

    private static final class Unlink extends Signal {
        private final ErlangProcess from;
        private final long id;

        Unlink(ErlangProcess from, long id) {
            this.from = from;
            this.id = id;
        }

        @Override
        void arrive(ErlangProcess receiver) {
            if (receiver.links().linked.remove(from.pid())) {
                receiver.tell(Tracee.GETTING_UNLINKED, from.pid());
            }
            RemoteSignals.unlinkAcknowledged(from, receiver.pid(), id);
        }

        @Override
        void refuse(ErlangProcess dead) {
            RemoteSignals.unlinkAcknowledged(from, dead.pid(), id);
        }
    }

    // ---- exit signals

    /** Sends {@code exit(Dest, Reason)} from a process or port to a local process. From any thread. */
    static void exit(ErlangProcess target, Term from, Term reason) {
        target.enqueue(new Exit(from, reason, false));
    }

    /** Tells a process that what it is linked to has ended. From any thread. */
    static void linkBroken(ErlangProcess target, Term from, Term reason) {
        target.enqueue(new Exit(from, reason, true));
    }

    private static final class Exit extends Signal {
        private final Term from;
        private final Term reason;
        private final boolean byLink;

        Exit(Term from, Term reason, boolean byLink) {
            this.from = from;
            this.reason = reason;
            this.byLink = byLink;
        }

        @Override
        void arrive(ErlangProcess p) {
            if (byLink && !(p.hasLinks() && p.links().unlinkedFrom(from, reason))) {
                return;
            }
            if (byLink && (p.trapExit() || reason == NORMAL)) {
                p.tell(Tracee.GETTING_UNLINKED, from);
            }
            if (reason == KILL && !byLink) {
                p.exitNow(KILLED);
            } else if (p.trapExit()) {
                p.append(new Message(Tuple.of(EXIT, from, reason)));
            } else if (reason != NORMAL || !byLink && from == p.pid()) {
                p.exitNow(reason);
            }
        }
    }

    /** Takes note that a link is no more; false when it was none. */
    private boolean unlinkedFrom(Term from, Term reason) {
        if (unlinking != null && reason == NOCONNECTION) {
            unlinking.remove(from);
        }
        if (from instanceof Pid pid && !pid.node().isLocal()) {
            self.vm().remote(pid.node()).settled(self.pid(), pid, false);
        }
        return linked.remove(from);
    }

    // ---- processes spawned on other nodes

    /** Remembers a request until its reply comes. */
    public void spawning(RemoteSpawn spawn) {
        spawns = spawns == null ? new LinkedHashMap<>(4) : spawns;
        spawns.put(spawn.ref(), spawn);
    }

    /** Forgets the request of this reference: it, or null when there is none (any more). */
    public RemoteSpawn spawned(Ref ref) {
        return spawns == null ? null : spawns.remove(ref);
    }

    // ---- monitors

    /** Makes a monitor; {@code object} is what the {@code DOWN} message names. {@code target} may be null: nothing there. */
    public void monitor(Monitor monitor) {
        monitoring(monitor);
        boolean there;
        if (monitor.target() instanceof ErlangProcess p) {
            there = p.enqueue(new Watch(monitor));
        } else if (monitor.target() instanceof ErlangPort port) {
            there = port.addWatcher(monitor);
        } else if (monitor.target() instanceof RemoteNode node) {
            there = node.monitor(monitor);
        } else {
            there = monitor.type() != PROCESS && monitor.type() != PORT;
        }
        if (!there) {
            down(self, monitor, monitor.target() instanceof RemoteNode ? NOCONNECTION : NOPROC);
        }
    }

    /** Enters a monitor that has been made. */
    void monitoring(Monitor monitor) {
        if (monitors == null) {
            monitors = new LinkedHashMap<>(4);
        }
        monitors.put(monitor.ref(), monitor);
    }

    /** The monitor of this reference that the process has made, or null. */
    public Monitor monitorOf(Ref ref) {
        return monitors == null ? null : monitors.get(ref);
    }

    /** Ends a monitor; false when there is none (any more). */
    public boolean demonitor(Ref ref) {
        Monitor monitor = monitors == null ? null : monitors.remove(ref);
        if (monitor == null) {
            return false;
        }
        if (monitor.target() instanceof ErlangProcess p) {
            p.enqueue(new Unwatch(ref));
        } else if (monitor.target() instanceof ErlangPort port) {
            port.removeWatcher(ref);
        } else if (monitor.target() instanceof RemoteNode node) {
            node.demonitor(monitor);
        }
        return true;
    }

    /** Makes both ends of a monitor on a process that has not started. */
    void monitorNew(Monitor monitor, ErlangProcess child) {
        monitoring(monitor);
        child.links().watch(monitor);
    }

    /** Has a process watched; false when it is dead. From any thread. */
    static boolean watch(ErlangProcess target, Monitor monitor) {
        return target.enqueue(new Watch(monitor));
    }

    /** Ends a watch. From any thread. */
    static void unwatch(ErlangProcess target, Ref ref) {
        target.enqueue(new Unwatch(ref));
    }

    void watch(Monitor monitor) {
        if (watchers == null) {
            watchers = new LinkedHashMap<>(4);
        }
        watchers.put(monitor.ref(), monitor);
    }

    private static final class Watch extends Signal {
        private final Monitor monitor;

        Watch(Monitor monitor) {
            this.monitor = monitor;
        }

        @Override
        void arrive(ErlangProcess receiver) {
            receiver.links().watch(monitor);
        }

        @Override
        void refuse(ErlangProcess dead) {
            tell(dead.vm(), monitor, NOPROC);
        }
    }

    private static final class Unwatch extends Signal {
        private final Ref ref;

        Unwatch(Ref ref) {
            this.ref = ref;
        }

        @Override
        void arrive(ErlangProcess receiver) {
            ProcessLinks links = receiver.links();
            if (links.watchers != null) {
                links.watchers.remove(ref);
            }
        }
    }

    /** Tells a monitor's owner that its object has ended. From any thread. */
    static void tell(VirtualMachine vm, Monitor monitor, Term reason) {
        if (!monitor.owner().node().isLocal()) {
            vm.remote(monitor.owner().node()).watchedEnded(monitor, reason);
            return;
        }
        ErlangProcess owner = vm.process(monitor.owner());
        if (owner != null) {
            down(owner, monitor, reason);
        }
    }

    static void down(ErlangProcess owner, Monitor monitor, Term reason) {
        owner.enqueue(new Down(monitor, reason));
    }

    private static final class Down extends Signal {
        private final Monitor monitor;
        private final Term reason;

        Down(Monitor monitor, Term reason) {
            this.monitor = monitor;
            this.reason = reason;
        }

        @Override
        void arrive(ErlangProcess p) {
            ProcessLinks links = p.links();
            if (links.monitors == null || links.monitors.remove(monitor.ref()) == null) {
                return;
            }
            p.vm().aliases().monitorEnded(monitor.ref());
            Term tag = monitor.tag() == null ? DOWN : monitor.tag();
            p.append(new Message(Tuple.of(tag, monitor.ref(), monitor.type(), monitor.object(), reason)));
        }
    }

    /** Fires all links and monitors of a process that has ended. */
    void ended(Term reason) {
        VirtualMachine vm = self.vm();
        for (Term other : linked) {
            if (other instanceof Pid pid && !pid.node().isLocal()) {
                vm.remote(pid.node()).linkEnded(self.pid(), pid, reason);
            } else if (other instanceof Pid pid) {
                ErlangProcess target = vm.process(pid);
                if (target != null) {
                    linkBroken(target, self.pid(), reason);
                }
            } else if (other instanceof Port port) {
                ErlangPort target = vm.port(port);
                if (target != null) {
                    target.linkedProcessEnded(self.pid(), reason);
                }
            }
        }
        watchers().forEach(monitor -> tell(vm, monitor, reason));
        for (Monitor monitor : monitors()) {
            demonitor(monitor.ref());
        }
        if (spawns != null) {
            spawns.values().forEach(spawn -> spawn.node().abandoned(spawn, self.pid(), reason));
        }
        linked.clear();
    }
}
