package org.jbeam.natives.trace;

import java.util.Set;
import org.jbeam.matchspec.MatchSpec;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Which sends or receives of traced processes are told. */
final class EventPattern {
    private volatile boolean on = true;
    private volatile MatchSpec spec;

    /** Actions of match specifications that only calls have. */
    private static final Set<String> OF_CALLS = Set.of("caller", "caller_line");
    /** Actions that a receive has not either, since it is told where the message arrives. */
    private static final Set<String> OF_PROCESS = Set.of("is_seq_trace", "set_seq_token", "get_seq_token", "process_dump", "enable_trace",
            "disable_trace", "trace", "silent");

    /** Is a specification, legal for a call, legal for a send or a receive? */
    static boolean isLegal(MatchSpec spec, boolean send) {
        for (Term clause : Terms.elements(spec.source())) {
            if (acts(((Tuple) clause).element(1), send) || acts(((Tuple) clause).element(2), send)) {
                return false;
            }
        }
        return true;
    }

    private static boolean acts(Term expression, boolean send) {
        if (expression instanceof Cons) {
            for (Term part : Terms.elements(expression)) {
                if (acts(part, send)) {
                    return true;
                }
            }
            return false;
        }
        if (!(expression instanceof Tuple t) || t.arity() == 0) {
            return false;
        }
        String form = t.element(0) instanceof Atom name ? name.name() : "";
        if (OF_CALLS.contains(form) || !send && OF_PROCESS.contains(form)) {
            return true;
        }
        for (int i = 0; i < t.arity() && !form.equals("const"); i++) {
            if (acts(t.element(i), send)) {
                return true;
            }
        }
        return false;
    }

    void set(boolean enabled, MatchSpec only) {
        on = enabled;
        spec = only;
    }

    /** {@code true}, {@code false} or the specification. */
    Term info() {
        MatchSpec s = spec;
        return !on || s == null ? Atom.of(on) : s.source();
    }

    /** What is told with the event: {@code true} for nothing more; null when it is not told. */
    Term match(ErlangProcess p, TraceTarget target, Term... args) {
        if (!on) {
            return null;
        }
        MatchSpec s = spec;
        if (s == null) {
            return Atom.TRUE;
        }
        Term result = s.matcher(new CallActions(p, target.control)).matchCall(args);
        boolean silent = p.tracee() instanceof TraceTarget now && (now.flags & TraceFlags.SILENT) != 0;
        return result == null || result == Atom.FALSE || silent ? null : result;
    }
}
