package org.jbeam.runtime;

import org.jbeam.term.Term;

/** A message on its way to a mailbox, or in it. */
final class Message extends Signal {
    final Term term;

    Message(Term term) {
        this.term = term;
    }

    @Override
    void arrive(ErlangProcess receiver) {
        receiver.append(this);
    }
}
