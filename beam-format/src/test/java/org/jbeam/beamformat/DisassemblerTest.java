package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

class DisassemblerTest {
    private static final Atom TYPED = Atom.of("tr");
    private static final Atom MAKE_FUN = Atom.of("make_fun3");

    /** Drops what {@code generate.sh} drops: types, and what the assembler fills in for funs. */
    static Term normal(Term term) {
        if (term instanceof Cons cell) {
            return new Cons(normal(cell.head()), normal(cell.tail()));
        }
        if (!(term instanceof Tuple tuple)) {
            return term;
        }
        Term[] elements = tuple.toArray();
        if (elements.length == 3 && elements[0] == TYPED) {
            return Tuple.of(TYPED, normal(elements[1]));
        }
        if (elements.length == 6 && elements[0] == MAKE_FUN) {
            return Tuple.of(MAKE_FUN, normal(elements[1]), normal(elements[4]), normal(elements[5]));
        }
        for (int i = 0; i < elements.length; i++) {
            elements[i] = normal(elements[i]);
        }
        return Tuple.of(elements);
    }

    @Test
    void sameAsTheCompilersListing() {
        List<Term> expected = Samples.lines("sample.terms").stream().map(Term::parse).toList();
        List<Term> actual = new ArrayList<>();
        String text = Disassembler.disassemble(Samples.sample());
        text.substring(text.indexOf("{function,")).lines().filter(line -> !line.isBlank()).forEach(line -> actual.add(normal(Term.parse(line))));
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i));
        }
        assertEquals(expected.size(), actual.size());
    }

    @Test
    void everyLineIsATerm() {
        Disassembler.disassemble(BeamFile.parse(Samples.OLDER)).lines().filter(line -> line.startsWith("  ")).forEach(Term::parse);
    }

    @Test
    void headNamesTheModule() {
        String text = Disassembler.disassemble(Samples.sample());
        assertTrue(text.startsWith("{module, sample}."));
        assertTrue(text.contains("{labels, " + Samples.sample().code().labelCount() + "}."));
    }
}
