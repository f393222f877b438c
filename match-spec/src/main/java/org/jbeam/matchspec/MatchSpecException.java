package org.jbeam.matchspec;

import java.util.List;
import java.util.Locale;

/** A match specification is not a legal one. */
public final class MatchSpecException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Diagnostic> diagnostics;

    MatchSpecException(List<Diagnostic> diagnostics) {
        super(message(diagnostics), null, false, false);
        this.diagnostics = List.copyOf(diagnostics);
    }

    private static String message(List<Diagnostic> diagnostics) {
        if (diagnostics.isEmpty()) {
            return "bad match specification";
        }
        Diagnostic last = diagnostics.getLast();
        String where = " (clause " + (last.clause() + 1) + ", " + last.part().name().toLowerCase(Locale.ROOT) + ")";
        return last.clause() < 0 ? last.text() : last.text() + where;
    }

    /** What is wrong, in the order found; at least one is an error. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
