package org.jbeam.natives;

import org.jbeam.term.MagicRef;
import org.jbeam.term.PlainRef;

/** What {@code binary:compile_pattern/1} gives a reference to. */
final class PatternRef extends MagicRef {
    private final BytePattern pattern;

    PatternRef(PlainRef id, BytePattern pattern) {
        super(id.word(0), id.word(1), id.word(2));
        this.pattern = pattern;
    }

    BytePattern pattern() {
        return pattern;
    }
}
