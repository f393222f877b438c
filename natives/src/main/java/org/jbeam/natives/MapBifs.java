package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Trapping;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Module maps' natives. */
@BifModule("maps")
public final class MapBifs {
    private static final Atom BADMAP = Atom.of("badmap");
    private static final Atom BADKEY = Atom.of("badkey");

    /** Pairs of a map looked at, or put into one, for one reduction. */
    private static final int PAIRS_A_REDUCTION = 8;
    /** Pairs between two checks of the slice; a power of two. */
    private static final int CHUNK = 1024;
    private static final Tuple KEYS = builtin("keys", 1);
    private static final Tuple VALUES = builtin("values", 1);
    private static final Tuple FROM_LIST = builtin("from_list", 1);
    private static final Tuple FROM_KEYS = builtin("from_keys", 2);

    private MapBifs() {}

    private static Tuple builtin(String name, int arity) {
        return Tuple.of(Atom.of("maps"), Atom.of(name), SmallInt.of(arity));
    }

    private static void worked(ErlangProcess p, int pairs, Tuple builtin) {
        if ((pairs & CHUNK - 1) == 0) {
            Trapping.bumpReductions(p, CHUNK / PAIRS_A_REDUCTION, builtin);
        }
    }

    private static MapTerm map(Term term) {
        if (term instanceof MapTerm map) {
            return map;
        }
        throw BifException.error(Tuple.of(BADMAP, term));
    }

    private static BifException badkey(Term key) {
        return BifException.error(Tuple.of(BADKEY, key));
    }

    /** {@code find(Key, Map)}: {@code {ok, Value}} or error. */
    @Bif
    public static Term find(Term key, Term map) {
        Term value = map(map).get(key);
        return value == null ? Atom.ERROR : Tuple.of(Atom.OK, value);
    }

    /** {@code get(Key, Map)}. */
    @Bif
    public static Term get(Term key, Term map) {
        Term value = map(map).get(key);
        if (value == null) {
            throw badkey(key);
        }
        return value;
    }

    /** {@code is_key(Key, Map)}. */
    @Bif("is_key")
    public static Term isKey(Term key, Term map) {
        return Atom.of(map(map).get(key) != null);
    }

    /** {@code keys(Map)}. */
    @Bif
    public static Term keys(ErlangProcess p, Term map) {
        MapTerm of = map(map);
        return of.isFlat() ? Terms.list(of.keys()) : walked(p, of, false);
    }

    /** The keys or values of a map that is a trie: its walk is in the reverse of their order. */
    private static Term walked(ErlangProcess p, MapTerm map, boolean values) {
        Term list = Nil.NIL;
        int count = 0;
        for (MapTerm.Iterator walk = map.iterator(); walk.next();) {
            list = new Cons(values ? walk.value() : walk.key(), list);
            worked(p, ++count, values ? VALUES : KEYS);
        }
        return list;
    }

    /** {@code values(Map)}. */
    @Bif
    public static Term values(ErlangProcess p, Term map) {
        MapTerm of = map(map);
        return of.isFlat() ? Terms.list(of.values()) : walked(p, of, true);
    }

    /** {@code put(Key, Value, Map)}. */
    @Bif
    public static Term put(Term key, Term value, Term map) {
        return map(map).put(key, value);
    }

    /** {@code update(Key, Value, Map)}: the key must be there. */
    @Bif
    public static Term update(Term key, Term value, Term map) {
        if (map(map).get(key) == null) {
            throw badkey(key);
        }
        return ((MapTerm) map).put(key, value);
    }

    /** {@code remove(Key, Map)}. */
    @Bif
    public static Term remove(Term key, Term map) {
        return map(map).remove(key);
    }

    /** {@code take(Key, Map)}: {@code {Value, Map}} or error. */
    @Bif
    public static Term take(Term key, Term map) {
        Term value = map(map).get(key);
        return value == null ? Atom.ERROR : Tuple.of(value, ((MapTerm) map).remove(key));
    }

    /** {@code merge(Map1, Map2)}: the second's values win. */
    @Bif
    public static Term merge(Term first, Term second) {
        MapTerm merged = map(first).merge(map(second));
        Work.items(2L * Math.min(((MapTerm) first).size(), ((MapTerm) second).size()));
        return merged;
    }

    /** {@code from_list([{Key, Value}])}: the last value of a key wins. */
    @Bif("from_list")
    public static Term fromList(ErlangProcess p, Term list) {
        MapTerm.Builder builder = MapTerm.builder();
        int count = 0;
        for (Term pair : Args.list(list)) {
            if (!(pair instanceof Tuple2 t)) {
                throw BifException.badarg();
            }
            builder.put(t.e0(), t.e1());
            worked(p, ++count, FROM_LIST);
        }
        return builder.build(pairs -> Trapping.bumpReductions(p, pairs / PAIRS_A_REDUCTION, FROM_LIST));
    }

    /** {@code from_keys(Keys, Value)}. */
    @Bif("from_keys")
    public static Term fromKeys(ErlangProcess p, Term keys, Term value) {
        MapTerm.Builder builder = MapTerm.builder();
        int count = 0;
        for (Term key : Args.list(keys)) {
            builder.put(key, value);
            worked(p, ++count, FROM_KEYS);
        }
        return builder.build(pairs -> Trapping.bumpReductions(p, pairs / PAIRS_A_REDUCTION, FROM_KEYS));
    }
}
