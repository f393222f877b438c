package org.jbeam.natives;

import java.util.HashMap;
import java.util.Map;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** {@code ++}, {@code --}, and conversions between lists and tuples. */
@BifModule("erlang")
public final class ListOperatorBifs {
    private static final int CELLS_A_REDUCTION = 16;
    private static final int CHUNK = 4096;
    /** Up to this many elements to remove, a scan for each is quicker than a table. */
    private static final int FEW = 8;

    private ListOperatorBifs() {}

    /** {@code List ++ Term}. */
    @Bif("++")
    public static Term plusPlus(ErlangProcess p, Term list, Term tail) {
        if (list == Nil.NIL) {
            return tail;
        }
        ListBuilder copy = new ListBuilder();
        Term rest = list;
        int count = 0;
        while (rest instanceof Cons cell) {
            copy.add(cell.head());
            rest = cell.tail();
            if (++count == CHUNK) {
                count = 0;
                p.bumpReductions(CHUNK / CELLS_A_REDUCTION);
            }
        }
        if (rest != Nil.NIL) {
            throw BifException.badarg();
        }
        return copy.finish(tail);
    }

    /** {@code append(List, Term)}. */
    @Bif
    public static Term append(ErlangProcess p, Term list, Term tail) {
        return plusPlus(p, list, tail);
    }

    /** {@code List -- List}: removes the first occurrence of each element, by exact equality. */
    @Bif("--")
    public static Term minusMinus(ErlangProcess p, Term list, Term remove) {
        Term[] gone = Args.list(remove);
        if (Terms.length(list) < 0) {
            throw BifException.badarg();
        }
        if (gone.length == 0) {
            return list;
        }
        return gone.length <= FEW ? minusFew(p, list, gone) : minusMany(p, list, gone);
    }

    private static Term minusFew(ErlangProcess p, Term list, Term[] gone) {
        ListBuilder kept = new ListBuilder();
        int left = gone.length;
        Term rest = list;
        while (rest instanceof Cons cell && left > 0) {
            int at = indexOf(gone, left, cell.head());
            if (at < 0) {
                kept.add(cell.head());
            } else {
                System.arraycopy(gone, at + 1, gone, at, left - at - 1);
                left--;
            }
            rest = cell.tail();
        }
        return kept.finish(rest);
    }

    private static int indexOf(Term[] terms, int count, Term wanted) {
        for (int i = 0; i < count; i++) {
            if (Terms.equalExact(terms[i], wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static Term minusMany(ErlangProcess p, Term list, Term[] gone) {
        Map<Term, Integer> counts = HashMap.newHashMap(gone.length);
        for (Term term : gone) {
            counts.merge(term, 1, Integer::sum);
        }
        ListBuilder kept = new ListBuilder();
        Term rest = list;
        int steps = 0;
        while (rest instanceof Cons cell && !counts.isEmpty()) {
            if (counts.computeIfPresent(cell.head(), (k, n) -> n == 1 ? Integer.valueOf(0) : n - 1) == null) {
                kept.add(cell.head());
            } else {
                counts.remove(cell.head(), 0);
            }
            rest = cell.tail();
            if (++steps == CHUNK) {
                steps = 0;
                p.bumpReductions(CHUNK / CELLS_A_REDUCTION);
            }
        }
        return kept.finish(rest);
    }

    /** {@code subtract(List, List)}. */
    @Bif
    public static Term subtract(ErlangProcess p, Term list, Term remove) {
        return minusMinus(p, list, remove);
    }

    /** {@code list_to_tuple(List)}. */
    @Bif("list_to_tuple")
    public static Term listToTuple(Term list) {
        Term[] elements = Args.list(list);
        if (elements.length > Tuple.MAX_ARITY) {
            throw BifException.badarg();
        }
        Work.items(elements.length);
        return Tuple.of(elements);
    }

    /** {@code tuple_to_list(Tuple)}. */
    @Bif("tuple_to_list")
    public static Term tupleToList(Term tuple) {
        Term list = Nil.NIL;
        Tuple t = tuple(tuple);
        for (int i = t.arity() - 1; i >= 0; i--) {
            list = new Cons(t.element(i), list);
        }
        Work.items(t.arity());
        return list;
    }

    private static Tuple tuple(Term term) {
        if (term instanceof Tuple t) {
            return t;
        }
        throw BifException.badarg();
    }

    /** {@code setelement(Index, Tuple, Value)}. */
    @Bif
    public static Term setelement(Term index, Term tuple, Term value) {
        Tuple t = tuple(tuple);
        return t.with((int) Args.integer(index, 1, t.arity()) - 1, value);
    }

    /** {@code append_element(Tuple, Value)}. */
    @Bif("append_element")
    public static Term appendElement(Term tuple, Term value) {
        Tuple t = tuple(tuple);
        return insert(t, t.arity(), value);
    }

    /** {@code insert_element(Index, Tuple, Value)}. */
    @Bif("insert_element")
    public static Term insertElement(Term index, Term tuple, Term value) {
        Tuple t = tuple(tuple);
        return insert(t, (int) Args.integer(index, 1, t.arity() + 1L) - 1, value);
    }

    private static Term insert(Tuple t, int at, Term value) {
        int n = t.arity();
        if (n == Tuple.MAX_ARITY) {
            throw BifException.badarg();
        }
        Term[] elements = new Term[n + 1];
        for (int i = 0; i <= n; i++) {
            elements[i] = i < at ? t.element(i) : i == at ? value : t.element(i - 1);
        }
        Work.items(n);
        return Tuple.of(elements);
    }

    /** {@code delete_element(Index, Tuple)}. */
    @Bif("delete_element")
    public static Term deleteElement(Term index, Term tuple) {
        Tuple t = tuple(tuple);
        int gone = (int) Args.integer(index, 1, t.arity()) - 1;
        Term[] elements = new Term[t.arity() - 1];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = t.element(i < gone ? i : i + 1);
        }
        Work.items(elements.length);
        return Tuple.of(elements);
    }

    /** {@code make_tuple(Arity, Value)}. */
    @Bif("make_tuple")
    public static Term makeTuple(Term arity, Term value) {
        return makeTuple(arity, value, Nil.NIL);
    }

    /** {@code make_tuple(Arity, Default, [{Index, Value}])}. */
    @Bif("make_tuple")
    public static Term makeTuple(Term arity, Term value, Term init) {
        Term[] elements = new Term[(int) Args.integer(arity, 0, Tuple.MAX_ARITY)];
        java.util.Arrays.fill(elements, value);
        for (Term pair : Args.list(init)) {
            if (!(pair instanceof org.jbeam.term.Tuple2 t)) {
                throw BifException.badarg();
            }
            elements[(int) Args.integer(t.e0(), 1, elements.length) - 1] = t.e1();
        }
        Work.items(elements.length);
        return Tuple.of(elements);
    }
}
