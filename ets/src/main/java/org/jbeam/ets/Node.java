package org.jbeam.ets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * An object in a bucket of a hash table. Objects of one key stand together, the newest first. A node without an object is one that was
 * deleted while the table was fixed.
 */
final class Node {
    private static final VarHandle OBJECT;
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OBJECT = lookup.findVarHandle(Node.class, "object", Tuple.class);
            NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final int hash;
    final Term key;
    private Tuple object;
    private Node next;

    Node(int hash, Term key, Tuple object, Node next) {
        this.hash = hash;
        this.key = key;
        this.object = object;
        this.next = next;
    }

    /** The object, or null when it is deleted. */
    Tuple object() {
        return (Tuple) OBJECT.getAcquire(this);
    }

    void object(Tuple newObject) {
        OBJECT.setRelease(this, newObject);
    }

    Node next() {
        return (Node) NEXT.getAcquire(this);
    }

    void next(Node newNext) {
        NEXT.setRelease(this, newNext);
    }

    boolean has(int otherHash, Term otherKey) {
        return hash == otherHash && same(key, otherKey);
    }

    static boolean same(Term a, Term b) {
        if (a == b) {
            return true;
        }
        if (a instanceof SmallInt x) {
            return b instanceof SmallInt y && x.value() == y.value();
        }
        return !(a instanceof Atom) && Terms.equalExact(a, b);
    }
}
