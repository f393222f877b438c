package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;

/** A million levels do not overflow the Java stack. */
class DeepDataTest {
    private static final int DEPTH = 1_000_000;

    /** {@code [[[...[$a]...], $a], $a]}. */
    private static Term deepText() {
        Term deep = Nil.NIL;
        for (int i = 0; i < DEPTH; i++) {
            deep = new Cons(deep, new Cons(SmallInt.ofByte('a'), Nil.NIL));
        }
        return deep;
    }

    @Test
    void characterData() throws Exception {
        Term text = BifMachine.in(p -> UnicodeBifs.charactersToBinary(p, deepText(), Atom.of("utf8")));
        assertEquals(DEPTH, ((Bitstring) text).byteSize());
    }

    @Test
    void characterDataWithAnErrorInside() throws Exception {
        Term result = BifMachine.in(p -> UnicodeBifs.charactersToBinary(p, new Cons(new Cons(SmallInt.of(0xd800), Nil.NIL), deepText()),
                Atom.of("utf8")));
        assertEquals(Atom.ERROR, ((org.jbeam.term.Tuple) result).element(0));
    }

    @Test
    void bytes() {
        assertEquals(DEPTH, ((Bitstring) IoListBifs.iolistToBinary(deepText())).byteSize());
        assertEquals(SmallInt.of(DEPTH), IoListBifs.iolistSize(deepText()));
        assertEquals(DEPTH, ((Bitstring) IoListBifs.listToBitstring(deepText())).byteSize());
    }
}
