package org.jbeam.natives.dist;

import java.util.function.Function;
import org.jbeam.etf.DistDecoder;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfException;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.Monitor;
import org.jbeam.runtime.RemoteSignals;
import org.jbeam.runtime.SpawnOptions;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple3;

/**
 * Acts on the packets that come from a peer. A packet that breaks the protocol in any way ends the connection, and does nothing else. Trace tokens
 * are dropped. One thread at a time.
 */
public final class DistReceiver {
    private static final Atom NOPROC = Atom.of("noproc");
    private static final Atom KILLED = Atom.of("killed");
    private static final Atom PROCESS = Atom.of("process");
    private static final Atom BADOPT = Atom.of("badopt");
    private static final Atom SYSTEM_LIMIT = Atom.of("system_limit");
    private static final int MAX_ARGUMENTS = 255;

    /** A control message that breaks the protocol. */
    private static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Invalid() {
            super(null, null, false, false);
        }
    }

    private final DistConnection connection;
    private final DistRegistry registry;
    private final VirtualMachine vm;
    private final Atom peer;
    private final EtfDecoder decoder;
    private final DistDecoder cached;
    private final Function<Term, SpawnOptions> spawnOptions;

    /**
     * A receiver for a connection that is up.
     *
     * @param decoder makes identifiers and funs of this machine
     * @param spawnOptions reads the options of a spawn request; throws {@link BifException} for wrong ones
     */
    public DistReceiver(DistConnection connection, EtfDecoder decoder, Function<Term, SpawnOptions> spawnOptions) {
        this.connection = connection;
        this.registry = connection.registry();
        this.vm = connection.node().vm();
        this.peer = connection.node().name();
        this.decoder = decoder;
        this.cached = DistDecoder.create(decoder);
        this.spawnOptions = spawnOptions;
    }

    /** Acts on a packet; an empty one only says that the peer is alive. */
    public void receive(byte[] packet) {
        connection.arrived();
        if (packet.length == 0 || connection.isDead()) {
            return;
        }
        try {
            DistDecoder.Message message = message(packet);
            if (message == null) {
                return;
            }
            if (!(message.control() instanceof Tuple t) || t.arity() < 1 || !(t.element(0) instanceof SmallInt operation)) {
                throw new Invalid();
            }
            act(Math.clamp(operation.value(), -1, Integer.MAX_VALUE), t, message.payload());
        } catch (EtfException | Invalid e) {
            connection.kill(KILLED);
        }
    }

    /** What a packet is or completes; null when fragments are still to come. */
    private DistDecoder.Message message(byte[] packet) {
        if (packet[0] != DistSignal.PASS_THROUGH) {
            require((connection.flags() & DistFlags.ATOM_CACHE) != 0);
            return cached.decode(packet);
        }
        EtfDecoder.Decoded control = decoder.decode(packet, 1, packet.length - 1);
        int at = 1 + control.used();
        return new DistDecoder.Message(control.term(), at < packet.length ? decoder.decode(packet, at, packet.length - at).term() : null);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new Invalid();
        }
    }

    private static Tuple arity(Tuple t, int arity) {
        require(t.arity() == arity);
        return t;
    }

    private static Term need(Term payload) {
        require(payload != null);
        return payload;
    }

    private void act(int operation, Tuple t, Term payload) {
        switch (operation) {
            case DistSignal.SEND, DistSignal.SEND_SENDER -> send(arity(t, 3), need(payload));
            case DistSignal.SEND_TT, DistSignal.SEND_SENDER_TT -> send(arity(t, 4), need(payload));
            case DistSignal.REG_SEND -> sendNamed(arity(t, 4), need(payload));
            case DistSignal.REG_SEND_TT -> sendNamed(arity(t, 5), need(payload));
            case DistSignal.ALIAS_SEND -> sendAlias(arity(t, 3), need(payload));
            case DistSignal.ALIAS_SEND_TT -> sendAlias(arity(t, 4), need(payload));
            case DistSignal.LINK -> link(arity(t, 3));
            case DistSignal.UNLINK -> unlink(arity(t, 3).element(1), t.element(2), null);
            case DistSignal.UNLINK_ID -> unlink(arity(t, 4).element(2), t.element(3), t.element(1));
            case DistSignal.UNLINK_ID_ACK -> unlinkAcknowledged(arity(t, 4));
            case DistSignal.EXIT -> linkEnded(arity(t, 4), t.element(3));
            case DistSignal.EXIT_TT -> linkEnded(arity(t, 5), t.element(4));
            case DistSignal.PAYLOAD_EXIT -> linkEnded(arity(t, 3), need(payload));
            case DistSignal.PAYLOAD_EXIT_TT -> linkEnded(arity(t, 4), need(payload));
            case DistSignal.EXIT2 -> exit(arity(t, 4), t.element(3));
            case DistSignal.EXIT2_TT -> exit(arity(t, 5), t.element(4));
            case DistSignal.PAYLOAD_EXIT2 -> exit(arity(t, 3), need(payload));
            case DistSignal.PAYLOAD_EXIT2_TT -> exit(arity(t, 4), need(payload));
            case DistSignal.MONITOR_P -> monitor(arity(t, 4));
            case DistSignal.DEMONITOR_P -> demonitor(arity(t, 4));
            case DistSignal.MONITOR_P_EXIT -> monitorDown(arity(t, 5), t.element(4));
            case DistSignal.PAYLOAD_MONITOR_P_EXIT -> monitorDown(arity(t, 4), need(payload));
            case DistSignal.GROUP_LEADER -> groupLeader(arity(t, 3));
            case DistSignal.SPAWN_REQUEST -> spawn(arity(t, 6), need(payload));
            case DistSignal.SPAWN_REQUEST_TT -> spawn(arity(t, 7), need(payload));
            case DistSignal.SPAWN_REPLY -> spawned(arity(t, 5));
            case DistSignal.SPAWN_REPLY_TT -> spawned(arity(t, 6));
            default -> throw new Invalid();
        }
    }

    // ---- identifiers

    /** A pid of the peer. */
    private Pid remote(Term term) {
        require(term instanceof Pid pid && !pid.node().isLocal() && pid.node().name() == peer);
        return (Pid) term;
    }

    /** A pid of this node, or of one that had its name before. */
    private static Pid local(Term term) {
        require(term instanceof Pid pid && pid.node().name() == Node.LOCAL.name());
        return (Pid) term;
    }

    private static Ref ref(Term term) {
        require(term instanceof Ref);
        return (Ref) term;
    }

    // ---- messages

    private void send(Tuple t, Term message) {
        require(t.element(2) instanceof Pid);
        ErlangProcess target = vm.process((Pid) t.element(2));
        if (target != null) {
            target.deliver(message);
        }
    }

    private void sendNamed(Tuple t, Term message) {
        require(t.element(1) instanceof Pid && t.element(3) instanceof Atom);
        if (vm.names().whereis((Atom) t.element(3)) instanceof ErlangProcess target) {
            target.deliver(message);
        }
    }

    private void sendAlias(Tuple t, Term message) {
        vm.aliases().send(ref(t.element(2)), message);
    }

    // ---- links

    private void link(Tuple t) {
        Pid from = remote(t.element(1));
        Pid to = local(t.element(2));
        ErlangProcess target = vm.process(to);
        if (target == null) {
            connection.signal(DistSignal.linkEnded(to, from, NOPROC));
        } else if (registry.addLink(to, from)) {
            RemoteSignals.link(target, from, () -> {
                registry.removeLink(to, from);
                connection.signal(DistSignal.linkEnded(to, from, NOPROC));
            });
        }
    }

    private void unlink(Term remote, Term local, Term id) {
        Pid from = remote(remote);
        Pid to = local(local);
        require(id == null || id instanceof SmallInt n && n.value() > 0 || id instanceof org.jbeam.term.BigInt);
        registry.removeLink(to, from);
        ErlangProcess target = vm.process(to);
        Runnable answer = () -> {
            if (id != null) {
                connection.signal(DistSignal.unlinkAcknowledged(to, from, id));
            }
        };
        if (target == null) {
            answer.run();
        } else {
            RemoteSignals.unlink(target, from, answer);
        }
    }

    private void unlinkAcknowledged(Tuple t) {
        require(t.element(1) instanceof SmallInt || t.element(1) instanceof org.jbeam.term.BigInt);
        Pid from = remote(t.element(2));
        ErlangProcess target = vm.process(local(t.element(3)));
        if (target != null && t.element(1) instanceof SmallInt id) {
            RemoteSignals.unlinkAcknowledged(target, from, id.value());
        }
    }

    private void linkEnded(Tuple t, Term reason) {
        Pid from = remote(t.element(1));
        Pid to = local(t.element(2));
        registry.removeLink(to, from);
        ErlangProcess target = vm.process(to);
        if (target != null) {
            RemoteSignals.linkBroken(target, from, reason);
        }
    }

    private void exit(Tuple t, Term reason) {
        Pid from = remote(t.element(1));
        ErlangProcess target = vm.process(local(t.element(2)));
        if (target != null) {
            RemoteSignals.exit(target, from, reason);
        }
    }

    // ---- monitors

    private void monitor(Tuple t) {
        Pid from = remote(t.element(1));
        Ref ref = ref(t.element(3));
        Term watched = t.element(2) instanceof Atom name ? name : local(t.element(2));
        ErlangProcess target = watched instanceof Pid pid ? vm.process(pid)
                : vm.names().whereis((Atom) watched) instanceof ErlangProcess named ? named : null;
        Monitor monitor = new Monitor(ref, from, target, watched, PROCESS, null);
        if (target != null && (!registry.addWatched(monitor) || RemoteSignals.watch(target, monitor))) {
            return;
        }
        registry.removeWatched(ref);
        connection.signal(DistSignal.watchedEnded(watched, from, ref, NOPROC));
    }

    private void demonitor(Tuple t) {
        remote(t.element(1));
        require(t.element(2) instanceof Atom || local(t.element(2)) != null);
        Ref ref = ref(t.element(3));
        ErlangProcess target = registry.removeWatched(ref);
        if (target != null) {
            RemoteSignals.unwatch(target, ref);
        }
    }

    private void monitorDown(Tuple t, Term reason) {
        require(t.element(1) instanceof Atom || t.element(1) instanceof Pid pid && !pid.node().isLocal());
        local(t.element(2));
        Monitor monitor = registry.removeMonitor(ref(t.element(3)));
        ErlangProcess owner = monitor == null ? null : vm.process(monitor.owner());
        if (owner != null) {
            RemoteSignals.monitorDown(owner, monitor, reason);
        }
    }

    private void groupLeader(Tuple t) {
        require(t.element(1) instanceof Pid && t.element(2) instanceof Pid);
        ErlangProcess member = vm.process((Pid) t.element(2));
        if (member != null) {
            vm.groupLeader(member, t.element(1));
        }
    }

    // ---- processes for a parent there

    private void spawn(Tuple t, Term argList) {
        Ref ref = ref(t.element(1));
        Pid from = remote(t.element(2));
        require(!ref.node().isLocal() && t.element(3) instanceof Pid && t.element(4) instanceof Tuple3 && Terms.length(t.element(5)) >= 0);
        Tuple3 function = (Tuple3) t.element(4);
        Term[] args = ErlangProcess.arguments(argList);
        require(function.e0() instanceof Atom && function.e1() instanceof Atom && function.e2() instanceof SmallInt arity && args != null
                && arity.value() == args.length);
        SpawnOptions options;
        try {
            options = spawnOptions.apply(t.element(5));
        } catch (BifException e) {
            connection.signal(DistSignal.spawnReply(ref, from, 0, BADOPT));
            return;
        }
        ErlangProcess child = null;
        if (args.length <= MAX_ARGUMENTS) {
            Export export = CodeTable.current().export((Atom) function.e0(), (Atom) function.e1(), args.length);
            Ref monitor = options.monitor() == null ? null : ref;
            child = vm.createFor(from, t.element(3), export, args,
                    new SpawnOptions(options.link(), monitor, null, null, options.priority(), options.settings()));
        }
        if (child == null) {
            connection.signal(DistSignal.spawnReply(ref, from, 0, SYSTEM_LIMIT));
        } else {
            start(child, ref, from, options);
        }
    }

    private void start(ErlangProcess child, Ref ref, Pid parent, SpawnOptions options) {
        boolean watched = options.monitor() != null;
        boolean lost = options.link() && !registry.addLink(child.pid(), parent);
        if (watched && !registry.addWatched(new Monitor(ref, parent, child, child.pid(), PROCESS, null))) {
            RemoteSignals.unwatch(child, ref);
        }
        if (lost) {
            RemoteSignals.linkBroken(child, parent, DistRegistry.NOCONNECTION);
        }
        int flags = (options.link() ? SpawnOutcome.LINK : 0) | (watched ? SpawnOutcome.MONITOR : 0);
        connection.signal(DistSignal.spawnReply(ref, parent, flags, child.pid()));
        child.start();
    }

    private void spawned(Tuple t) {
        Ref ref = ref(t.element(1));
        Pid parent = local(t.element(2));
        Term result = t.element(4);
        require(t.element(3) instanceof SmallInt n && n.value() >= 0 && n.value() < 1 << 27);
        Pid child = result instanceof Atom ? null : remote(result);
        int flags = (int) ((SmallInt) t.element(3)).value();
        SpawnOutcome outcome = new SpawnOutcome(connection);
        if (child == null) {
            outcome.failed(ref, parent, result);
        } else {
            outcome.spawned(ref, parent, child, flags);
        }
    }
}
