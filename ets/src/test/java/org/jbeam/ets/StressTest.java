package org.jbeam.ets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads on one table, platform threads and virtual ones. */
class StressTest {
    private static final int STABLE = 500;
    private static final long MILLIS = 600;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    private interface Step {
        void run(Random random);
    }

    private void start(boolean virtual, Step step) {
        int seed = threads.size();
        Runnable loop = () -> {
            Random random = new Random(seed);
            try {
                while (!stop.get()) {
                    step.run(random);
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                stop.set(true);
            }
        };
        threads.add(virtual ? Thread.ofVirtual().start(loop) : Thread.ofPlatform().start(loop));
    }

    private void finish() throws InterruptedException {
        long end = System.nanoTime() + MILLIS * 1_000_000;
        while (!stop.get() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    private static Table stable(String options) {
        Table table = TestHost.table(options);
        for (int i = 0; i < STABLE; i++) {
            table.insert(Tuple.of(SmallInt.of(i), Atom.OK));
        }
        return table;
    }

    /** Grows and shrinks a table around its stable keys; the keys are floats so that they never are one of those, nor {@code ==} to it. */
    private static void churn(Table table, Random random) {
        int from = random.nextInt(1_000_000);
        for (int i = 0; i < 8000; i++) {
            table.insert(Tuple.of(FloatTerm.of(from + i + 0.5), Atom.OK));
        }
        for (int i = 0; i < 8000; i++) {
            table.delete(FloatTerm.of(from + i + 0.5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[set]", "[bag]", "[ordered_set]"})
    void whatStaysIsAlwaysFound(String options) throws InterruptedException {
        Table table = stable(options);
        start(false, random -> churn(table, random));
        for (int i = 0; i < 3; i++) {
            start(i == 0, random -> {
                SmallInt key = SmallInt.of(random.nextInt(STABLE));
                assertTrue(table.member(key), () -> "lost " + key);
                assertEquals(1, Terms.length(table.lookup(key)));
            });
        }
        finish();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[set]", "[duplicate_bag]", "[ordered_set]"})
    void walksSeeWhatStaysOnce(String options) throws InterruptedException {
        Table table = stable(options);
        Term spec = Term.parse("[{{'$1',ok},[{is_integer,'$1'}],['$1']}]");
        start(false, random -> churn(table, random));
        start(true, random -> {
            BitSet seen = new BitSet();
            Term keys = table.select(spec, MatchContext.NONE);
            while (keys instanceof Cons cell) {
                int key = (int) ((SmallInt) cell.head()).value();
                assertTrue(!seen.get(key), () -> "twice " + key);
                seen.set(key);
                keys = cell.tail();
            }
            assertEquals(STABLE, seen.cardinality());
        });
        finish();
    }

    /** A list is inserted at once: who has seen its first object sees the last. */
    @ParameterizedTest
    @ValueSource(strings = {"[set]", "[ordered_set]", "[set,{write_concurrency,true}]"})
    void listsAreInsertedAtOnce(String options) throws InterruptedException {
        Table table = TestHost.table(options);
        int width = 40;
        long[] round = {0};
        table.insert(list(width, 0));
        start(false, random -> {
            table.insert(list(width, ++round[0]));
            if (random.nextInt(50) == 0) {
                churn(table, random);
            }
        });
        for (int i = 0; i < 2; i++) {
            start(false, random -> {
                int first = random.nextInt(width);
                int second = random.nextInt(width);
                long a = value(table, first);
                long b = value(table, second);
                assertTrue(b >= a, () -> "saw " + a + " and then " + b);
            });
        }
        finish();
    }

    private static Term list(int width, long value) {
        Term[] objects = new Term[width];
        for (int i = 0; i < width; i++) {
            objects[i] = Tuple.of(SmallInt.of(i), SmallInt.of(value));
        }
        return Terms.list(objects);
    }

    private static long value(Table table, int key) {
        return ((SmallInt) table.lookupElement(SmallInt.of(key), SmallInt.of(2))).value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[set]", "[ordered_set]"})
    void countersLoseNothing(String options) throws InterruptedException {
        Table table = TestHost.table(options);
        long[] counts = new long[4];
        for (int i = 0; i < counts.length; i++) {
            int me = i;
            start(i % 2 == 1, random -> {
                table.updateCounter(Atom.of("c"), SmallInt.ONE, Term.parse("{c,0}"));
                counts[me]++;
            });
        }
        finish();
        assertEquals(counts[0] + counts[1] + counts[2] + counts[3], ((SmallInt) table.lookupElement(Atom.of("c"), SmallInt.of(2))).value());
    }

    @Test
    void insertNewHasOneWinner() throws InterruptedException {
        Table table = TestHost.table("[set]");
        int[] wins = new int[3];
        int[] next = new int[3];
        for (int i = 0; i < 3; i++) {
            int me = i;
            start(false, random -> {
                wins[me] += table.insertNew(Tuple.of(SmallInt.of(next[me]++), SmallInt.of(me))) ? 1 : 0;
            });
        }
        finish();
        assertEquals(table.size(), wins[0] + wins[1] + wins[2]);
    }

    /** While a table is fixed, first and next reach every stable key once, whatever is deleted and inserted. */
    @Test
    void fixedTablesCanBeWalkedWhileObjectsGo() throws InterruptedException {
        EtsTables tables = TestHost.tables();
        Table table = tables.create(Atom.of("t"), Term.parse("[]"), TestHost.pid(1));
        for (int i = 0; i < STABLE; i++) {
            table.insert(Tuple.of(SmallInt.of(i)));
        }
        start(false, random -> churn(table, random));
        start(false, random -> {
            tables.safeFix(table.id(), Atom.TRUE, TestHost.pid(2));
            int seen = 0;
            for (Term key = table.first(); key != Table.END; key = table.next(key)) {
                seen += key instanceof SmallInt ? 1 : 0;
                if (key instanceof FloatTerm) {
                    table.delete(key);
                }
            }
            tables.safeFix(table.id(), Atom.FALSE, TestHost.pid(2));
            assertEquals(STABLE, seen);
        });
        finish();
        tables.safeFix(table.id(), Atom.TRUE, TestHost.pid(3));
        tables.safeFix(table.id(), Atom.FALSE, TestHost.pid(3));
        assertEquals(table.size(), Terms.length(table.matchObject(Atom.of("_"), MatchContext.NONE)));
    }

    /** All at once: nothing breaks, and the size is right in the end. */
    @ParameterizedTest
    @ValueSource(strings = {"[set]", "[bag]", "[ordered_set]"})
    void everythingTogether(String options) throws InterruptedException {
        Table table = TestHost.table(options);
        Term drop = Term.parse("[{{'$1','_'},[{'==',{'rem','$1',7},3}],[true]}]");
        Term all = Term.parse("[{'_',[],['$_']}]");
        for (int i = 0; i < 3; i++) {
            start(i == 2, random -> {
                SmallInt key = SmallInt.of(random.nextInt(20_000));
                switch (random.nextInt(200)) {
                    case 0 -> table.selectDelete(drop, MatchContext.NONE);
                    case 1 -> table.select(all, SmallInt.of(10), MatchContext.NONE);
                    case 2 -> table.deleteAll();
                    case 3 -> table.insert(list(100, 1));
                    case 4 -> table.selectCount(drop, MatchContext.NONE);
                    case 5, 6, 7, 8, 9 -> table.delete(key);
                    case 10, 11 -> table.take(key);
                    case 12 -> table.memoryWords();
                    default -> table.insert(Tuple.of(key, SmallInt.of(random.nextInt(3))));
                }
            });
        }
        finish();
        assertEquals(table.size(), Terms.length(table.select(all, MatchContext.NONE)));
        table.deleteAll();
        assertEquals(0, table.size());
        assertNull(failure.get());
    }
}
