package org.jbeam.natives.trace;

import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.SeqToken;
import org.jbeam.runtime.SeqTrace;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Reading and changing a process' sequential trace token. */
public final class SeqTokens {
    private static final Atom LABEL = Atom.of("label");
    private static final Atom SERIAL = Atom.of("serial");
    private static final Atom TOKEN = Atom.of("sequential_trace_token");

    private SeqTokens() {}

    /** The process' token, or null. */
    public static SeqToken of(ErlangProcess p) {
        return p.seqTrace() == null ? null : p.seqTrace().token();
    }

    /** The flag of this name, or 0. */
    public static int flag(String name) {
        return switch (name) {
            case "send" -> SeqToken.SEND;
            case "receive" -> SeqToken.RECEIVE;
            case "print" -> SeqToken.PRINT;
            case "timestamp" -> SeqToken.NOW_TIMESTAMP;
            case "strict_monotonic_timestamp" -> SeqToken.STRICT_MONOTONIC_TIMESTAMP;
            case "monotonic_timestamp" -> SeqToken.MONOTONIC_TIMESTAMP;
            default -> 0;
        };
    }

    /** {@code seq_trace(Component, Value)}: the value before, or null for what is neither. */
    public static Term set(ErlangProcess p, Term component, Term value) {
        if (!(component instanceof Atom name)) {
            return null;
        }
        if (name == TOKEN) {
            return value == Nil.NIL ? clear(p) : null;
        }
        int flag = flag(name.name());
        if (flag != 0) {
            return value instanceof Atom on && (on == Atom.TRUE || on == Atom.FALSE) ? setFlag(p, flag, on == Atom.TRUE) : null;
        }
        if (name == LABEL) {
            SeqToken token = make(p);
            p.seqTrace().token(new SeqToken(token.flags(), value, token.serial(), token.sender(), token.previous()));
            return token.label();
        }
        return name == SERIAL && value instanceof Tuple2 pair && pair.e0() instanceof SmallInt previous && pair.e1() instanceof SmallInt serial
                ? setSerial(p, previous.value(), serial.value()) : null;
    }

    private static SeqToken make(ErlangProcess p) {
        SeqTrace trace = p.makeSeqTrace();
        if (trace.token() == null) {
            trace.token(new SeqToken(0, SmallInt.ZERO, 0, p.pid(), trace.lastSeen()));
        }
        return trace.token();
    }

    private static Term setFlag(ErlangProcess p, int flag, boolean on) {
        SeqToken token = make(p);
        int flags = on ? token.flags() | flag : token.flags() & ~flag;
        p.seqTrace().token(new SeqToken(flags, token.label(), token.serial(), token.sender(), token.previous()));
        return Atom.of((token.flags() & flag) != 0);
    }

    private static Term setSerial(ErlangProcess p, long previous, long serial) {
        SeqToken token = make(p);
        SeqTrace trace = p.seqTrace();
        Term old = Tuple.of(SmallInt.of(token.previous()), SmallInt.of(token.serial()));
        trace.token(new SeqToken(token.flags(), token.label(), serial, token.sender(), previous), serial, previous);
        return old;
    }

    private static Term clear(ErlangProcess p) {
        SeqToken token = of(p);
        if (token == null) {
            return Nil.NIL;
        }
        p.seqTrace().token(null);
        return token.toTerm();
    }
}
