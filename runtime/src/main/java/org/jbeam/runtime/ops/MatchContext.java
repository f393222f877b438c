package org.jbeam.runtime.ops;

import org.jbeam.term.Bitstring;
import org.jbeam.term.Opaque;

/** A bit string that is being matched, and how far. Positions are in bits of the array; those that programs save count from {@code base}. */
public final class MatchContext extends Opaque {
    final byte[] bytes;
    final long base;
    final long end;
    long position;

    MatchContext(Bitstring source) {
        this.bytes = source.array();
        this.base = source.bitOffset();
        this.end = base + source.bitSize();
        this.position = base;
    }

    /** What is left to match, as a value: how a context among the arguments of a function is shown. */
    public Bitstring rest() {
        return Bitstring.ofBits(bytes, position, end - position);
    }
}
