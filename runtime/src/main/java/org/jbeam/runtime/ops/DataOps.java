package org.jbeam.runtime.ops;

import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Tuples, and keys for switches. */
public final class DataOps {
    private DataOps() {}

    /** Is it a tuple of this arity? */
    public static boolean hasArity(Term value, int arity) {
        return value instanceof Tuple t && t.arity() == arity;
    }

    /** Is it a tuple of this arity whose first element is {@code tag}? */
    public static boolean isTagged(Term value, int arity, Atom tag) {
        return value instanceof Tuple t && t.arity() == arity && arity > 0 && t.element(0) == tag;
    }

    /** A number to switch on: the hash of an atom's name; any number for other terms. */
    public static int atomKey(Term value) {
        return value instanceof Atom a ? a.nameHash() : 0;
    }

    /** A number to switch on: an integer of 32 bits; the least one for any other term. */
    public static int intKey(Term value) {
        if (value instanceof SmallInt s) {
            long v = s.value();
            if (v == (int) v) {
                return (int) v;
            }
        }
        return Integer.MIN_VALUE;
    }

    /** A number to switch on: a tuple's arity; -1 for any other term. */
    public static int arityKey(Term value) {
        return value instanceof Tuple t ? t.arity() : -1;
    }

    /** A copy of a tuple with some elements replaced; {@code updates} alternates indexes from 1 and values. */
    public static Term updateRecord(Term tuple, int arity, Term[] updates) {
        Tuple copy = ((Tuple) tuple).copy();
        for (int i = 0; i < updates.length; i += 2) {
            Tuple.overwrite(copy, (int) ((SmallInt) updates[i]).value() - 1, updates[i + 1]);
        }
        return copy;
    }
}
