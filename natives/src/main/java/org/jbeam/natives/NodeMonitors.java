package org.jbeam.natives;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple2;

/** Who wants to be told of nodes that come and go ({@code net_kernel:monitor_nodes/1,2}), and how often each has asked. */
final class NodeMonitors {
    private static final Atom FLAG = Atom.of("monitor_nodes");
    private static final List<String> TYPES = List.of("visible", "hidden", "all");

    private record Subscription(Pid pid, Term options) {}

    private final Map<Subscription, Integer> subscriptions = new ConcurrentHashMap<>();

    private NodeMonitors() {}

    private static NodeMonitors of(VirtualMachine vm) {
        return vm.service(NodeMonitors.class, () -> {
            NodeMonitors monitors = new NodeMonitors();
            vm.onExit(p -> monitors.subscriptions.keySet().removeIf(s -> s.pid().equals(p.pid())));
            return monitors;
        });
    }

    /** Is this the process flag that subscribes? */
    static boolean isFlag(Term flag) {
        return flag == FLAG || flag instanceof Tuple2 t && t.e0() == FLAG;
    }

    /** Subscribes once more, or takes all of a kind back: how many subscriptions of the kind there were. */
    static Term set(ErlangProcess p, Term flag, Term on) {
        Term options = flag instanceof Tuple2 t ? t.e1() : Nil.NIL;
        check(options);
        Subscription key = new Subscription(p.pid(), options);
        Map<Subscription, Integer> all = of(p.vm()).subscriptions;
        Integer old = Args.bool(on) ? all.put(key, all.getOrDefault(key, 0) + 1) : all.remove(key);
        return SmallInt.of(old == null ? 0 : old);
    }

    private static void check(Term options) {
        if (options == Nil.NIL) {
            return;
        }
        for (MapTerm.Iterator i = Args.map(options).iterator(); i.next();) {
            switch (Args.atom(i.key()).name()) {
                case "connection_id", "nodedown_reason" -> Args.bool(i.value());
                case "node_type" -> {
                    if (!TYPES.contains(Args.atom(i.value()).name())) {
                        throw BifException.badarg();
                    }
                }
                default -> throw BifException.badarg();
            }
        }
    }
}
