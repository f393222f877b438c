package org.jbeam.term;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MapTermTest {
    @Provide
    Arbitrary<List<Term>> keys() {
        return TermArbitraries.leaves().list().ofMaxSize(90);
    }

    @Property(tries = 300)
    void behavesAsATreeMap(@ForAll("keys") List<Term> keys, @ForAll Random random) {
        TreeMap<Term, Term> model = new TreeMap<>();
        MapTerm map = MapTerm.EMPTY;
        for (Term key : keys) {
            Term value = SmallInt.of(random.nextInt(10));
            MapTerm before = map;
            boolean known = model.put(key, value) != null;
            map = map.put(key, value);
            assertEquals(before.size() + (known ? 0 : 1), map.size());
            assertSame(map, map.put(key, value));
        }
        checkAgainst(model, map);
        List<Term> shuffled = new ArrayList<>(keys);
        Collections.shuffle(shuffled, random);
        for (Term key : shuffled.subList(0, shuffled.size() / 2)) {
            boolean known = model.remove(key) != null;
            MapTerm without = map.remove(key);
            assertTrue(known || without == map);
            assertNull(without.get(key));
            map = without;
        }
        checkAgainst(model, map);
    }

    @Test
    void tellsOfTheProgressOfALongBuild() {
        MapTerm.Builder builder = MapTerm.builder();
        MapTerm expected = MapTerm.EMPTY;
        for (int i = 0; i < 20_000; i++) {
            Term key = Tuple.of(SmallInt.of(i % 15_000), Atom.OK);
            builder.put(key, SmallInt.of(i));
            expected = expected.put(key, SmallInt.of(i));
        }
        List<Integer> told = new ArrayList<>();
        assertEquals(expected, builder.build(told::add));
        assertTrue(told.stream().mapToInt(Integer::intValue).sum() >= 3 * 19_000, told.toString());
        assertTrue(told.stream().allMatch(pairs -> pairs <= 1024), told.toString());
    }

    @Property(tries = 200)
    void mergesAsPuts(@ForAll("keys") List<Term> keys, @ForAll("keys") List<Term> others, @ForAll Random random) {
        MapTerm map = filled(MapTerm.EMPTY, keys, SmallInt.ONE);
        MapTerm expected = filled(map, others, SmallInt.ZERO);
        assertEquals(expected, map.merge(filled(MapTerm.EMPTY, others, SmallInt.ZERO)));
        List<Term> pairs = new ArrayList<>();
        others.forEach(key -> pairs.addAll(List.of(key, SmallInt.ZERO)));
        assertEquals(expected, map.putAll(pairs.toArray(new Term[0])));
        assertSame(expected, expected.merge(MapTerm.EMPTY));
        assertEquals(expected, MapTerm.EMPTY.merge(expected));
    }

    private static MapTerm filled(MapTerm map, List<Term> keys, Term value) {
        MapTerm filled = map;
        for (Term key : keys) {
            filled = filled.put(key, value);
        }
        return filled;
    }

    private static void checkAgainst(TreeMap<Term, Term> model, MapTerm map) {
        assertEquals(model, map.toMap());
        assertEquals(model.size(), map.size());
        assertEquals(model.size() <= MapTerm.MAX_FLAT, map.isFlat());
        model.forEach((key, value) -> assertSame(value, map.get(key)));
        MapTerm built = MapTerm.of(model);
        assertEquals(built, map);
        assertEquals(built.hashCode(), map.hashCode());
        assertEquals(0, built.compareTo(map));
        assertArrayEquals(built.keys(), map.keys());
        assertEquals(built.toString(), map.toString());
        checkWalks(map);
    }

    private static void checkWalks(MapTerm map) {
        List<Term> forward = new ArrayList<>();
        map.forEach((key, value) -> forward.add(key));
        for (int i = 0; i <= map.size(); i++) {
            List<Term> rest = new ArrayList<>();
            for (MapTerm.Iterator walk = map.iteratorFrom(i); walk.next();) {
                rest.add(walk.key());
                assertSame(map.get(walk.key()), walk.value());
            }
            assertEquals(forward.subList(i, forward.size()), rest);
        }
        List<Term> order = map.isFlat() ? forward : forward.reversed();
        assertEquals(order, List.of(map.keys()));
        assertEquals(order.stream().map(map::get).toList(), List.of(map.values()));
    }

    /** The order of big maps: size, then the smallest key that only one has, then the value of the smallest key where they differ. */
    @Property(tries = 200)
    void bigMapsCompareAsSortedPairs(@ForAll Random random) {
        MapTerm a = random(random);
        MapTerm b = random.nextBoolean() ? random(random)
                : a.put(SmallInt.of(random.nextInt(45)), SmallInt.of(5)).put(SmallInt.of(random.nextInt(45)), FloatTerm.of(1));
        int expected = Integer.compare(a.size(), b.size());
        if (expected == 0) {
            expected = Terms.compareExact(Terms.list(new TreeMap<>(a.toMap()).keySet()), Terms.list(new TreeMap<>(b.toMap()).keySet()));
        }
        if (expected == 0) {
            expected = Terms.compare(Terms.list(new TreeMap<>(a.toMap()).values()), Terms.list(new TreeMap<>(b.toMap()).values()));
        }
        assertEquals(Integer.signum(expected), Integer.signum(Terms.compare(a, b)));
        assertEquals(-Integer.signum(expected), Integer.signum(Terms.compare(b, a)));
        assertEquals(expected == 0, Terms.equal(a, b));
    }

    private static MapTerm random(Random random) {
        MapTerm map = MapTerm.EMPTY;
        while (map.size() < 40) {
            map = map.put(SmallInt.of(random.nextInt(45)), SmallInt.of(random.nextInt(50) / 49));
        }
        return map;
    }

    @Test
    void keysAreToldApartExactly() {
        MapTerm map = MapTerm.of(SmallInt.ONE, Atom.TRUE, FloatTerm.of(1), Atom.FALSE);
        assertEquals(2, map.size());
        assertSame(Atom.TRUE, map.get(Term.parse("1")));
        assertSame(Atom.FALSE, map.get(Term.parse("1.0")));
        assertSame(Atom.OK, MapTerm.of(FloatTerm.of(0.0), Atom.OK).get(FloatTerm.of(-0.0)));
        assertThrows(IllegalArgumentException.class, () -> MapTerm.of(Atom.OK));
        assertEquals(Map.of(Atom.OK, SmallInt.ONE), MapTerm.of(Map.of(Atom.OK, SmallInt.ONE)).toMap());
    }

    @Test
    void replacingAValueSharesTheKeys() {
        FlatMap map = (FlatMap) MapTerm.of(Atom.OK, SmallInt.ONE, Atom.ERROR, SmallInt.ZERO);
        assertSame(map.sortedKeys(), ((FlatMap) map.put(Atom.OK, Atom.TRUE)).sortedKeys());
    }

    /** Keys of the same 32-bit hash are told apart below the eighth level. */
    @Test
    void keysOfTheSameHashGoDeeper() {
        Map<Integer, Term> seen = new java.util.HashMap<>();
        List<Term> colliding = new ArrayList<>();
        for (long i = 0; colliding.size() < 4; i++) {
            Term key = SmallInt.of(i);
            Term other = seen.putIfAbsent(TermHash.internal(key, 0), key);
            if (other != null) {
                colliding.add(other);
                colliding.add(key);
            }
        }
        MapTerm map = MapTerm.EMPTY;
        MapTerm.Builder builder = MapTerm.builder();
        for (int i = 0; i < 40; i++) {
            Term key = i < 4 ? colliding.get(i) : Tuple.of(SmallInt.of(i));
            map = map.put(key, SmallInt.of(i));
            builder.put(key, SmallInt.of(i));
        }
        assertEquals(map, builder.build());
        assertEquals(map.toString(), builder.build().toString());
        assertEquals(SmallInt.ONE, map.get(colliding.get(1)));
        assertEquals(map, Term.parse(map.toString()));
        MapTerm less = map.remove(colliding.get(0));
        assertNull(less.get(colliding.get(0)));
        assertEquals(SmallInt.ONE, less.get(colliding.get(1)));
        assertEquals(map, less.put(colliding.get(0), SmallInt.ZERO));
        checkWalks(map);
    }

    @Test
    void shapesAndPlaces() {
        MapTerm map = (MapTerm) Term.parse("#{b => 2, 1 => one, a => 1}");
        MapShape shape = MapShape.of(map);
        assertEquals(3, shape.size());
        assertEquals(map.flatKey(1), shape.key(1));
        assertEquals(Term.parse("1"), map.flatValue(1));
        assertEquals(Term.parse("#{1 => x, a => y, b => z}"), shape.map(new Term[] {Atom.of("x"), Atom.of("y"), Atom.of("z")}));
        assertThrows(IllegalArgumentException.class, () -> shape.map(new Term[2]));
        MapTerm.Builder large = MapTerm.builder();
        for (int i = 0; i < 33; i++) {
            large.put(SmallInt.of(i), Atom.OK);
        }
        assertThrows(IllegalArgumentException.class, () -> MapShape.of(large.build()));
    }
}
