package org.jbeam.natives.dist;

import java.util.function.Function;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Monitor;
import org.jbeam.runtime.RemoteNode;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/**
 * Links and monitors as OTP's own tests ask for them: {@code {erl_link, Type, Other, State, Id}}, where the number is that of the connection's entry,
 * and {@code {erl_monitor, Type, Direction, Ref, Other, Extra}}.
 */
public final class SignalLists {
    private static final Atom ERL_LINK = Atom.of("erl_link");
    private static final Atom ERL_MONITOR = Atom.of("erl_monitor");
    private static final Atom PROCESS = Atom.of("process");
    private static final Atom PORT = Atom.of("port");
    private static final Atom DIST_PROCESS = Atom.of("dist_process");
    private static final Atom NODE = Atom.of("node");
    private static final Atom LINKED = Atom.of("linked");
    private static final Atom UNLINKING = Atom.of("unlinking");
    private static final Atom ORIGIN = Atom.of("origin");
    private static final Atom TARGET = Atom.of("target");

    private SignalLists() {}

    private static <T> T ofConnection(VirtualMachine vm, Atom node, Function<DistRegistry, T> question) {
        DistNode known = DistTable.of(vm).existing(node);
        DistConnection c = known == null ? null : known.connection();
        return c == null ? null : question.apply(c.registry());
    }

    private static Tuple link(Atom type, Term other, Atom state, long id) {
        return Tuple.of(ERL_LINK, type, other, state, SmallInt.of(id));
    }

    private static Tuple monitor(Atom type, Atom direction, Term ref, Term other, Term extra) {
        return Tuple.of(ERL_MONITOR, type, direction, ref, other, extra);
    }

    private static boolean isRemote(Term term) {
        return term instanceof Pid pid && !pid.node().isLocal();
    }

    /** The links of a process; called by it. */
    public static Term links(ErlangProcess p) {
        ListBuilder list = new ListBuilder();
        for (Term other : p.links().linked()) {
            list.add(isRemote(other) ? remoteLink(p, (Pid) other) : link(other instanceof Port ? PORT : PROCESS, other, LINKED, 0));
        }
        for (Pid other : p.links().unlinking()) {
            list.add(link(isRemote(other) ? DIST_PROCESS : PROCESS, other, UNLINKING, 0));
        }
        return list.finish();
    }

    private static Tuple remoteLink(ErlangProcess p, Pid other) {
        Long id = ofConnection(p.vm(), other.node().name(), registry -> registry.linkId(p.pid(), other));
        return link(DIST_PROCESS, other, LINKED, id == null ? 0 : id);
    }

    /** The links of a port. */
    public static Term links(ErlangPort port) {
        ListBuilder list = new ListBuilder();
        port.links().forEach(pid -> list.add(link(PORT, pid, LINKED, 0)));
        return list.finish();
    }

    /** The links over the connection to a node. */
    public static Term links(VirtualMachine vm, Atom node) {
        ListBuilder list = new ListBuilder();
        ofConnection(vm, node, registry -> {
            registry.forEachLink((local, id) -> list.add(link(DIST_PROCESS, local, LINKED, id)));
            return list;
        });
        return list.finish();
    }

    /** The monitors that a process has and those on it; called by it. */
    public static Term monitors(ErlangProcess p) {
        ListBuilder list = new ListBuilder();
        p.links().monitors().forEach(m -> list.add(origin(m)));
        p.links().watchers().forEach(m -> list.add(monitor(isRemote(m.owner()) ? DIST_PROCESS : PROCESS, TARGET, m.ref(), m.owner(), name(m))));
        for (DistNode node : DistTable.of(p.vm()).all()) {
            Integer count = ofConnection(p.vm(), node.name(), registry -> registry.nodeMonitors(p.pid()));
            if (count != null && count > 0) {
                list.add(monitor(NODE, ORIGIN, Nil.NIL, node.name(), SmallInt.of(count)));
            }
        }
        return list.finish();
    }

    private static Tuple origin(Monitor m) {
        Term named = m.object() instanceof Tuple2 t ? t.e1() : m.object();
        return switch (m.target()) {
            case RemoteNode node -> monitor(DIST_PROCESS, ORIGIN, m.ref(), named, name(m));
            case ErlangProcess target -> monitor(PROCESS, ORIGIN, m.ref(), target.pid(), name(m));
            case ErlangPort target -> monitor(PORT, ORIGIN, m.ref(), target.id(), name(m));
            case null, default -> monitor(m.type(), ORIGIN, m.ref(), named, name(m));
        };
    }

    /** The name that was watched, or the empty list. */
    private static Term name(Monitor m) {
        return m.object() instanceof Tuple2 t ? t.e0() : m.object() instanceof Atom name ? name : Nil.NIL;
    }

    /** The monitors over the connection to a node. */
    public static Term monitors(VirtualMachine vm, Atom node) {
        ListBuilder list = new ListBuilder();
        ofConnection(vm, node, registry -> {
            registry.forEachMonitor(m -> list.add(monitor(DIST_PROCESS, TARGET, m.ref(), m.owner(), name(m))));
            registry.forEachWatch(m -> list.add(monitor(DIST_PROCESS, ORIGIN, m.ref(), ((ErlangProcess) m.target()).pid(), name(m))));
            registry.forEachNodeMonitor(pid -> list.add(monitor(NODE, TARGET, Nil.NIL, pid, Nil.NIL)));
            return list;
        });
        return list.finish();
    }
}
