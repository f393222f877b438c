package org.jbeam.natives.dist;

import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.MagicRef;
import org.jbeam.term.PlainRef;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** The reference in a connection's handle {@code {ConnectionId, Reference}}: it stands for the node. */
final class DistHandle extends MagicRef {
    private final DistNode node;

    private DistHandle(PlainRef ref, DistNode node) {
        super(ref.word(0), ref.word(1), ref.word(2));
        this.node = node;
    }

    static DistHandle of(VirtualMachine vm, DistNode node) {
        return new DistHandle(vm.newRef(), node);
    }

    Tuple term(int connectionId) {
        return Tuple.of(SmallInt.of(connectionId), this);
    }

    /** The node of a handle, or null for any other term. */
    static DistNode node(Term handle) {
        return handle instanceof Tuple2 t && t.e0() instanceof SmallInt && t.e1() instanceof DistHandle h ? h.node : null;
    }

    /** The number of the connection that a handle names. */
    static long connectionId(Term handle) {
        return ((SmallInt) ((Tuple2) handle).e0()).value();
    }
}
