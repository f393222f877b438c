package org.jbeam.natives.trace;

import java.util.function.BiConsumer;
import org.jbeam.matchspec.MatchSpec;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** The breakpoints that modules get as they are loaded: {@code trace_pattern(on_load, …)}. */
public final class OnLoadPattern {
    private static final PatternFlags GLOBAL = new PatternFlags(true, false, false, false, false, null);

    private boolean on;
    private PatternFlags flags = GLOBAL;
    private MatchSpec spec;
    private MatchSpec metaSpec;

    OnLoadPattern() {}

    boolean isOn() {
        return on;
    }

    void set(MatchSpec wanted, CallTraces.How how, PatternFlags given) {
        boolean enable = how != CallTraces.How.OFF;
        boolean counts = how == CallTraces.How.ON;
        if (given.local() || !given.breakpoint()) {
            spec = wanted;
        }
        if (given.meta()) {
            metaSpec = wanted;
        } else if (!given.breakpoint()) {
            metaSpec = null;
        }
        if (flags.breakpoint() && given.breakpoint()) {
            merge(given, enable, counts);
        } else if (enable) {
            flags = !given.breakpoint() ? GLOBAL : new PatternFlags(false, given.local(), given.meta(), counts && given.count(),
                    counts && given.time(), given.metaTracer());
            on = !given.breakpoint() || flags.breakpoint();
        } else if (!flags.breakpoint() && !given.breakpoint()) {
            on = false;
        }
    }

    private void merge(PatternFlags given, boolean enable, boolean counts) {
        PatternFlags f = flags;
        if (enable) {
            flags = new PatternFlags(false, f.local() || given.local(), f.meta() || given.meta(), f.count() || counts && given.count(),
                    f.time() || counts && given.time(), given.meta() ? given.metaTracer() : f.metaTracer());
            return;
        }
        flags = new PatternFlags(false, f.local() && !given.local(), f.meta() && !given.meta(), f.count() && !given.count(),
                f.time() && !given.time(), given.meta() ? null : f.metaTracer());
        if (!flags.breakpoint()) {
            on = false;
        }
    }

    /** Has what is to be set set: the specification of {@code meta} may be another one. */
    void apply(BiConsumer<MatchSpec, PatternFlags> action) {
        if (!flags.breakpoint()) {
            action.accept(spec, flags);
            return;
        }
        if (flags.local() || flags.count() || flags.time()) {
            action.accept(spec, new PatternFlags(false, flags.local(), false, flags.count(), flags.time(), null));
        }
        if (flags.meta()) {
            action.accept(metaSpec, new PatternFlags(false, false, true, false, false, flags.metaTracer()));
        }
    }

    // ---- questions

    /** {@code trace_info(on_load, Key)}: the value, or null for another key. */
    public Term info(String key) {
        if (!on) {
            return Atom.FALSE;
        }
        return switch (key) {
            case "traced" -> traced();
            case "match_spec" -> matchSpec();
            case "meta" -> flags.meta() && flags.metaTracer() != null ? flags.metaTracer().id() : Atom.FALSE;
            case "meta_match_spec" -> metaMatchSpec();
            case "call_count" -> Atom.of(flags.count());
            case "call_time" -> Atom.of(flags.time());
            case "all" -> Terms.list(pair("traced"), pair("match_spec"), pair("meta"), pair("meta_match_spec"), pair("call_count"));
            default -> null;
        };
    }

    private Term pair(String key) {
        return Tuple.of(Atom.of(key), info(key));
    }

    private Term traced() {
        return !flags.breakpoint() ? Atom.of("global") : flags.local() ? Atom.of("local") : Atom.FALSE;
    }

    private Term matchSpec() {
        return flags.breakpoint() && !flags.local() ? Atom.FALSE : spec == null ? Nil.NIL : spec.source();
    }

    private Term metaMatchSpec() {
        return !flags.meta() ? Atom.FALSE : metaSpec == null ? Nil.NIL : metaSpec.source();
    }
}
