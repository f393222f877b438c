package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Module maps' natives. */
@BifModule("maps")
public final class MapBifs {
    private static final Atom BADMAP = Atom.of("badmap");
    private static final Atom BADKEY = Atom.of("badkey");

    private MapBifs() {}

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
    public static Term keys(Term map) {
        return Terms.list(map(map).keys());
    }

    /** {@code values(Map)}. */
    @Bif
    public static Term values(Term map) {
        return Terms.list(map(map).values());
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
        return map(first).merge(map(second));
    }

    /** {@code from_list([{Key, Value}])}: the last value of a key wins. */
    @Bif("from_list")
    public static Term fromList(Term list) {
        MapTerm.Builder builder = MapTerm.builder();
        for (Term pair : Args.list(list)) {
            if (!(pair instanceof Tuple2 t)) {
                throw BifException.badarg();
            }
            builder.put(t.e0(), t.e1());
        }
        return builder.build();
    }

    /** {@code from_keys(Keys, Value)}. */
    @Bif("from_keys")
    public static Term fromKeys(Term keys, Term value) {
        MapTerm.Builder builder = MapTerm.builder();
        for (Term key : Args.list(keys)) {
            builder.put(key, value);
        }
        return builder.build();
    }
}
