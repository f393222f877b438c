package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.NoSuchElementException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jbeam.etf.EtfView.Kind;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

class EtfViewTest {
    private static final EtfDecoder DECODER = EtfDecoder.create();

    private static EtfView view(Term term) {
        return EtfView.of(DECODER, EtfEncoder.create().encode(term));
    }

    private static void same(Term term, EtfView view) {
        assertEquals(term, view.term());
        assertEquals(term, DECODER.decodeBody(view.toByteArray(), 0, view.toByteArray().length).term());
        switch (term) {
            case Tuple tuple -> {
                assertEquals(Kind.TUPLE, view.kind());
                assertEquals(tuple.arity(), view.size());
                for (int i = tuple.arity() - 1; i >= 0; i--) {
                    same(tuple.element(i), view.element(i));
                }
            }
            case Cons cell -> {
                assertEquals(Kind.LIST, view.kind());
                Term rest = cell;
                for (EtfView element : view.elements()) {
                    same(((Cons) rest).head(), element);
                    rest = ((Cons) rest).tail();
                }
                same(rest, view.tail());
            }
            case MapTerm map -> {
                assertEquals(Kind.MAP, view.kind());
                assertEquals(map.size(), view.size());
                map.forEach((key, value) -> assertEquals(value, view.get(key).term()));
                for (int i = 0; i < view.size(); i++) {
                    same(map.get(view.key(i).term()), view.value(i));
                }
            }
            default -> assertEquals(term == Nil.NIL ? Kind.LIST : view.kind(), view.kind());
        }
    }

    @Property(tries = 300)
    void partsAreThoseOfTheTerm(@ForAll long seed) {
        Term term = RandomTerms.term(seed);
        same(term, view(term));
        same(term, EtfView.of(DECODER, EtfEncoder.create().compressed(9).encode(term)));
    }

    @Property(tries = 500)
    void damagedBytes(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = EtfEncoder.create().encode(Tuple.of(RandomTerms.term(seed), Terms.list(RandomTerms.term(~seed))));
        for (int i = 0; i < 3; i++) {
            bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
        }
        try {
            EtfView view = EtfView.of(EtfDecoder.untrusted(), bytes);
            view.kind();
            for (EtfView element : view.elements()) {
                element.get(Atom.OK);
                element.elements().forEach(EtfView::toByteArray);
            }
        } catch (EtfException e) {
            assertNotNull(e.reason());
        }
    }

    @Test
    void onlyWhatIsAskedForIsDecoded() {
        byte[] payload = new byte[1000];
        EtfView message = EtfView.of(EtfDecoder.untrusted().share(true), EtfEncoder.create().encode(
                Tuple.of(Atom.OK, Terms.list(Atom.of("no_such_atom_here"), Bitstring.of(payload)), Bitstring.of(payload))));
        assertEquals(3, message.size());
        assertSame(((Bitstring) message.element(2).term()).array(), ((Bitstring) message.element(1).element(1).term()).array());
        assertNull(message.get(Atom.OK));
        assertThrows(IndexOutOfBoundsException.class, () -> message.element(3));
        assertThrows(IndexOutOfBoundsException.class, () -> message.key(0));
        assertThrows(NoSuchElementException.class, message::tail);
    }
}
