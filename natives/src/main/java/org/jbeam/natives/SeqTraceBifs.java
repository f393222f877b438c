package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Sequential tracing: a process may have a token, but no event is reported. */
@BifModule("erlang")
public final class SeqTraceBifs {
    private static final Atom LABEL = Atom.of("label");
    private static final Atom SERIAL = Atom.of("serial");
    private static final Atom TOKEN = Atom.of("sequential_trace_token");

    private SeqTraceBifs() {}

    /** {@code seq_trace(Component, Value)}: the value before; {@code seq_trace(sequential_trace_token, [])} takes the token away. */
    @Bif(value = "seq_trace", withoutSupport = true)
    public static Term seqTrace(ErlangProcess p, Term component, Term value) {
        if (component == TOKEN && value == Nil.NIL) {
            return SeqToken.clear(p);
        }
        int flag = SeqToken.flag(Args.atom(component).name());
        if (component != LABEL && component != SERIAL && flag == 0) {
            throw BifException.badarg();
        }
        if (flag != 0) {
            return flag(p, flag, Args.bool(value));
        }
        return component == LABEL ? label(p, value) : serial(p, value);
    }

    private static Term flag(ErlangProcess p, int flag, boolean on) {
        SeqToken token = SeqToken.make(p);
        Term old = Atom.of((token.flags & flag) != 0);
        token.flags = on ? token.flags | flag : token.flags & ~flag;
        return old;
    }

    private static Term label(ErlangProcess p, Term value) {
        SeqToken token = SeqToken.make(p);
        Term old = token.label;
        token.label = value;
        return old;
    }

    private static Term serial(ErlangProcess p, Term value) {
        if (!(value instanceof Tuple2 pair)) {
            throw BifException.badarg();
        }
        long previous = Args.integer(pair.e0());
        long current = Args.integer(pair.e1());
        SeqToken token = SeqToken.make(p);
        Term old = Tuple.of(SmallInt.of(token.previous), SmallInt.of(token.serial));
        token.previous = previous;
        token.serial = current;
        return old;
    }

    /** {@code seq_trace_info(Component)}: {@code {Component, Value}}; without a token {@code []}, or false for a flag. */
    @Bif(value = "seq_trace_info", withoutSupport = true)
    public static Term seqTraceInfo(ErlangProcess p, Term component) {
        int flag = SeqToken.flag(Args.atom(component).name());
        SeqToken token = SeqToken.of(p);
        if (flag != 0) {
            return Tuple.of(component, Atom.of(token != null && (token.flags & flag) != 0));
        }
        if (component != LABEL && component != SERIAL) {
            throw BifException.badarg();
        }
        if (token == null) {
            return Nil.NIL;
        }
        Term value = component == LABEL ? token.label : Tuple.of(SmallInt.of(token.previous), SmallInt.of(token.serial));
        return Tuple.of(component, value);
    }

    /** {@code seq_trace_print(Info)}: has the process a token that lets it print? */
    @Bif(value = "seq_trace_print", withoutSupport = true)
    public static Term seqTracePrint(ErlangProcess p, Term info) {
        SeqToken token = SeqToken.of(p);
        return Atom.of(token != null && printed(token));
    }

    /** {@code seq_trace_print(Label, Info)}: and one with this label? */
    @Bif(value = "seq_trace_print", withoutSupport = true)
    public static Term seqTracePrint(ErlangProcess p, Term label, Term info) {
        SeqToken token = SeqToken.of(p);
        return Atom.of(token != null && token.label.equals(label) && printed(token));
    }

    private static boolean printed(SeqToken token) {
        token.previous = token.serial;
        token.serial++;
        return true;
    }
}
