package org.jbeam.natives;

import org.jbeam.natives.dist.DistConnection;
import org.jbeam.natives.dist.DistFlags;
import org.jbeam.natives.dist.DistNode;
import org.jbeam.natives.dist.DistTable;
import org.jbeam.natives.dist.PortChannel;
import org.jbeam.natives.dist.ProcessChannel;
import org.jbeam.runtime.Aliases;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.RemoteSpawn;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;
import org.jbeam.term.Tuple3;

/** What net_kernel and the handshake rest on, and spawning on other nodes. */
@BifModule("erts_internal")
public final class DistInternalBifs {
    private static final Atom BADARG = Atom.of("badarg");
    private static final Atom BADOPT = Atom.of("badopt");
    private static final Atom MESSAGE = Atom.of("message");
    private static final Atom NET_KERNEL = Atom.of("net_kernel");
    private static final Atom DIST_CTRLR = Atom.of("dist_ctrlr");
    private static final Atom SPAWN_REPLY = Atom.of("spawn_reply");
    private static final Atom SPAWN_REQUEST = Atom.of("spawn_request");
    private static final Atom LINK = Atom.of("link");
    private static final Atom MONITOR = Atom.of("monitor");
    private static final Atom REPLY = Atom.of("reply");
    private static final Atom REPLY_TAG = Atom.of("reply_tag");

    private DistInternalBifs() {}

    /** {@code get_dflags()}: what the protocol is able to do. */
    @Bif("get_dflags")
    public static Term getDflags() {
        return DistFlags.term();
    }

    /** {@code new_connection(Node)}: the handle of the connection, or of one to be set up. */
    @Bif("new_connection")
    public static Term newConnection(ErlangProcess p, Term node) {
        if (!RemoteBifs.isNodeName(node) || node == p.vm().nodeName()) {
            throw BifException.badarg();
        }
        return DistTable.of(p.vm()).newConnection((Atom) node);
    }

    /** {@code abort_pending_connection(Node, Handle)}: false when it is up. */
    @Bif("abort_pending_connection")
    public static Term abortPendingConnection(ErlangProcess p, Term node, Term handle) {
        Boolean aborted = DistTable.of(p.vm()).abort(Args.atom(node), handle);
        if (aborted == null) {
            throw BifException.badarg();
        }
        return Atom.of(aborted);
    }

    /** {@code create_dist_channel(Node, Controller, {Flags, Creation})}: {@code {ok, Handle}}, {@code {message, Ref}} or an error as an atom. */
    @Bif("create_dist_channel")
    public static Term createDistChannel(ErlangProcess p, Term node, Term controller, Term options) {
        DistTable table = DistTable.of(p.vm());
        boolean wellFormed = RemoteBifs.isNodeName(node) && node != p.vm().nodeName() && options instanceof Tuple2 t
                && t.e0() instanceof SmallInt flags && t.e1() instanceof SmallInt creation && creation.value() >= 0
                && DistFlags.areEnough(flags.value());
        boolean kernel = p.vm().names().whereis(NET_KERNEL) instanceof ErlangProcess named && table.isNetKernel(named);
        if (!wellFormed || !kernel) {
            return BADARG;
        }
        Atom name = (Atom) node;
        long flags = ((SmallInt) ((Tuple2) options).e0()).value();
        return switch (controller) {
            case Port id -> byPort(p, name, p.vm().port(id), flags);
            case Pid pid when p.pid().equals(pid) -> {
                DistConnection c = byProcess(p, p, name, flags);
                yield c == null ? BADARG : Tuple.of(Atom.OK, DistTable.handle(c));
            }
            case Pid pid when p.vm().process(pid) != null -> {
                Ref ref = p.vm().newRef();
                boolean sent = p.vm().request(p.vm().process(pid), target -> {
                    DistConnection c = byProcess(p, target, name, flags);
                    p.deliver(Tuple.of(ref, c == null ? BADARG : DistTable.handle(c)));
                }, () -> p.deliver(Tuple.of(ref, BADARG)));
                yield sent ? Tuple.of(MESSAGE, ref) : BADARG;
            }
            default -> BADARG;
        };
    }

    private static boolean isPending(DistTable table, Atom name) {
        DistNode known = table.existing(name);
        DistConnection c = known == null ? null : known.connection();
        return c != null && c.channel() == null;
    }

    /** net_kernel has to know the controller before anything happens to the connection. */
    private static void announce(ErlangProcess setup, Term controller, Atom name) {
        if (setup.vm().names().whereis(NET_KERNEL) instanceof ErlangProcess kernel) {
            kernel.deliver(Tuple.of(DIST_CTRLR, controller, name, setup.pid()));
        }
    }

