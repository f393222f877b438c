package org.jbeam.runtime;

import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * A sequential trace token, which travels with messages.
 *
 * @param flags bits as {@link #SEND} and so on
 * @param label any term
 * @param serial the number of the last message sent with it
 * @param sender who sent it
 * @param previous the serial before
 */
public record SeqToken(int flags, Term label, long serial, Term sender, long previous) {
    /** Tell of sends. */
    public static final int SEND = 1;
    /** Tell of receives. */
    public static final int RECEIVE = 2;
    /** Tell of {@code seq_trace:print}. */
    public static final int PRINT = 4;
    /** With the time of day. */
    public static final int NOW_TIMESTAMP = 8;
    /** With monotonic time and a unique integer. */
    public static final int STRICT_MONOTONIC_TIMESTAMP = 16;
    /** With monotonic time. */
    public static final int MONOTONIC_TIMESTAMP = 32;

    /** {@code {Flags, Label, Serial, Sender, PreviousSerial}}. */
    public Term toTerm() {
        return Tuple.of(SmallInt.of(flags), label, SmallInt.of(serial), sender, SmallInt.of(previous));
    }

    /** The same with another serial and sender. */
    public SeqToken sent(long newSerial, Term from, long lastSeen) {
        return new SeqToken(flags, label, newSerial, from, lastSeen);
    }
}
