package org.jbeam.natives.trace;

import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** What {@code trace_info/2} says of a function. */
public final class FunctionInfo {
    private FunctionInfo() {}

    /** The value of a key; {@code undefined} without the function, null for a key that there is not. */
    public static Term of(CallTraces calls, Atom module, Atom function, int arity, String key) {
        boolean[] exists = new boolean[1];
        FunctionTrace f = calls.find(module, function, arity, exists);
        if (!exists[0]) {
            return Atom.UNDEFINED;
        }
        return f == null ? Atom.FALSE : value(f, key);
    }

    private static Term value(FunctionTrace f, String key) {
        return switch (key) {
            case "traced" -> f.global != null ? Atom.of("global") : f.local != null ? Atom.of("local") : Atom.FALSE;
            case "match_spec" -> spec(f.global != null ? f.global : f.local);
            case "meta" -> f.metaTracer == null ? Nil.NIL : f.metaTracer.id();
            case "meta_match_spec" -> spec(f.meta);
            case "call_count" -> f.count == null ? Atom.FALSE : SmallInt.of(f.count.value());
            case "call_time" -> f.time == null ? Atom.FALSE : f.time.info();
            case "all" -> Terms.list(pair(f, "traced"), pair(f, "match_spec"),
                    Tuple.of(Atom.of("meta"), f.metaTracer == null ? Atom.FALSE : f.metaTracer.id()),
                    pair(f, "meta_match_spec"), pair(f, "call_time"), pair(f, "call_count"));
            default -> null;
        };
    }

    private static Term pair(FunctionTrace f, String key) {
        return Tuple.of(Atom.of(key), value(f, key));
    }

    private static Term spec(FunctionTrace.Pattern pattern) {
        return pattern == null ? Atom.FALSE : pattern.spec() == null ? Nil.NIL : pattern.spec().source();
    }
}
