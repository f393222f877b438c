package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.BigInt;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.Fun;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Opaque;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Terms, as OTP's own modules ask about them. */
@BifModule("erts_internal")
public final class DataInternalBifs {
    private static final Atom BADMAP = Atom.of("badmap");
    private static final Atom ITERATOR = Atom.of("iterator");
    /** Pairs of a step of a list or iterator; the caller comes back for more. */
    private static final int STEP = 512;

    private DataInternalBifs() {}

    /** {@code cmp_term(A, B)}: -1, 0 or 1 in the order with {@code 1 < 1.0}. */
    @Bif("cmp_term")
    public static Term cmpTerm(Term a, Term b) {
        return SmallInt.of(Integer.signum(Terms.compareExact(a, b)));
    }

    /**
     * {@code map_next(Path, Map, iterator | Accumulator)}: with {@code iterator}, nested {@code {Key, Value, Next}} that end in {@code none} or
     * {@code [Path | Map]}; with a list, {@code [Path, Map | List]} or the finished list of pairs. The path is the number of pairs passed.
     */
    @Bif("map_next")
    public static Term mapNext(Term path, Term map, Term accumulator) {
        if (!(map instanceof MapTerm m) || accumulator != ITERATOR && !Args.isList(accumulator)) {
            throw BifException.badarg();
        }
        int passed = (int) Args.integer(path, 0, m.size());
        // a small map has no path: all of it comes at once
        int from = m.isFlat() ? 0 : passed;
        int to = Math.min(m.size(), from + STEP);
        MapTerm.Iterator i = m.iteratorFrom(from);
        return accumulator == ITERATOR ? iterator(m, i, from, to) : pairs(m, i, from, to, accumulator);
    }

    private static Term iterator(MapTerm m, MapTerm.Iterator i, int from, int to) {
        Term[] pairs = new Term[2 * (to - from)];
        for (int n = 0; n < pairs.length && i.next(); n += 2) {
            pairs[n] = i.key();
            pairs[n + 1] = i.value();
        }
        Term chain = to == m.size() ? Atom.of("none") : new Cons(SmallInt.of(to), m);
        for (int n = pairs.length - 2; n >= 0; n -= 2) {
            chain = Tuple.of(pairs[n], pairs[n + 1], chain);
        }
        return chain;
    }

    private static Term pairs(MapTerm m, MapTerm.Iterator i, int from, int to, Term accumulator) {
        if (m.isFlat()) {
            Term[] all = new Term[m.size()];
            for (int n = 0; i.next(); n++) {
                all[n] = Tuple.of(i.key(), i.value());
            }
            return Terms.list(all, accumulator);
        }
        Term list = accumulator;
        for (int n = from; n < to && i.next(); n++) {
            list = new Cons(Tuple.of(i.key(), i.value()), list);
        }
        return to == m.size() ? list : new Cons(SmallInt.of(to), new Cons(m, list));
    }

    private static MapTerm map(Term term) {
        if (term instanceof MapTerm map) {
            return map;
        }
        throw BifException.error(Tuple.of(BADMAP, term));
    }

    /** {@code map_to_tuple_keys(Map)}: the keys of a flat map. */
    @Bif("map_to_tuple_keys")
    public static Term mapToTupleKeys(Term map) {
        if (!map(map).isFlat()) {
            throw BifException.badarg();
        }
        return Tuple.of(map(map).keys());
    }

    /** {@code map_hashmap_children(Map)}: the nodes of a trie are not terms here. */
    @Bif(value = "map_hashmap_children", withoutSupport = true)
    public static Term mapHashmapChildren(Term map) {
        map(map);
        throw BifException.badarg();
    }

    /** {@code term_type(Term)}: the name of its kind of representation. */
    @Bif("term_type")
    public static Term termType(Term term) {
        return Atom.of(switch (term) {
            case SmallInt n -> n.value() >= -(1L << 59) && n.value() < 1L << 59 ? "fixnum" : "bignum";
            case BigInt n -> "bignum";
            case FloatTerm f -> "hfloat";
            case Atom a -> "atom";
            case Nil n -> "nil";
            case Cons c -> "list";
            case Tuple t -> "tuple";
            case MapTerm m -> m.isFlat() ? "flatmap" : "hashmap";
            case Bitstring b -> !b.isBinary() ? "sub_binary" : b.byteSize() > 64 ? "refc_binary" : "heap_binary";
            case Pid p -> p.node().isLocal() ? "pid" : "external_pid";
            case Port p -> p.node().isLocal() ? "port" : "external_port";
            case Ref r -> r.node().isLocal() ? "reference" : "external_reference";
            case Fun f -> f.isExternal() ? "export" : "fun";
            case Opaque o -> "catch";
        });
    }
}
