package org.jbeam.natives;

import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** A process' sequential trace token: set and read by the process itself; messages do not carry it. */
final class SeqToken {
    static final int SEND = 1;
    static final int RECEIVE = 2;
    static final int PRINT = 4;
    static final int NOW_TIMESTAMP = 8;
    static final int STRICT_MONOTONIC_TIMESTAMP = 16;
    static final int MONOTONIC_TIMESTAMP = 32;

    private final Pid owner;
    int flags;
    Term label = SmallInt.ZERO;
    long serial;
    long previous;

    private SeqToken(Pid owner) {
        this.owner = owner;
    }

    /** The tokens of a machine's processes; few have one. */
    private static final class Tokens {
        private final ConcurrentHashMap<Pid, SeqToken> all = new ConcurrentHashMap<>();

        private Tokens(VirtualMachine vm) {
            vm.onExit(process -> all.remove(process.pid()));
        }

        static ConcurrentHashMap<Pid, SeqToken> of(VirtualMachine vm) {
            return vm.service(Tokens.class, () -> new Tokens(vm)).all;
        }
    }

    /** The process' token, or null. */
    static SeqToken of(ErlangProcess p) {
        return Tokens.of(p.vm()).get(p.pid());
    }

    /** The process' token, made if there was none. */
    static SeqToken make(ErlangProcess p) {
        return Tokens.of(p.vm()).computeIfAbsent(p.pid(), SeqToken::new);
    }

    /** Takes the process' token away and gives what it was. */
    static Term clear(ErlangProcess p) {
        SeqToken old = Tokens.of(p.vm()).remove(p.pid());
        return old == null ? Nil.NIL : old.term();
    }

    /** {@code {Flags, Label, Serial, Sender, PreviousSerial}}. */
    Term term() {
        return Tuple.of(SmallInt.of(flags), label, SmallInt.of(serial), owner, SmallInt.of(previous));
    }

    /** The flag of this name, or 0. */
    static int flag(String name) {
        return switch (name) {
            case "send" -> SEND;
            case "receive" -> RECEIVE;
            case "print" -> PRINT;
            case "timestamp" -> NOW_TIMESTAMP;
            case "strict_monotonic_timestamp" -> STRICT_MONOTONIC_TIMESTAMP;
            case "monotonic_timestamp" -> MONOTONIC_TIMESTAMP;
            default -> 0;
        };
    }
}
