package org.jbeam.natives;

import org.jbeam.etf.EtfDecoder;
import org.jbeam.natives.dist.DistConnection;
import org.jbeam.natives.dist.DistNode;
import org.jbeam.natives.dist.DistReceiver;
import org.jbeam.natives.dist.DistTable;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple2;

/** What the built-in functions about other nodes have in common. */
final class RemoteBifs {
    private RemoteBifs() {}

    /** Is this a whole node name: {@code name@host}? */
    static boolean isNodeName(Term term) {
        if (!(term instanceof Atom atom)) {
            return false;
        }
        String name = atom.name();
        int at = name.indexOf('@');
        if (at < 1 || at == name.length() - 1 || name.indexOf('@', at + 1) >= 0) {
            return false;
        }
        return name.chars().limit(at).allMatch(c -> c == '-' || c == '_' || c < 128 && Character.isLetterOrDigit(c));
    }

    private static Atom nodeOf(Term dest) {
        return switch (dest) {
            case Pid pid when !pid.node().isLocal() -> pid.node().name();
            case Ref ref when !ref.node().isLocal() -> ref.node().name();
            case Tuple2 t when t.e1() instanceof Atom node && node != Node.LOCAL.name() -> node;
            default -> null;
        };
    }

    /** Does a message to this destination go to another node? */
    static boolean isRemote(VirtualMachine vm, Term dest) {
        return nodeOf(dest) != null;
    }

    /** The connection over which a message to this destination goes, or null when there is none yet. */
    static DistConnection connection(VirtualMachine vm, Term dest) {
        Atom name = nodeOf(dest);
        DistNode node = name == null ? null : DistTable.of(vm).existing(name);
        return node == null ? null : node.connection();
    }

    /** What acts on the packets of a connection. */
    static DistReceiver receiver(VirtualMachine vm, DistConnection connection) {
        return new DistReceiver(connection, EtfDecoder.create().resolver(new MachineResolver(vm)), options -> ProcessBifs.options(vm, options));
    }
}
