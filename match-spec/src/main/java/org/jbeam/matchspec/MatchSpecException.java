package org.jbeam.matchspec;

import java.util.List;

/** A match specification is not a legal one. */
public final class MatchSpecException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Diagnostic> diagnostics;

    MatchSpecException(List<Diagnostic> diagnostics) {
        super(diagnostics.isEmpty() ? "bad match specification" : diagnostics.getLast().text(), null, false, false);
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** What is wrong, in the order found; at least one is an error. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
