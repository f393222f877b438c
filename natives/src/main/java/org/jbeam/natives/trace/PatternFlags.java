package org.jbeam.natives.trace;

import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The flags of {@code erlang:trace_pattern/3}.
 *
 * @param global is {@code global} said? Without any other flag it is meant
 * @param metaTracer who is told of {@code meta}, or null
 */
public record PatternFlags(boolean global, boolean local, boolean meta, boolean count, boolean time, Tracer metaTracer) {
    private static final Atom META = Atom.of("meta");

    /** Null for what is no such list. {@code self} is told of {@code meta} when no other tracer is named. */
    public static PatternFlags of(VirtualMachine vm, Term self, Term list) {
        Term[] all = Terms.elements(list);
        if (all == null) {
            return null;
        }
        boolean[] set = new boolean[5];
        Tracer tracer = null;
        for (Term item : all) {
            if (item instanceof Tuple t) {
                tracer = FlagList.tracer(vm, META, t);
                if (tracer == null) {
                    return null;
                }
                set[2] = true;
                continue;
            }
            int place = place(item);
            if (place < 0 || (place == 0 ? set[1] || set[2] || set[3] || set[4] : set[0])) {
                return null;
            }
            set[place] = true;
        }
        if (set[2] && tracer == null) {
            tracer = Tracer.of(vm, self);
        }
        return new PatternFlags(set[0], set[1], set[2], set[3], set[4], tracer);
    }

    private static int place(Term item) {
        return switch (item instanceof Atom name ? name.name() : "") {
            case "global" -> 0;
            case "local" -> 1;
            case "meta" -> 2;
            case "call_count" -> 3;
            case "call_time" -> 4;
            default -> -1;
        };
    }

    /** Is it about functions as they are entered, rather than about calls by name? */
    public boolean breakpoint() {
        return local || meta || count || time;
    }
}
