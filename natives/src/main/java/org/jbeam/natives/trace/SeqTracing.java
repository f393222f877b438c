package org.jbeam.natives.trace;

import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.SeqToken;
import org.jbeam.runtime.SeqTrace;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Who is told of messages with a sequential trace token: one tracer for the whole machine. */
public final class SeqTracing implements SeqTrace.Teller {
    private static final Atom SEQ_TRACE = Atom.of("seq_trace");
    private static final Atom SEND = Atom.of("send");
    private static final Atom RECEIVE = Atom.of("receive");
    private static final Atom PRINT = Atom.of("print");

    private final TraceControl control;
    private volatile Tracer tracer;

    SeqTracing(TraceControl control) {
        this.control = control;
        control.vm.seqTeller(this);
    }

    /** The tracer's pid or port, or {@code false}. */
    public Term tracer() {
        Tracer t = tracer;
        return t == null || !t.isAlive() ? Atom.FALSE : t.id();
    }

    /**
     * Sets the tracer: a pid or port, {@code {erl_tracer, PidOrPort}}, or {@code false} for none.
     *
     * @return the one before; null for another term
     */
    public Term tracer(Term wanted) {
        Term id = wanted instanceof Tuple t && t.arity() == 2 && t.element(0) == Atom.of("erl_tracer") ? t.element(1) : wanted;
        Tracer next = id == Atom.FALSE ? null : Tracer.of(control.vm, id);
        if (next == null && id != Atom.FALSE) {
            return null;
        }
        Tracer old = tracer;
        tracer = next;
        return old == null ? Atom.FALSE : old.id();
    }

    @Override
    public boolean listens(Term process) {
        Tracer t = tracer;
        return t == null || t.listensTo(process);
    }

    @Override
    public void tell(ErlangProcess p, SeqToken token, int type, Term receiver, Term message) {
        Tracer t = tracer;
        if (t == null || (token.flags() & type) == 0 || p.settings().sensitive() || !t.listensTo(p.pid())) {
            return;
        }
        Atom name = type == SeqToken.SEND ? SEND : type == SeqToken.RECEIVE ? RECEIVE : PRINT;
        Term event = Tuple.of(name, Tuple.of(SmallInt.of(token.previous()), SmallInt.of(token.serial())), token.sender(), receiver, message);
        int stamps = stamps(token.flags());
        t.tell(stamps == 0 ? Tuple.of(SEQ_TRACE, token.label(), event) : Tuple.of(SEQ_TRACE, token.label(), event, control.timestamp(stamps)));
    }

    private static int stamps(int flags) {
        return ((flags & SeqToken.NOW_TIMESTAMP) != 0 ? TraceFlags.NOW_TS : 0)
                | ((flags & SeqToken.STRICT_MONOTONIC_TIMESTAMP) != 0 ? TraceFlags.STRICT_TS : 0)
                | ((flags & SeqToken.MONOTONIC_TIMESTAMP) != 0 ? TraceFlags.MONOTONIC_TS : 0);
    }

    /** Takes the tokens of all processes, and of the messages in their mailboxes, away, and sets all counters to 0. */
    public static void reset(VirtualMachine vm) {
        for (ErlangProcess p : vm.allProcesses()) {
            vm.request(p, target -> target.resetSeqTrace(), () -> { });
        }
    }
}
