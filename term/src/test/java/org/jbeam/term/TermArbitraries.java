package org.jbeam.term;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random terms, small enough to be equal now and then. */
final class TermArbitraries {
    private static final int DEPTH = 3;

    private TermArbitraries() {}

    static Arbitrary<Term> terms() {
        return nested(DEPTH);
    }

    private static Arbitrary<Term> nested(int depth) {
        if (depth == 0) {
            return leaves();
        }
        Arbitrary<Term> inner = nested(depth - 1);
        Arbitrary<Term> lists = inner.list().ofMaxSize(4).map(Terms::list);
        Arbitrary<Term> improper = Combinators.combine(inner.list().ofMaxSize(3), inner)
                .as((elements, tail) -> Terms.list(elements.toArray(new Term[0]), tail));
        Arbitrary<Term> tuples = inner.list().ofMaxSize(10).map(elements -> Tuple.of(elements.toArray(new Term[0])));
        Arbitrary<Term> maps = inner.list().ofMaxSize(8).map(TermArbitraries::map);
        Arbitrary<Term> tries = Combinators.combine(inner.list().ofMaxSize(3), Arbitraries.integers().between(33, 40)).as(TermArbitraries::trie);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, leaves()), net.jqwik.api.Tuple.of(2, lists), net.jqwik.api.Tuple.of(1, improper),
                net.jqwik.api.Tuple.of(2, tuples), net.jqwik.api.Tuple.of(2, maps), net.jqwik.api.Tuple.of(1, tries));
    }

    private static Term map(List<Term> terms) {
        return MapTerm.of(Arrays.copyOf(terms.toArray(new Term[0]), terms.size() & ~1));
    }

    private static Term trie(List<Term> terms, int size) {
        MapTerm map = MapTerm.EMPTY;
        for (int i = 0; i < size; i++) {
            map = map.put(i % 2 == 0 ? SmallInt.of(i) : Tuple.of(SmallInt.of(i)), Atom.TRUE);
        }
        for (Term term : terms) {
            map = map.put(term, term);
        }
        return map;
    }

    static Arbitrary<Term> leaves() {
        Arbitrary<Term> integers = Arbitraries.longs().between(-3, 3).map(SmallInt::of);
        Arbitrary<Term> longs = Arbitraries.longs().map(SmallInt::of);
        BigInteger low = BigInteger.TWO.pow(63).negate().subtract(BigInteger.TEN);
        Arbitrary<Term> bigs = Arbitraries.bigIntegers().between(low, BigInteger.TWO.pow(130)).map(IntegerTerm::of);
        Arbitrary<Term> floats = Arbitraries.doubles().map(FloatTerm::of);
        Arbitrary<Term> wholeFloats = Arbitraries.longs().map(FloatTerm::of);
        Arbitrary<Term> smallFloats = Arbitraries.integers().between(-2, 2).map(FloatTerm::of);
        Arbitrary<Term> atoms = Arbitraries.of("a", "b", "ab", "", "A", "x y", "\u03a9", "\ud83d\ude00", "abcdefghi", "when", "it's\\\n")
                .map(Atom::of);
        Arbitrary<Term> bits = Combinators.combine(Arbitraries.bytes().array(byte[].class).ofMaxSize(6), Arbitraries.integers().between(0, 15),
                Arbitraries.integers().between(0, 40)).as(TermArbitraries::bits);
        Arbitrary<Term> others = Arbitraries.of("[]", "{}", "#{}", "<<>>", "<0.1.0>", "<0.2.0>", "<0.1.1>", "#Ref<0.1.2.3>",
                "#Ref<0.1.2.4>", "#Port<0.1>",
                "fun a:b/1", "fun a:b/2", "#Fun<m.1.2>", "#Fun<m.2.2>").map(Term::parse);
        return Arbitraries.oneOf(List.of(integers, longs, bigs, floats, wholeFloats, smallFloats, atoms, bits, others));
    }

    private static Term bits(byte[] bytes, int offset, int size) {
        int from = Math.min(offset, 8 * bytes.length);
        return Bitstring.ofBits(bytes, from, Math.min(size, 8 * bytes.length - from));
    }
}
