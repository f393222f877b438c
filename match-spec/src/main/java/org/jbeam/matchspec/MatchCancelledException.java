package org.jbeam.matchspec;

/** A walk was ended by a {@link MatchBudget}. It has no Java stack trace. */
public final class MatchCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MatchCancelledException(String message) {
        super(message, null, false, false);
    }
}
