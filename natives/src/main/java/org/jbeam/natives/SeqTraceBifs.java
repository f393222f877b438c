package org.jbeam.natives;

import org.jbeam.natives.trace.SeqTokens;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.SeqToken;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Sequential tracing: the token of a process, and what it has told. */
@BifModule("erlang")
public final class SeqTraceBifs {
    private static final Atom LABEL = Atom.of("label");
    private static final Atom SERIAL = Atom.of("serial");

    private SeqTraceBifs() {}

    /** {@code seq_trace(Component, Value)}: the value before; {@code seq_trace(sequential_trace_token, [])} takes the token away. */
    @Bif("seq_trace")
    public static Term seqTrace(ErlangProcess p, Term component, Term value) {
        Term old = SeqTokens.set(p, component, value);
        if (old == null) {
            throw BifException.badarg();
        }
        return old;
    }

    /** {@code seq_trace_info(Component)}: {@code {Component, Value}}; without a token {@code []}, or false for a flag. */
    @Bif("seq_trace_info")
    public static Term seqTraceInfo(ErlangProcess p, Term component) {
        int flag = SeqTokens.flag(Args.atom(component).name());
        SeqToken token = SeqTokens.of(p);
        if (flag != 0) {
            return Tuple.of(component, Atom.of(token != null && (token.flags() & flag) != 0));
        }
        if (component != LABEL && component != SERIAL) {
            throw BifException.badarg();
        }
        if (token == null) {
            return Nil.NIL;
        }
        Term value = component == LABEL ? token.label() : Tuple.of(SmallInt.of(token.previous()), SmallInt.of(token.serial()));
        return Tuple.of(component, value);
    }

    /** {@code seq_trace_print(Info)}: has the process a token? If it lets it print, the tracer is told. */
    @Bif("seq_trace_print")
    public static Term seqTracePrint(ErlangProcess p, Term info) {
        return Atom.of(SeqTokens.of(p) != null && printed(p, info));
    }

    /** {@code seq_trace_print(Label, Info)}: and one with this label? */
    @Bif("seq_trace_print")
    public static Term seqTracePrint(ErlangProcess p, Term label, Term info) {
        SeqToken token = SeqTokens.of(p);
        return Atom.of(token != null && token.label().equals(label) && printed(p, info));
    }

    private static boolean printed(ErlangProcess p, Term info) {
        p.vm().seqTeller().tell(p, p.seqTrace().next(), SeqToken.PRINT, Nil.NIL, info);
        return true;
    }
}
