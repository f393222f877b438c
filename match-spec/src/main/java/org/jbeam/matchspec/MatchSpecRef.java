package org.jbeam.matchspec;

import org.jbeam.term.MagicRef;

/** A compiled match specification as a term: what {@code ets:match_spec_compile/1} returns. Prints as a reference. */
public final class MatchSpecRef extends MagicRef {
    private final MatchSpec spec;

    /** A reference of these three words, which the caller makes unique. */
    public MatchSpecRef(MatchSpec spec, int word0, int word1, int word2) {
        super(word0, word1, word2);
        this.spec = spec;
    }

    /** The specification. */
    public MatchSpec spec() {
        return spec;
    }
}
