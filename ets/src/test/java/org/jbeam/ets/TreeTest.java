package org.jbeam.ets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jbeam.term.Atom;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

/** The tree against {@link TreeMap}. */
class TreeTest {
    private final Tree tree = new Tree();
    private final TreeMap<Term, Tuple> model = new TreeMap<>(Terms::compare);

    private static Term key(Random random, int range, boolean mixed) {
        int n = random.nextInt(range);
        return switch (mixed ? random.nextInt(6) : 0) {
            case 1 -> FloatTerm.of(n / 2.0);
            case 2 -> Tuple.of(SmallInt.of(n % 9), Atom.of("a"));
            default -> SmallInt.of(n);
        };
    }

    @Property(tries = 60)
    void doesWhatTreeMapDoes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int range, @ForAll boolean mixed) {
        model.clear();
        Random random = new Random(seed);
        int growing = 3 + random.nextInt(5);
        for (int i = 0; i < 4000; i++) {
            Term key = key(random, range, mixed);
            if (random.nextInt(10) < (i < 2500 ? growing : 1)) {
                Tuple object = Tuple.of(key, SmallInt.of(i));
                assertEquals(model.put(key, object) == null, tree.put(key, object));
            } else if (model.remove(key) != null) {
                tree.remove(key);
            }
            if (i % 50 == 0) {
                probe(key(random, range, mixed));
            }
        }
        checkAll();
        for (Term key : model.keySet().toArray(new Term[0])) {
            tree.remove(key);
        }
        assertNull(tree.first());
    }

    private void probe(Term key) {
        assertSame(model.get(key), tree.get(key));
        assertSame(object(model.higherEntry(key)), object(tree.after(key)));
        assertSame(object(model.lowerEntry(key)), object(tree.before(key)));
        assertSame(object(model.firstEntry()), object(tree.first()));
        assertSame(object(model.lastEntry()), object(tree.last()));
        assertSame(object(model.ceilingEntry(key)), object(tree.firstAfter(keys -> keys.leading(k -> Terms.compare(k, key) < 0))));
        assertSame(object(model.floorEntry(key)), object(tree.lastBefore(keys -> keys.leading(k -> Terms.compare(k, key) <= 0))));
    }

    private static Tuple object(Map.Entry<Term, Tuple> entry) {
        return entry == null ? null : entry.getValue();
    }

    private static Tuple object(Tree.Spot spot) {
        return spot == null ? null : spot.object();
    }

    private void checkAll() {
        Tree.Spot spot = tree.first();
        for (Map.Entry<Term, Tuple> entry : model.entrySet()) {
            assertSame(entry.getValue(), object(spot));
            spot = tree.after(entry.getKey());
        }
        assertNull(spot);
    }

    @Test
    void ascendingAndDescendingInsertsAndRemovals() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                Term key = SmallInt.of(round == 0 ? i : -i);
                Tuple object = Tuple.of(key);
                tree.put(key, object);
                model.put(key, object);
            }
            checkAll();
            for (int i = 0; i < 20_000; i += 1 + round) {
                Term key = SmallInt.of(round == 0 ? i : -i);
                tree.remove(key);
                model.remove(key);
            }
            checkAll();
        }
    }
}
