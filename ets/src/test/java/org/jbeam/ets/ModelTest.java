package org.jbeam.ets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Tables of all types against a list of objects. */
class ModelTest {
    private Table table;
    private TableType type;
    private final List<Tuple> model = new ArrayList<>();

    private boolean same(Term a, Term b) {
        return type == TableType.ORDERED_SET ? Terms.equal(a, b) : a.equals(b);
    }

    private List<Tuple> of(Term key) {
        return new ArrayList<>(model.stream().filter(object -> same(object.element(0), key)).toList());
    }

    private void put(Tuple object) {
        if (type == TableType.SET || type == TableType.ORDERED_SET) {
            model.removeAll(of(object.element(0)));
        } else if (type == TableType.BAG && model.contains(object)) {
            return;
        }
        model.add(object);
    }

    private static Term list(List<Tuple> objects) {
        ListBuilder list = new ListBuilder();
        objects.forEach(list::add);
        return list.finish();
    }

    private static Term key(Random random, int range) {
        int n = random.nextInt(range);
        return switch (random.nextInt(5)) {
            case 0 -> FloatTerm.of(n);
            case 1 -> Tuple.of(SmallInt.of(n % 7), IntegerTerm.of(java.math.BigInteger.ONE.shiftLeft(60 + n % 9)));
            default -> SmallInt.of(n);
        };
    }

    private static Tuple object(Random random, int range) {
        Term key = key(random, range);
        return random.nextInt(4) == 0 ? Tuple.of(key, SmallInt.of(random.nextInt(3)), Atom.OK) : Tuple.of(key, SmallInt.of(random.nextInt(3)));
    }

    @Property(tries = 120)
    void tablesDoWhatAListDoes(@ForAll TableType kind, @ForAll long seed) {
        Random random = new Random(seed);
        model.clear();
        type = kind;
        table = TestHost.table("[" + kind.atom() + "]");
        int range = 1 + random.nextInt(random.nextBoolean() ? 20 : 900);
        for (int i = 0; i < 600; i++) {
            step(random, range);
            assertEquals(model.size(), table.size());
        }
        List<Tuple> all = new ArrayList<>();
        for (Term object : Terms.elements(table.matchObject(Atom.of("_"), MatchContext.NONE))) {
            all.add((Tuple) object);
        }
        assertEquals(sorted(model), sorted(all));
        List<Term> keys = new ArrayList<>();
        for (Term key = table.first(); key != Table.END; key = table.next(key)) {
            keys.add(key);
        }
        List<Term> distinct = new ArrayList<>(model.stream().map(object -> object.element(0)).distinct().toList());
        assertEquals(distinct.stream().sorted().toList(), keys.stream().sorted().toList());
    }

    private static List<Tuple> sorted(List<Tuple> objects) {
        return objects.stream().sorted().toList();
    }

    private void step(Random random, int range) {
        Term key = key(random, range);
        Tuple object = object(random, range);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                table.insert(object);
                put(object);
            }
            case 3 -> insertList(List.of(object, object(random, range), object(random, range)));
            case 4 -> {
                boolean fresh = of(object.element(0)).isEmpty();
                assertEquals(fresh, table.insertNew(object));
                if (fresh) {
                    put(object);
                }
            }
            case 5 -> {
                table.delete(key);
                model.removeAll(of(key));
            }
            case 6 -> {
                table.deleteObject(object);
                model.removeIf(other -> other.equals(object));
            }
            case 7 -> {
                assertEquals(list(of(key)), table.take(key));
                model.removeAll(of(key));
            }
            case 8 -> update(key);
            case 9 -> {
                SmallInt two = SmallInt.of(random.nextInt(3));
                Term spec = Term.parse("[{{'$1','$2'},[{'==','$2'," + two + "},{is_integer,'$1'},{'<','$1',5}],[true]}]");
                long count = table.selectCount(spec, MatchContext.NONE);
                assertEquals(count, table.selectDelete(spec, MatchContext.NONE));
                int before = model.size();
                model.removeIf(o -> o.arity() == 2 && o.element(0) instanceof SmallInt n && n.value() < 5 && o.element(1).equals(two));
                assertEquals(count, before - model.size());
            }
            default -> {
                assertEquals(list(of(key)), table.lookup(key));
                assertEquals(!of(key).isEmpty(), table.member(key));
            }
        }
    }

    private void insertList(List<Tuple> objects) {
        table.insert(list(objects));
        (type == TableType.BAG ? objects.reversed() : objects).forEach(this::put);
    }

    private void update(Term key) {
        if (type == TableType.BAG || type == TableType.DUPLICATE_BAG) {
            assertThrows(EtsException.class, () -> table.updateCounter(key, SmallInt.ONE));
            return;
        }
        List<Tuple> old = of(key);
        if (old.isEmpty()) {
            EtsException e = assertThrows(EtsException.class, () -> table.updateCounter(key, SmallInt.ONE));
            assertEquals(EtsException.Cause.BADKEY, e.reason());
            return;
        }
        Tuple object = old.getFirst();
        SmallInt sum = SmallInt.of(((SmallInt) object.element(1)).value() + 1);
        assertEquals(sum, table.updateCounter(key, SmallInt.ONE));
        model.remove(object);
        model.add(object.with(1, sum));
    }
}
