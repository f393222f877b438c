package org.jbeam.natives.regex;

/** A limit was reached in the middle of a match; thrown without a trace, and turned into a result by {@link RegexMatcher}. */
final class MatchAbort extends RuntimeException {
    static final MatchAbort CALLS = new MatchAbort(RegexMatcher.MATCH_LIMIT);
    static final MatchAbort DEPTH = new MatchAbort(RegexMatcher.RECURSION_LIMIT);
    static final MatchAbort RECURSION = new MatchAbort(RegexMatcher.RECURSION_LOOP);
    private static final long serialVersionUID = 1L;

    final int result;

    private MatchAbort(int result) {
        super(null, null, false, false);
        this.result = result;
    }
}
