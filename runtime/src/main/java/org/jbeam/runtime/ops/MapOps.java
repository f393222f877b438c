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
        MapTerm result = map;
        for (int i = 0; i < pairs.length; i += 2) {
            result = result.put(pairs[i], pairs[i + 1]);
        }
        return result;
    }

    /** The map with another value for a key that it has; raises {@code {badkey, K}}. */
    public static MapTerm putExact(MapTerm map, Term key, Term value, ErlangProcess p) {
        if (map.get(key) == null) {
            throw ErlangException.error(p, Tuple.of(BADKEY, key));
        }
        return map.put(key, value);
    }

    /** As {@link #putExact}, or null. */
    public static MapTerm putExactOrNull(MapTerm map, Term key, Term value) {
        return map.get(key) == null ? null : map.put(key, value);
    }
}