    private static DistConnection byProcess(ErlangProcess setup, ErlangProcess controller, Atom name, long flags) {
        DistTable table = DistTable.of(setup.vm());
        if (!isPending(table, name) || table.controlledBy(controller) != null) {
            return null;
        }
        announce(setup, controller.pid(), name);
        DistConnection c = table.up(name, controller, flags);
        if (c != null) {
            ((ProcessChannel) c.channel()).receiver(RemoteBifs.receiver(setup.vm(), c));
        }
        return c;
    }

    private static Term byPort(ErlangProcess p, Atom name, ErlangPort port, long flags) {
        DistTable table = DistTable.of(p.vm());
        PortChannel channel = PortChannel.of(port);
        if (channel == null || !isPending(table, name)) {
            return BADARG;
        }
        announce(p, channel.controller(), name);
        DistConnection c = table.up(name, channel, flags);
        if (c == null) {
            return BADARG;
        }
        if (!channel.attach(c, RemoteBifs.receiver(p.vm(), c))) {
            c.node().lost(c);
        }
        return Tuple.of(Atom.OK, DistTable.handle(c));
    }

    // ---- spawning

    /** {@code dist_spawn_request(Node, {M, F, Args}, Options, Kind)}: the request's reference; the answer comes as a message. */
    @Bif("dist_spawn_request")
    public static Term distSpawnRequest(ErlangProcess p, Term node, Term function, Term options, Term kind) {
        boolean wellFormed = node instanceof Atom && node != p.vm().nodeName() && function instanceof Tuple3 t && t.e0() instanceof Atom
                && t.e1() instanceof Atom && Terms.length(t.e2()) >= 0 && Terms.length(options) >= 0;
        if (!wellFormed) {
            return BADARG;
        }
        Request request = new Request(kind == SPAWN_REQUEST);
        for (Term option : Args.list(options)) {
            if (!request.take(option)) {
                return BADARG;
            }
        }
        Ref ref = p.vm().newRef();
        Atom error = request.valid ? spawn(p, (Atom) node, (Tuple3) function, request, ref) : BADOPT;
        if (error != null) {
            p.links().spawned(ref);
            if (request.failure) {
                p.deliver(Tuple.of(request.tag, ref, Atom.ERROR, error));
            }
        }
        return kind == SPAWN_REQUEST ? ref : Tuple.of(ref, Atom.of(request.monitor));
    }

    private static Atom spawn(ErlangProcess p, Atom name, Tuple3 function, Request request, Ref ref) {
        if (!DistTable.of(p.vm()).isAlive()) {
            return Atom.of("noconnection");
        }
        DistNode node = DistTable.of(p.vm()).named(name);
        RemoteSpawn spawn = new RemoteSpawn(node, ref, request.tag, request.link, request.monitor, request.monitorTag, request.success,
                request.failure);
        p.links().spawning(spawn);
        if (request.alias != null) {
            p.vm().aliases().add(ref, p, request.alias);
        }
        Tuple mfa = Tuple.of(function.e0(), function.e1(), SmallInt.of(Terms.length(function.e2())));
        Atom error = node.spawn(p, spawn, mfa, function.e2(), request.rest());
        if (error != null) {
            p.vm().aliases().remove(ref, p);
        }
        return error;
    }

    /** The options of a request: those that only concern the parent do not go to the other node. */
    private static final class Request {
        private final boolean asked;
        private final ListBuilder others = new ListBuilder();
        private Term tag = SPAWN_REPLY;
        private Term monitorTag;
        private Aliases.Kind alias;
        private boolean link;
        private boolean monitor;
        private boolean plainMonitor;
        private boolean success = true;
        private boolean failure = true;
        private boolean valid = true;

        Request(boolean asked) {
            this.asked = asked;
        }

        Term rest() {
            Term list = others.finish();
            return monitor && !plainMonitor ? new Cons(MONITOR, list) : list;
        }

        /** False for an option that only {@code spawn_request} takes, or a wrong one where that is an error of the call. */
        boolean take(Term option) {
            link |= option == LINK;
            monitor |= option == MONITOR;
            plainMonitor |= option == MONITOR;
            if (option instanceof Tuple2 t && t.e0() == REPLY_TAG) {
                tag = t.e1();
                return asked;
            }
            if (option instanceof Tuple2 t && t.e0() == REPLY) {
                reply(t.e1());
                return asked;
            }
            if (option instanceof Tuple2 t && t.e0() == MONITOR) {
                return monitor(t.e1()) || asked;
            }
            others.add(option);
            return true;
        }

        private void reply(Term which) {
            String when = which instanceof Atom name ? name.name() : "";
            switch (when) {
                case "yes", "no", "error_only", "success_only" -> {
                    success = when.equals("yes") || when.equals("success_only");
                    failure = when.equals("yes") || when.equals("error_only");
                }
                default -> valid = false;
            }
        }

        private boolean monitor(Term given) {
            monitor = true;
            try {
                MonitorBifs.Options parsed = MonitorBifs.options(given);
                alias = parsed.alias();
                monitorTag = parsed.tag();
                return true;
            } catch (BifException e) {
                valid = false;
                return false;
            }
        }
    }
}
