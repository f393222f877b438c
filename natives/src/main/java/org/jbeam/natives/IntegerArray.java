package org.jbeam.natives;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jbeam.term.MagicRef;
import org.jbeam.term.PlainRef;

/** The object behind a reference of module atomics, and of a counters array without write_concurrency: 64-bit integers that many processes change. */
final class IntegerArray extends MagicRef {
    private final AtomicLongArray values;
    private final boolean signed;

    IntegerArray(PlainRef id, int size, boolean signed) {
        super(id.word(0), id.word(1), id.word(2));
        this.values = new AtomicLongArray(size);
        this.signed = signed;
    }

    AtomicLongArray values() {
        return values;
    }

    boolean isSigned() {
        return signed;
    }
}
