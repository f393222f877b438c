package org.jbeam.natives.trace;

import org.jbeam.matchspec.MatchSpec;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** Which sends or receives of traced processes are told. */
final class EventPattern {
    private volatile boolean on = true;
    private volatile MatchSpec spec;

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
