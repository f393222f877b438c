package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;

/** The distribution as it is on a node that is not alive: there is no connection to do anything with. */
@BifModule("erlang")
public final class DistBifs {
    private static final Atom NOTALIVE = Atom.of("notalive");
    private static final Atom PASSIVE = Atom.of("allow_passive_connect");

    private DistBifs() {}

    /** {@code setnode(Name, Creation)}: there is no net_kernel that may. */
    @Bif(withoutSupport = true)
    public static Term setnode(Term name, Term creation) {
        throw BifException.badarg();
    }

    /** {@code monitor_node(Node, Flag)}. */
    @Bif(value = "monitor_node", withoutSupport = true)
    public static Term monitorNode(ErlangProcess p, Term node, Term flag) {
        if (!(node instanceof Atom)) {
            throw BifException.badarg();
        }
        if (node == p.vm().nodeName()) {
            return Atom.of(Args.bool(flag) || flag == Atom.FALSE);
        }
        throw BifException.error(NOTALIVE);
    }

    /** {@code monitor_node(Node, Flag, Options)}. */
    @Bif(value = "monitor_node", withoutSupport = true)
    public static Term monitorNode(ErlangProcess p, Term node, Term flag, Term options) {
        for (Term option : Args.list(options)) {
            if (option != PASSIVE) {
                throw BifException.badarg();
            }
        }
        return monitorNode(p, node, flag);
    }

    /** {@code spawn_request_abandon(Request)}: false, for every request has had its answer. */
    @Bif("spawn_request_abandon")
    public static Term spawnRequestAbandon(Term request) {
        if (!(request instanceof Ref)) {
            throw BifException.badarg();
        }
        return Atom.FALSE;
    }

    /** {@code dist_ctrl_get_data(Handle)}. */
    @Bif(value = "dist_ctrl_get_data", withoutSupport = true)
    public static Term distCtrlGetData(Term handle) {
        throw BifException.notsup();
    }

    /** {@code dist_ctrl_get_data_notification(Handle)}. */
    @Bif(value = "dist_ctrl_get_data_notification", withoutSupport = true)
    public static Term distCtrlGetDataNotification(Term handle) {
        throw BifException.badarg();
    }

    /** {@code dist_ctrl_get_opt(Handle, Option)}. */
    @Bif(value = "dist_ctrl_get_opt", withoutSupport = true)
    public static Term distCtrlGetOpt(Term handle, Term option) {
        throw BifException.badarg();
    }

    /** {@code dist_ctrl_set_opt(Handle, Option, Value)}. */
    @Bif(value = "dist_ctrl_set_opt", withoutSupport = true)
    public static Term distCtrlSetOpt(Term handle, Term option, Term value) {
        throw BifException.badarg();
    }

    /** {@code dist_ctrl_input_handler(Handle, Pid)}. */
    @Bif(value = "dist_ctrl_input_handler", withoutSupport = true)
    public static Term distCtrlInputHandler(Term handle, Term pid) {
        throw BifException.badarg();
    }

    /** {@code dist_ctrl_put_data(Handle, Data)}. */
    @Bif(value = "dist_ctrl_put_data", withoutSupport = true)
    public static Term distCtrlPutData(Term handle, Term data) {
        throw BifException.badarg();
    }

    /** {@code dist_get_stat(Handle)}. */
    @Bif(value = "dist_get_stat", withoutSupport = true)
    public static Term distGetStat(Term handle) {
        throw BifException.badarg();
    }
}
