package org.jbeam.runtime.ops;

import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Map updates. */
public final class MapOps {
    private static final Atom BADMAP = Atom.of("badmap");
    private static final Atom BADKEY = Atom.of("badkey");

    private MapOps() {}

    /** The map; raises {@code {badmap, M}}. */
    public static MapTerm map(Term value, ErlangProcess p) {
        if (value instanceof MapTerm map) {
            return map;
        }
        throw ErlangException.error(p, Tuple.of(BADMAP, value));
    }

    /** The map, or null. */
    public static MapTerm orNull(Term value) {
        return value instanceof MapTerm map ? map : null;
    }

    /** The map with all these: keys and values alternate. */
    public static MapTerm putAll(MapTerm map, Term[] pairs) {
        return map.putAll(pairs);
    }

    /** The map with another value for a key that it has; raises {@code {badkey, K}}. */
    public static MapTerm putExact(MapTerm map, Term key, Term value, ErlangProcess p) {
        MapTerm result = map.replace(key, value);
        if (result == null) {
            throw ErlangException.error(p, Tuple.of(BADKEY, key));
        }
        return result;
    }

    /** As {@link #putExact(MapTerm, Term, Term, ErlangProcess)} for two keys. */
    public static MapTerm putExact(MapTerm map, Term key1, Term value1, Term key2, Term value2, ErlangProcess p) {
        MapTerm result = map.replace(key1, value1, key2, value2);
        if (result == null) {
            throw ErlangException.error(p, Tuple.of(BADKEY, map.get(key1) == null ? key1 : key2));
        }
        return result;
    }
}
