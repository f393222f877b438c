package org.jbeam.natives;

import org.jbeam.runtime.Aliases;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Monitor;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;
import org.jbeam.term.Tuple5;

/** Monitors and aliases. */
@BifModule("erlang")
public final class MonitorBifs {
    private static final Atom PROCESS = Atom.of("process");
    private static final Atom PORT = Atom.of("port");
    private static final Atom TIME_OFFSET = Atom.of("time_offset");
    private static final Atom CLOCK_SERVICE = Atom.of("clock_service");
    private static final Atom FLUSH = Atom.of("flush");
    private static final Atom INFO = Atom.of("info");
    private static final Atom REPLY = Atom.of("reply");
    private static final Atom BADTYPE = Atom.of("badtype");
    private static final Atom EXPLICIT_UNALIAS = Atom.of("explicit_unalias");

    /** What the options of a monitor ask for; both may be null. */
    record Options(Aliases.Kind alias, Term tag) {}

    private MonitorBifs() {}

    static Options options(Term list) {
        Aliases.Kind alias = null;
        Term tag = null;
        for (Term option : Args.options(list)) {
            if (!(option instanceof Tuple2 t) || !(t.e0() instanceof Atom name)) {
                throw Args.badOption();
            }
            switch (name.name()) {
                case "alias" -> alias = aliasKind(t.e1());
                case "tag" -> tag = t.e1();
                default -> throw Args.badOption();
            }
        }
        return new Options(alias, tag);
    }

    private static Aliases.Kind aliasKind(Term name) {
        return switch (name instanceof Atom kind ? kind.name() : "") {
            case "explicit_unalias" -> Aliases.Kind.EXPLICIT;
            case "demonitor" -> Aliases.Kind.DEMONITOR;
            case "reply_demonitor" -> Aliases.Kind.REPLY_DEMONITOR;
            default -> throw Args.badOption();
        };
    }

    /** {@code monitor(Type, Item)}. */
    @Bif
    public static Term monitor(ErlangProcess p, Term type, Term item) {
        return monitor(p, type, item, Nil.NIL);
    }

    /** {@code monitor(Type, Item, Options)}. */
    @Bif
    public static Term monitor(ErlangProcess p, Term type, Term item, Term options) {
        Options parsed = options(options);
        Ref ref = p.vm().newRef();
        Monitor monitor = target(p, type, item, ref, parsed.tag());
        if (parsed.alias() != null) {
            p.vm().aliases().add(ref, p, parsed.alias());
        }
        if (monitor.target() != p) {
            // who watches itself is never told
            p.links().monitor(monitor);
        }
        return ref;
    }

    private static Monitor target(ErlangProcess p, Term type, Term item, Ref ref, Term tag) {
        VirtualMachine vm = p.vm();
        if (type == TIME_OFFSET && item == CLOCK_SERVICE) {
            return new Monitor(ref, p.pid(), null, item, TIME_OFFSET, tag);
        }
        if (type != PROCESS && type != PORT) {
            throw BifException.badarg(type == TIME_OFFSET ? null : BADTYPE);
        }
        boolean process = type == PROCESS;
        return switch (item) {
            case Pid pid when process -> new Monitor(ref, p.pid(), holder(vm, pid), pid, PROCESS, tag);
            case Port id when !process && id.node().name() == vm.nodeName() -> new Monitor(ref, p.pid(), vm.port(id), id, PORT, tag);
            case Atom name -> named(p, process, name, vm.nodeName(), ref, tag);
            case Tuple2 t when t.e0() instanceof Atom name && t.e1() instanceof Atom node && (process || node == vm.nodeName()) ->
                    named(p, process, name, node, ref, tag);
            default -> throw BifException.badarg();
        };
    }

    /** The process, or the node where it is; null for one of this node, also when the node was another incarnation of its name. */
    private static Object holder(VirtualMachine vm, Pid pid) {
        return pid.node().name() == vm.nodeName() ? vm.process(pid) : vm.remote(pid.node());
    }

    private static Monitor named(ErlangProcess p, boolean process, Atom name, Atom node, Ref ref, Term tag) {
        if (node != p.vm().nodeName()) {
            return new Monitor(ref, p.pid(), p.vm().distribution().node(node), Tuple.of(name, node), PROCESS, tag);
        }
        Object holder = p.vm().names().whereis(name);
        boolean fits = process ? holder instanceof ErlangProcess : holder instanceof ErlangPort;
        return new Monitor(ref, p.pid(), fits ? holder : null, Tuple.of(name, node), process ? PROCESS : PORT, tag);
    }

    /** {@code demonitor(Ref)}. */
    @Bif
    public static Term demonitor(ErlangProcess p, Term ref) {
        return demonitor(p, ref, Nil.NIL);
    }

    /** {@code demonitor(Ref, Options)}. */
    @Bif
    public static Term demonitor(ErlangProcess p, Term ref, Term options) {
        boolean flush = false;
        boolean info = false;
        for (Term option : Args.list(options)) {
            if (option == FLUSH) {
                flush = true;
            } else if (option == INFO) {
                info = true;
            } else {
                throw BifException.badarg();
            }
        }
        if (!(ref instanceof Ref r) || !r.node().isLocal()) {
            throw BifException.badarg();
        }
        p.handleSignals();
        boolean ended = p.links().demonitor(r);
        p.vm().aliases().demonitored(r);
        if (flush && !ended) {
            return flush(p, r, info);
        }
        return Atom.of(!info || ended);
    }

    private static Term flush(ErlangProcess p, Ref ref, boolean info) {
        p.flushMessages(m -> m instanceof Tuple5 t && t.e1().equals(ref) && isDown(t));
        return Atom.of(!info);
    }

    private static boolean isDown(Tuple5 t) {
        return t.e2() == PROCESS || t.e2() == PORT || t.e2() == TIME_OFFSET;
    }

    /** {@code alias(Options)}. */
    @Bif
    public static Term alias(ErlangProcess p, Term options) {
        Aliases.Kind kind = Aliases.Kind.EXPLICIT;
        for (Term option : Args.list(options)) {
            if (option == REPLY) {
                kind = Aliases.Kind.REPLY;
            } else if (option == EXPLICIT_UNALIAS) {
                kind = Aliases.Kind.EXPLICIT;
            } else {
                throw BifException.badarg();
            }
        }
        Ref ref = p.vm().newRef();
        p.vm().aliases().add(ref, p, kind);
        return ref;
    }

    /** {@code unalias(Alias)}. */
    @Bif
    public static Term unalias(ErlangProcess p, Term alias) {
        if (!(alias instanceof Ref ref)) {
            throw BifException.badarg();
        }
        p.handleSignals();
        return Atom.of(p.vm().aliases().remove(ref, p));
    }
}
