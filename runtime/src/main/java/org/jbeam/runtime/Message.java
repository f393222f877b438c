package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** A message on its way to a mailbox, or in it. */
sealed class Message extends Signal permits TracedMessage {
    final Term term;

    Message(Term term) {
        this.term = term;
    }

    /** A message of a process, which carries its token if it has one. */
    static Message of(ErlangProcess from, ErlangProcess to, Term term) {
        return of(from, to, to.pid(), term);
    }

    /** As {@link #of(ErlangProcess, ErlangProcess, Term)}, of a process that names the receiver in another way. */
    static Message of(ErlangProcess from, ErlangProcess to, Term named, Term term) {
        SeqTrace sequence = from.seqTrace();
        SeqToken token = sequence == null ? null : sequence.sending(named, term);
        return token == null && to.tracee() == null ? new Message(term) : new TracedMessage(term, from.pid(), token);
    }

    /** Who sent it, if that is known: a pid, the name of a service, or {@code undefined}. */
    Term sender() {
        return Atom.UNDEFINED;
    }

    /** The sequential trace token that it carries, or null. */
    SeqToken token() {
        return null;
    }

    @Override
    final void arrive(ErlangProcess receiver) {
        receiver.append(this);
    }
}
