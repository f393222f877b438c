package org.jbeam.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Provide
    Arbitrary<Term> terms() {
        return TermArbitraries.terms();
    }

    @Test
    void randomTermsSortAsInOtp() {
        List<String[]> rows = Golden.rows("random.tsv");
        List<Term> terms = rows.stream().map(row -> Term.parse(row[0])).toList();
        checkOrder(rows, terms, 3, Terms::compare);
        checkOrder(rows, terms, 4, Terms::compareExact);
    }

    private static void checkOrder(List<String[]> rows, List<Term> terms, int column, Comparator<Term> order) {
        List<Integer> sorted = new ArrayList<>(IntStream.range(0, terms.size()).boxed().toList());
        sorted.sort((i, j) -> {
            int compared = order.compare(terms.get(i), terms.get(j));
            return compared != 0 ? compared : i - j;
        });
        for (int place = 0; place < sorted.size(); place++) {
            assertEquals(Integer.parseInt(rows.get(sorted.get(place))[column]), place + 1, "term " + sorted.get(place));
        }
    }

    @Property(tries = 500)
    void exactOrderAgreesWithEquals(@ForAll("terms") Term a, @ForAll("terms") Term b) {
        assertEquals(a.equals(b), Terms.compareExact(a, b) == 0);
        assertEquals(Terms.equal(a, b), Terms.compare(a, b) == 0);
        assertEquals(Integer.signum(Terms.compareExact(a, b)), -Integer.signum(Terms.compareExact(b, a)));
        assertEquals(Integer.signum(Terms.compare(a, b)), -Integer.signum(Terms.compare(b, a)));
        assertTrue(!a.equals(b) || a.hashCode() == b.hashCode());
    }

    @Property(tries = 500)
    void orderIsTransitive(@ForAll("terms") Term a, @ForAll("terms") Term b, @ForAll("terms") Term c) {
        for (Comparator<Term> order : List.<Comparator<Term>>of(Terms::compare, Terms::compareExact)) {
            List<Term> sorted = new ArrayList<>(List.of(a, b, c));
            sorted.sort(order);
            assertTrue(order.compare(sorted.get(0), sorted.get(2)) <= 0);
        }
    }

    @Property(tries = 500)
    void copiesAreEqual(@ForAll("terms") Term term) {
        Term copy = Term.parse(term.toString());
        assertEquals(term, copy);
        assertEquals(term.hashCode(), copy.hashCode());
        assertEquals(0, term.compareTo(copy));
        assertEquals(0, Terms.compare(term, copy));
        assertEquals(TermHash.phash2Full(term), TermHash.phash2Full(copy));
        assertEquals(TermHash.internal(term, 0), TermHash.internal(copy, 0));
        assertEquals(term, Term.parse(TermPrinter.print(term)));
        assertEquals(term, Term.parse(TermPrinter.writeUnicode(term)));
    }

    @Test
    void numbersCompareByExactValue() {
        Term big = Term.parse("9007199254740993");
        Term rounded = Term.parse("9007199254740992.0");
        assertEquals(1, Terms.compare(big, rounded));
        assertTrue(!Terms.equal(big, rounded));
        assertTrue(Terms.equal(Term.parse("18446744073709551616"), Term.parse("18446744073709551616.0")));
        assertTrue(Terms.compare(Term.parse("18446744073709551617"), Term.parse("18446744073709551616.0")) > 0);
        assertTrue(Terms.equal(SmallInt.of(Long.MIN_VALUE), FloatTerm.of(-0x1p63)));
        assertTrue(Terms.compare(SmallInt.of(Long.MAX_VALUE), FloatTerm.of(0x1p63)) < 0);
        assertEquals(FloatTerm.of(0.0), FloatTerm.of(-0.0));
        assertEquals(FloatTerm.of(0.0).hashCode(), FloatTerm.of(-0.0).hashCode());
        assertNotEquals(SmallInt.ONE, FloatTerm.of(1));
        assertTrue(Terms.equal(SmallInt.ONE, FloatTerm.of(1)));
        assertTrue(Terms.equal(SmallInt.ZERO, FloatTerm.of(-0.0)));
        assertTrue(Terms.compareExact(SmallInt.of(2), FloatTerm.of(1)) < 0);
    }

    @Test
    void atomsCompareByCodePoint() {
        Atom wide = Atom.of("\ud83d\ude00");
        assertTrue(Terms.compare(wide, Atom.of("\uffee")) > 0);
        assertTrue(Terms.compare(Atom.of("abcdefghijk\ud83d\ude00"), Atom.of("abcdefghijk\uffee")) > 0);
        assertTrue(Terms.compare(Atom.of("abcdefgh"), Atom.of("abcdefgh\0")) < 0);
        assertTrue(Terms.compare(Atom.of("a"), Atom.of("a\0")) < 0);
    }

    @Test
    void funsOfDifferentClassesAreEqual() {
        Term plain = Term.parse("fun lists:map/2");
        assertEquals(plain, new OtherFun());
        assertEquals(plain.hashCode(), new OtherFun().hashCode());
        assertEquals(0, Terms.compare(plain, new OtherFun()));
    }

    private static final class OtherFun extends Fun {
        @Override
        public boolean isExternal() {
            return true;
        }

        @Override
        public Atom module() {
            return Atom.of("lists");
        }

        @Override
        public int arity() {
            return 2;
        }

        @Override
        public Atom function() {
            return Atom.of("map");
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public int oldUniq() {
            return 0;
        }

        @Override
        public int oldIndex() {
            return 0;
        }

        @Override
        public byte[] uniq() {
            return null;
        }

        @Override
        public int envSize() {
            return 0;
        }

        @Override
        public Term env(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public Pid creator() {
            return null;
        }
    }
}
