package org.jbeam.runtime;

import org.jbeam.term.Term;

/** A message of which someone is told: it knows its sender, and may carry a sequential trace token. */
final class TracedMessage extends Message {
    final Term from;
    SeqToken token;

    TracedMessage(Term term, Term from, SeqToken token) {
        super(term);
        this.from = from;
        this.token = token;
    }

    @Override
    Term sender() {
        return from;
    }

    @Override
    SeqToken token() {
        return token;
    }
}
