package org.jbeam.natives;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jbeam.term.MagicRef;
import org.jbeam.term.PlainRef;

/** The object behind a reference of modules atomics and counters: 64-bit integers that many processes change. */
final class IntegerArray extends MagicRef {
    private final AtomicLongArray values;
    private final boolean signed;
    private final boolean counters;

    IntegerArray(PlainRef id, int size, boolean signed, boolean counters) {
        super(id.word(0), id.word(1), id.word(2));
        this.values = new AtomicLongArray(size);
        this.signed = signed;
        this.counters = counters;
    }

    AtomicLongArray values() {
        return values;
    }

    boolean isSigned() {
        return signed;
    }

    boolean isCounters() {
        return counters;
    }
}
