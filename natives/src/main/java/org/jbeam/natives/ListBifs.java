package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Module lists' natives. */
@BifModule("lists")
public final class ListBifs {
    /** List cells walked for one reduction. */
    private static final int CELLS_A_REDUCTION = 16;
    /** Cells walked between two checks of the slice. */
    private static final int CHUNK = 4096;
    private static final Atom VALUE = Atom.of("value");

    private ListBifs() {}

    private static void pause(ErlangProcess p) {
        p.bumpReductions(CHUNK / CELLS_A_REDUCTION);
    }

    /** {@code reverse(List, Tail)}. */
    @Bif
    public static Term reverse(ErlangProcess p, Term list, Term tail) {
        Term reversed = tail;
        Term rest = list;
        int count = 0;
        while (rest instanceof Cons cell) {
            reversed = new Cons(cell.head(), reversed);
            rest = cell.tail();
            if (++count == CHUNK) {
                count = 0;
                pause(p);
            }
        }
        if (rest != Nil.NIL) {
            throw BifException.badarg();
        }
        return reversed;
    }

    /** {@code member(Element, List)}, by exact equality. */
    @Bif
    public static Term member(ErlangProcess p, Term element, Term list) {
        Term rest = list;
        int count = 0;
        while (rest instanceof Cons cell) {
            if (Terms.equalExact(cell.head(), element)) {
                return Atom.TRUE;
            }
            rest = cell.tail();
            if (++count == CHUNK) {
                count = 0;
                pause(p);
            }
        }
        if (rest != Nil.NIL) {
            throw BifException.badarg();
        }
        return Atom.FALSE;
    }

    /** {@code keyfind(Key, Position, Tuples)}: the tuple or false; keys compare with {@code ==}. */
    @Bif
    public static Term keyfind(ErlangProcess p, Term key, Term position, Term list) {
        Term found = find(p, key, position, list);
        return found == null ? Atom.FALSE : found;
    }

    /** {@code keymember(Key, Position, Tuples)}. */
    @Bif
    public static Term keymember(ErlangProcess p, Term key, Term position, Term list) {
        return Atom.of(find(p, key, position, list) != null);
    }

    /** {@code keysearch(Key, Position, Tuples)}: {@code {value, Tuple}} or false. */
    @Bif
    public static Term keysearch(ErlangProcess p, Term key, Term position, Term list) {
        Term found = find(p, key, position, list);
        return found == null ? Atom.FALSE : Tuple.of(VALUE, found);
    }

    private static Term find(ErlangProcess p, Term key, Term position, Term list) {
        if (!(position instanceof SmallInt n) || n.value() < 1 || n.value() >= 1L << 59) {
            throw BifException.badarg();
        }
        int index = (int) Math.min(n.value() - 1, Integer.MAX_VALUE);
        Term rest = list;
        int count = 0;
        while (rest instanceof Cons cell) {
            if (cell.head() instanceof Tuple t && index < t.arity() && Terms.equal(t.element(index), key)) {
                return t;
            }
            rest = cell.tail();
            if (++count == CHUNK) {
                count = 0;
                pause(p);
            }
        }
        if (rest != Nil.NIL) {
            throw BifException.badarg();
        }
        return null;
    }
}
