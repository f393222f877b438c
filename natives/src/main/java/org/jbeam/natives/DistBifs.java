package org.jbeam.natives;

import org.jbeam.natives.dist.DistConnection;
import org.jbeam.natives.dist.DistNode;
import org.jbeam.natives.dist.DistTable;
import org.jbeam.natives.dist.ProcessChannel;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.RemoteSpawn;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** The node's own name, monitors of other nodes, and what the process that carries a connection calls. */
@BifModule("erlang")
public final class DistBifs {
    private static final Atom ERLANG = Atom.of("erlang");
    private static final Atom DMONITOR_NODE = Atom.of("dmonitor_node");
    private static final Atom NOTALIVE = Atom.of("notalive");
    private static final Atom PASSIVE = Atom.of("allow_passive_connect");
    private static final Atom GET_SIZE = Atom.of("get_size");
    private static final Atom NONE = Atom.of("none");
    private static final Atom ABANDONED = Atom.of("abandoned");
    private static final long MAX_CREATION = 0xffff_ffffL;

    private DistBifs() {}

    /** {@code setnode(Name, Creation)}: this node is alive from now on, for as long as net_kernel is. */
    @Bif
    public static Term setnode(ErlangProcess p, Term name, Term creation) {
        long number = Args.integer(creation, 0, MAX_CREATION);
        if (!RemoteBifs.isNodeName(name) || name == Node.NOT_ALIVE || !DistTable.of(p.vm()).name((Atom) name, (int) number)) {
            throw BifException.badarg();
        }
        return Atom.TRUE;
    }

    // ---- monitors of nodes

    /** {@code monitor_node(Node, Flag)}. */
    @Bif(value = "monitor_node", tail = true)
    public static Term monitorNode(ErlangProcess p, Term node, Term flag) {
        return monitorNode(p, node, flag, Terms.list());
    }

    /** {@code monitor_node(Node, Flag, Options)}. */
    @Bif(value = "monitor_node", tail = true)
    public static Term monitorNode(ErlangProcess p, Term node, Term flag, Term options) {
        boolean passive = false;
        for (Term option : Args.options(options)) {
            if (option != PASSIVE) {
                throw Args.badOption();
            }
            passive = true;
        }
        Atom name = Args.atom(node);
        DistTable table = DistTable.of(p.vm());
        if (name != Node.NOT_ALIVE && !table.isAlive()) {
            throw BifException.error(NOTALIVE);
        }
        boolean on = Args.bool(flag);
        if (name == p.vm().nodeName()) {
            return Atom.TRUE;
        }
        if (!on) {
            DistNode known = table.existing(name);
            if (known != null) {
                known.demonitor(p.pid());
            }
            return Atom.TRUE;
        }
        return table.named(name).monitor(p.pid(), !passive) ? Atom.TRUE
                : p.deferCall(CodeTable.current().export(ERLANG, DMONITOR_NODE, 3), node, flag, options);
    }

    // ---- spawning

    /** {@code spawn_request_abandon(Request)}: was it one that had no answer yet? */
    @Bif("spawn_request_abandon")
    public static Term spawnRequestAbandon(ErlangProcess p, Term request) {
        if (!(request instanceof Ref ref)) {
            throw BifException.badarg();
        }
        p.handleSignals();
        RemoteSpawn spawn = p.links().spawned(ref);
        if (spawn != null) {
            p.vm().aliases().remove(ref, p);
            spawn.node().abandoned(spawn, p.pid(), ABANDONED);
        }
        return Atom.of(spawn != null);
    }

    // ---- the process that carries a connection

    /** The connection of this handle, that the caller controls. */
    private static DistConnection controlled(ErlangProcess p, Term handle) {
        DistConnection own = DistTable.of(p.vm()).controlledBy(p);
        if (own == null) {
            throw BifException.notsup();
        }
        if (DistTable.connection(handle) != own) {
            throw BifException.badarg();
        }
        return own;
    }

    private static ProcessChannel channel(ErlangProcess p, Term handle) {
        return (ProcessChannel) controlled(p, handle).channel();
    }

    /** {@code dist_ctrl_get_data(Handle)}: the next packet as an I/O list, with its size if so wished; or {@code none}. */
    @Bif("dist_ctrl_get_data")
    public static Term distCtrlGetData(ErlangProcess p, Term handle) {
        DistConnection connection = controlled(p, handle);
        ProcessChannel channel = (ProcessChannel) connection.channel();
        byte[] packet = channel.take();
        if (packet == null) {
            return NONE;
        }
        connection.room();
        Term data = Terms.list(Bitstring.of(packet));
        return channel.givesSizes() ? new org.jbeam.term.Cons(SmallInt.of(packet.length), data) : data;
    }

    /** {@code dist_ctrl_get_data_notification(Handle)}: {@code dist_data} comes when there is a packet. */
    @Bif("dist_ctrl_get_data_notification")
    public static Term distCtrlGetDataNotification(ErlangProcess p, Term handle) {
        channel(p, handle).notifyOnce();
        return Atom.OK;
    }

    /** {@code dist_ctrl_get_opt(Handle, get_size)}. */
    @Bif("dist_ctrl_get_opt")
    public static Term distCtrlGetOpt(ErlangProcess p, Term handle, Term option) {
        ProcessChannel channel = channel(p, handle);
        if (option != GET_SIZE) {
            throw BifException.badarg();
        }
        return Atom.of(channel.givesSizes());
    }

    /** {@code dist_ctrl_set_opt(Handle, get_size, Boolean)}: the old value. */
    @Bif("dist_ctrl_set_opt")
    public static Term distCtrlSetOpt(ErlangProcess p, Term handle, Term option, Term value) {
        ProcessChannel channel = channel(p, handle);
        if (option != GET_SIZE) {
            throw BifException.badarg();
        }
        boolean old = channel.givesSizes();
        channel.givesSizes(Args.bool(value));
        return Atom.of(old);
    }

    /** {@code dist_ctrl_input_handler(Handle, Pid)}: who hands in what comes. */
    @Bif("dist_ctrl_input_handler")
    public static Term distCtrlInputHandler(ErlangProcess p, Term handle, Term pid) {
        ProcessChannel channel = channel(p, handle);
        if (!(pid instanceof Pid handler) || !handler.node().isLocal()) {
            throw BifException.badarg();
        }
        channel.inputHandler(handler);
        return Atom.OK;
    }

    /** {@code dist_ctrl_put_data(Handle, Data)}: a packet that has come. */
    @Bif("dist_ctrl_put_data")
    public static Term distCtrlPutData(ErlangProcess p, Term handle, Term data) {
        byte[] packet = IoData.bytes(data);
        DistConnection connection = DistTable.connection(handle);
        if (connection == null || !(connection.channel() instanceof ProcessChannel channel)) {
            throw BifException.badarg();
        }
        if (!p.pid().equals(channel.inputHandler())) {
            throw BifException.notsup();
        }
        channel.receiver().receive(packet);
        p.handleSignals();
        return Atom.OK;
    }

    /** {@code dist_get_stat(Handle)}: {@code {ok, PacketsIn, PacketsOut, BytesWaiting}}. */
    @Bif("dist_get_stat")
    public static Term distGetStat(Term handle) {
        DistConnection connection = DistTable.connection(handle);
        if (connection == null) {
            throw BifException.badarg();
        }
        return Tuple.of(Atom.OK, SmallInt.of(connection.packetsIn()), SmallInt.of(connection.packetsOut()), SmallInt.of(connection.waiting()));
    }
}
