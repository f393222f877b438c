package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The sequential tracing of one process: its token and the two counters that make the serials of what it sends. Only the process itself uses it. A
 * process that never had a token has none.
 */
public final class SeqTrace {
    private static final Atom SPAWN_REQUEST = Atom.of("spawn_request");
    private static final Atom SPAWN_REPLY = Atom.of("spawn_reply");

    /** Who is told of what happens to messages with a token. */
    public interface Teller {
        /** Does anybody listen? Without that, serials stay as they are. */
        boolean listens(Term process);

        /** Tells of a token's message; {@code type} is {@link SeqToken#SEND}, {@link SeqToken#RECEIVE} or {@link SeqToken#PRINT}. */
        void tell(ErlangProcess p, SeqToken token, int type, Term receiver, Term message);
    }

    private final ErlangProcess self;
    private SeqToken token;
    private long clock;
    private long lastSeen;

    SeqTrace(ErlangProcess self) {
        this.self = self;
    }

    /** The token, or null. */
    public SeqToken token() {
        return token;
    }

    /** Sets the token; null takes it away. */
    public void token(SeqToken set) {
        token = set;
    }

    /** Sets the token and the counters. */
    public void token(SeqToken set, long newClock, long newLastSeen) {
        token = set;
        clock = newClock;
        lastSeen = newLastSeen;
    }

    /** The serial of the last message with a token that it sent. */
    public long clock() {
        return clock;
    }

    /** The serial of the last message with a token that it got. */
    public long lastSeen() {
        return lastSeen;
    }

    /** The token that goes with what the process sends or prints now: the next serial. Null without a token. */
    public SeqToken next() {
        if (token != null && self.vm().seqTeller().listens(self.pid())) {
            token = token.sent(++clock, self.pid(), lastSeen);
        }
        return token;
    }

    /** The process sends a message: the token to go with it. */
    SeqToken sending(Term receiver, Term message) {
        SeqToken sent = next();
        if (sent != null) {
            self.vm().seqTeller().tell(self, sent, SeqToken.SEND, receiver, message);
        }
        return sent;
    }

    /** The process makes another: gives it the token. It is told as if a message asked for it and another one answered. */
    void spawning(ErlangProcess child) {
        SeqToken sent = next();
        if (sent != null) {
            Export function = child.initialFunction();
            Term mfa = Tuple.of(function.module(), function.function(), SmallInt.of(function.arity()));
            Term message = Tuple.of(SPAWN_REQUEST, self.vm().newRef(), self.pid(), child.groupLeader(), mfa, Nil.NIL, SPAWN_REPLY,
                    Terms.list(child.initialArgs()));
            self.vm().seqTeller().tell(self, sent, SeqToken.SEND, child.pid(), message);
            self.vm().seqTeller().tell(self, sent, SeqToken.RECEIVE, child.pid(), message);
            child.makeSeqTrace().answers(sent, self);
        }
    }

    /** A new process has the token of its parent, and answers. */
    private void answers(SeqToken asked, ErlangProcess parent) {
        token(asked, asked.serial(), asked.serial());
        Term answer = Tuple.of(SPAWN_REPLY, self.vm().newRef(), Atom.OK, self.pid());
        SeqToken sent = next();
        self.vm().seqTeller().tell(self, sent, SeqToken.SEND, parent.pid(), answer);
        parent.seqTrace().received(sent, answer);
    }

    /** The process has taken a message out of its mailbox; {@code with} is null for one without a token. */
    void received(SeqToken with, Term message) {
        token = with;
        if (with == null) {
            return;
        }
        lastSeen = with.serial();
        clock = Math.max(clock, lastSeen);
        self.vm().seqTeller().tell(self, with, SeqToken.RECEIVE, self.pid(), message);
    }
}
