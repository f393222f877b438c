package org.jbeam.ets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

/** Typed tables, ranges against {@link TreeMap}, and owners without a virtual machine. */
class TypedTableTest {
    private final StandaloneHost host = StandaloneHost.create();
    private final List<Term> inbox = new ArrayList<>();
    private final StandaloneHost.Owner me = host.owner(inbox::add);

    @Test
    void setsOfPairs() {
        TypedTable<String, Long> ages = TypedTable.create(host.tables(), TableType.SET, me.pid(), TermCodec.TEXT, TermCodec.LONG);
        ages.put("Joe", 30L);
        assertFalse(ages.putNew("Joe", 31L));
        ages.putAll(Map.of("Mike", 40L, "Robert", 50L));
        assertEquals(Optional.of(30L), ages.get("Joe"));
        assertEquals(Optional.empty(), ages.get("Bjarne"));
        assertEquals(35, ages.increment("Joe", 5));
        assertEquals(1, ages.increment("new", 1));
        ages.remove("new");
        assertTrue(ages.contains("Mike") && ages.size() == 3);
        assertEquals(Map.of("Joe", 35L, "Mike", 40L, "Robert", 50L), ages.snapshot().stream().collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        assertThrows(EtsException.class, () -> ages.range("a", "b"));
        ages.put("Joe", Long.MAX_VALUE);
        assertThrows(EtsException.class, () -> ages.increment("Joe", 1));
    }

    @Test
    void bagsOfPairs() {
        TypedTable<String, Double> bag = TypedTable.create(host.tables(), TableType.BAG, me.pid(), TermCodec.NAME, TermCodec.DOUBLE);
        bag.put("a", 1.5);
        bag.put("a", 2.5);
        bag.put("a", 1.5);
        assertEquals(List.of(1.5, 2.5), bag.getAll("a"));
    }

    @Test
    void rangesAreThoseOfATreeMap() {
        TypedTable<Long, Long> typed = TypedTable.create(host.tables(), TableType.ORDERED_SET, me.pid(), TermCodec.LONG, TermCodec.LONG);
        TreeMap<Long, Long> model = new TreeMap<>();
        Random random = new Random(3);
        for (int round = 0; round < 3000; round++) {
            long key = random.nextInt(500);
            if (random.nextInt(3) == 0) {
                typed.remove(key);
                model.remove(key);
            } else {
                typed.put(key, (long) round);
                model.put(key, (long) round);
            }
            if (round % 10 == 0) {
                check(typed, model, random.nextInt(520) - 10, random.nextInt(520) - 10, random.nextInt(16));
            }
        }
    }

    private static void check(TypedTable<Long, Long> typed, TreeMap<Long, Long> model, long a, long b, int kind) {
        long from = Math.min(a, b);
        long to = Math.max(a, b) + 1;
        boolean fromIn = (kind & 1) != 0;
        boolean toIn = (kind & 2) != 0;
        NavigableMap<Long, Long> part = model.subMap(from, fromIn, to, toIn);
        TableRange range = typed.table().range();
        range = fromIn ? range.atLeast(SmallInt.of(from)) : range.above(SmallInt.of(from));
        range = toIn ? range.atMost(SmallInt.of(to)) : range.below(SmallInt.of(to));
        boolean down = (kind & 4) != 0;
        range = down ? range.descending() : range;
        List<Long> keys = new ArrayList<>();
        for (Tuple object : range) {
            keys.add(((SmallInt) object.element(0)).value());
        }
        assertEquals(new ArrayList<>(down ? part.descendingMap().keySet() : part.keySet()), keys);
        assertEquals(part.size(), range.count());
        List<Map.Entry<Long, Long>> entries = new ArrayList<>();
        typed.range(from, to).forEach(entries::add);
        assertEquals(List.copyOf(model.subMap(from, to).entrySet()), entries);
        assertEquals(List.copyOf(model.entrySet()), typed.snapshot());
    }

    @Test
    void ownersEnd() {
        StandaloneHost.Owner other = host.owner(message -> { });
        Table kept = host.tables().create(Atom.of("kept"), Tuple.of(Atom.of("heir"), me.pid(), SmallInt.ONE) instanceof Tuple heir
                ? org.jbeam.term.Terms.list(heir, Atom.of("named_table")) : Atom.OK, other.pid());
        Table lost = host.tables().create(Atom.of("lost"), org.jbeam.term.Nil.NIL, other.pid());
        other.close();
        assertTrue(kept.alive() && kept.owner().equals(me.pid()) && !lost.alive());
        assertEquals(List.of(Tuple.of(Atom.of("ETS-TRANSFER"), Atom.of("kept"), other.pid(), SmallInt.ONE)), inbox);
        other.close();
        me.close();
        assertEquals(0, host.tables().count());
    }
}
