package org.jbeam.natives;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.natives.dist.DistTable;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Who wants to be told of nodes that come and go ({@code net_kernel:monitor_nodes/1,2}), and how often each has asked. */
final class NodeMonitors {
    private static final Atom FLAG = Atom.of("monitor_nodes");
    private static final Atom NODEUP = Atom.of("nodeup");
    private static final Atom NODEDOWN = Atom.of("nodedown");
    private static final Atom CONNECTION_ID = Atom.of("connection_id");
    private static final Atom NODE_TYPE = Atom.of("node_type");
    private static final Atom NODEDOWN_REASON = Atom.of("nodedown_reason");
    private static final Atom VISIBLE = Atom.of("visible");
    private static final Atom HIDDEN = Atom.of("hidden");

    /**
     * What is told.
     *
     * @param plain nothing but the name, and of visible nodes only
     * @param list as a list, not a map
     * @param visible whether visible nodes are asked for by type
     * @param hidden whether hidden nodes are
     */
    private record Wish(boolean plain, boolean list, boolean visible, boolean hidden, boolean reason, boolean id) {
        private boolean typed() {
            return visible || hidden;
        }

        private int bits() {
            return (plain ? 1 : 0) | (list ? 2 : 0) | (visible ? 4 : 0) | (hidden ? 8 : 0) | (reason ? 16 : 0) | (id ? 32 : 0);
        }
    }

    /** Compared by hand: every start of the kernel makes some, and the methods that records come with are dear to call first. */
    private record Subscription(Pid pid, Wish wish) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Subscription s && pid.equals(s.pid) && wish.bits() == s.wish.bits();
        }

        @Override
        public int hashCode() {
            return pid.hashCode() * 64 + wish.bits();
        }
    }

    private final VirtualMachine vm;
    private final Map<Subscription, Integer> subscriptions = new ConcurrentHashMap<>();

    private NodeMonitors(VirtualMachine vm) {
        this.vm = vm;
        vm.onExit(p -> subscriptions.keySet().removeIf(s -> s.pid().equals(p.pid())));
        DistTable.of(vm).listen(this::changed);
    }

    /** Is this the process flag that subscribes? */
    static boolean isFlag(Term flag) {
        return flag == FLAG || flag instanceof Tuple2 t && t.e0() == FLAG;
    }

    /** Subscribes once more, or takes all of a kind back: how many subscriptions of the kind there were. */
    static Term set(ErlangProcess p, Term flag, Term on) {
        Term options = flag instanceof Tuple2 t ? t.e1() : Nil.NIL;
        Subscription key = new Subscription(p.pid(), wish(options));
        DistTable.of(p.vm());
        Map<Subscription, Integer> all = p.vm().service(NodeMonitors.class, () -> new NodeMonitors(p.vm())).subscriptions;
        Integer old = Args.bool(on) ? all.put(key, all.getOrDefault(key, 0) + 1) : all.remove(key);
        return SmallInt.of(old == null ? 0 : old);
    }

    private static Wish wish(Term options) {
        if (options == Nil.NIL) {
            return new Wish(true, false, false, false, false, false);
        }
        boolean list = false;
        boolean reason = false;
        boolean id = false;
        String type = "";
        for (MapTerm.Iterator i = Args.map(options).iterator(); i.next();) {
            switch (Args.atom(i.key()).name()) {
                case "list" -> list = onlyTrue(i.value());
                case "connection_id" -> id = Args.bool(i.value());
                case "nodedown_reason" -> reason = Args.bool(i.value());
                case "node_type" -> type = type(i.value());
                default -> throw BifException.badarg();
            }
        }
        boolean all = type.equals("all");
        boolean plain = list && !reason && !id && type.isEmpty();
        return new Wish(plain, list, all || type.equals("visible"), all || type.equals("hidden"), reason, id);
    }

    private static boolean onlyTrue(Term value) {
        if (value != Atom.TRUE) {
            throw BifException.badarg();
        }
        return true;
    }

    private static String type(Term value) {
        String type = Args.atom(value).name();
        return switch (type) {
            case "visible", "hidden", "all" -> type;
            default -> throw BifException.badarg();
        };
    }

    private void changed(boolean up, Atom node, int connectionId, boolean visible, Term reason) {
        subscriptions.forEach((subscription, count) -> {
            Wish wish = subscription.wish();
            boolean concerned = visible ? !wish.typed() || wish.visible() : wish.hidden();
            ErlangProcess process = concerned ? vm.process(subscription.pid()) : null;
            for (int i = 0; process != null && i < count; i++) {
                process.deliver(message(wish, up, node, connectionId, visible, reason));
            }
        });
    }

    private static Term message(Wish wish, boolean up, Atom node, int connectionId, boolean visible, Term reason) {
        Atom what = up ? NODEUP : NODEDOWN;
        if (wish.plain()) {
            return Tuple.of(what, node);
        }
        MapTerm map = MapTerm.EMPTY;
        Term list = Nil.NIL;
        Term id = connectionId == 0 ? Atom.UNDEFINED : SmallInt.of(connectionId);
        if (wish.typed()) {
            Atom type = visible ? VISIBLE : HIDDEN;
            map = map.put(NODE_TYPE, type);
            list = new Cons(Tuple.of(NODE_TYPE, type), list);
        }
        if (!up && wish.reason()) {
            map = map.put(NODEDOWN_REASON, reason);
            list = new Cons(Tuple.of(NODEDOWN_REASON, reason), list);
        }
        if (wish.id()) {
            map = map.put(CONNECTION_ID, id);
            list = new Cons(Tuple.of(CONNECTION_ID, id), list);
        }
        return Tuple.of(what, node, wish.list() ? list : map);
    }
}
