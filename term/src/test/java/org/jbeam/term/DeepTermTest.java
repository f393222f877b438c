package org.jbeam.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Everything that walks terms, a million levels deep. */
class DeepTermTest {
    private static final int DEPTH = 1_000_000;
    private static final Atom A = Atom.of("a");

    private static Term nest(Term innermost, UnaryOperator<Term> level, int depth) {
        Term term = innermost;
        for (int i = 0; i < depth; i++) {
            term = level.apply(term);
        }
        return term;
    }

    private static void check(UnaryOperator<Term> level) {
        Term deep = nest(SmallInt.ONE, level, DEPTH);
        Term same = nest(Term.parse("1"), level, DEPTH);
        Term floating = nest(FloatTerm.of(1), level, DEPTH);
        Term greater = nest(SmallInt.of(2), level, DEPTH);
        assertTrue(deep.equals(same));
        assertTrue(!deep.equals(floating) && !deep.equals(greater));
        assertEquals(0, Terms.compareExact(deep, same));
        assertTrue(Terms.compareExact(deep, greater) < 0 && Terms.compare(deep, greater) < 0);
        assertEquals(deep.hashCode(), same.hashCode());
        assertNotEquals(deep.hashCode(), greater.hashCode());
        assertEquals(TermHash.phash2Full(deep), TermHash.phash2Full(same));
        assertEquals(TermHash.phash(deep), TermHash.phash(same));
        assertEquals(TermHash.internal(deep, 0), TermHash.internal(same, 0));
        String text = deep.toString();
        assertTrue(Term.parse(text).equals(deep));
        assertTrue(TermPrinter.print(deep).length() >= DEPTH && TermPrinter.display(deep).length >= DEPTH);
    }

    @Test
    void lists() {
        check(term -> Terms.list(term));
    }

    @Test
    void tuples() {
        check(term -> Tuple.of(A, term, A));
    }

    @Test
    void improperTails() {
        check(term -> Tuple.of(new Cons(A, term)));
    }

    @Test
    void longLists() {
        check(term -> new Cons(A, term));
    }

    @Test
    void mapValues() {
        check(term -> MapTerm.of(A, term));
    }

    @Test
    void mapKeys() {
        check(term -> MapTerm.of(term, A));
    }

    @Test
    void funs() {
        DetachedFun.Place place = new DetachedFun.Place(A, 0, 1, 1, 1, new byte[16]);
        Pid pid = new Pid(Node.LOCAL, 1, 0);
        UnaryOperator<Term> level = term -> DetachedFun.local(place, pid, List.of(term));
        Term deep = nest(A, level, DEPTH);
        Term same = nest(A, level, DEPTH);
        assertTrue(deep.equals(same) && deep.compareTo(same) == 0 && deep.hashCode() == same.hashCode());
        assertEquals(TermHash.phash2Full(deep), TermHash.phash2Full(same));
        assertEquals(TermHash.phash(deep), TermHash.phash(same));
    }

    /** Big maps as keys of big maps: the search for the smallest differing key nests too. */
    @Test
    void tries() {
        MapTerm.Builder builder = MapTerm.builder();
        for (int i = 0; i < MapTerm.MAX_FLAT; i++) {
            builder.put(SmallInt.of(i), A);
        }
        MapTerm flat = builder.build();
        UnaryOperator<Term> level = term -> flat.put(term, A);
        Term deep = nest(A, level, 300);
        Term same = nest(A, level, 300);
        Term greater = nest(Atom.of("b"), level, 300);
        assertTrue(deep.equals(same));
        assertTrue(deep.compareTo(greater) < 0);
        assertEquals(0, deep.compareTo(same));
        UnaryOperator<Term> value = term -> flat.put(A, term);
        Term deepValue = nest(A, value, 20_000);
        assertTrue(deepValue.compareTo(nest(Atom.of("b"), value, 20_000)) < 0);
        assertEquals(0, deepValue.compareTo(nest(A, value, 20_000)));
    }
}
