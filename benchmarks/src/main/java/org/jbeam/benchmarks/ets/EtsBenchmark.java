package org.jbeam.benchmarks.ets;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.jbeam.ets.StandaloneHost;
import org.jbeam.ets.Table;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One thread over 65,536 objects with integer keys: look-ups, inserts that replace, counters, and a selection of 100 neighbours by a guard. The peers
 * are maps of the JDK with terms for keys and objects for values: {@code ConcurrentHashMap} for {@code set},
 * {@code ConcurrentSkipListMap} with the standard order of terms for {@code ordered_set}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Benchmark)
public class EtsBenchmark {
    private static final int KEYS = 1 << 16;
    private static final int STRIDE = 7919;
    private static final int RANGE = 100;

    /** Who stores. */
    @Param({"ets", "jdk"})
    public String peer;
    /** The type of table. */
    @Param({"set", "ordered_set"})
    public String type;

    private final Term[] keys = new Term[KEYS];
    private Table table;
    private ConcurrentMap<Term, Tuple> map;
    private int next;

    /** Fills the store. */
    @Setup
    public void setUp() {
        StandaloneHost host = StandaloneHost.create();
        table = host.tables().create(Atom.of("t"), Terms.list(Atom.of(type), Atom.of("public")), host.owner(message -> { }).pid());
        map = type.equals("set") ? new ConcurrentHashMap<>() : new ConcurrentSkipListMap<>(Terms::compare);
        for (int i = 0; i < KEYS; i++) {
            keys[i] = SmallInt.of(i);
            if (peer.equals("ets")) {
                table.insert(Tuple.of(keys[i], SmallInt.of(i)));
            } else {
                map.put(keys[i], Tuple.of(keys[i], SmallInt.of(i)));
            }
        }
    }

    private Term key() {
        next = next + STRIDE & KEYS - 1;
        return keys[next];
    }

    /** The object of a key, {@code ets:lookup/2}; from a map without the list. */
    @Benchmark
    public Object lookup() {
        return peer.equals("ets") ? table.lookup(key()) : map.get(key());
    }

    /** Is there an object? {@code ets:member/2}. */
    @Benchmark
    public boolean member() {
        return peer.equals("ets") ? table.member(key()) : map.containsKey(key());
    }

    /** A new object for a key that has one. */
    @Benchmark
    public Object insert() {
        Term key = key();
        Tuple object = Tuple.of(key, key);
        if (peer.equals("ets")) {
            table.insert(object);
            return object;
        }
        return map.put(key, object);
    }

    /** {@code ets:update_counter/3}; for the map {@code compute}. */
    @Benchmark
    public Object counter() {
        Term key = key();
        return peer.equals("ets") ? table.updateCounter(key, SmallInt.ONE)
                : map.compute(key, (same, object) -> Tuple.of(same, SmallInt.of(((SmallInt) object.element(1)).value() + 1)));
    }

    /** {@code ets:select/2} with two guards that bound the key; for a map a walk with a condition over all, or over the part of an ordered one. */
    @Benchmark
    public int range() {
        long from = ((SmallInt) key()).value();
        if (peer.equals("ets")) {
            Term spec = Term.parse("[{{'$1','_'},[{'>=','$1'," + from + "},{'<','$1'," + (from + RANGE) + "}],['$1']}]");
            return Terms.length(table.select(spec, MatchContext.NONE));
        }
        if (map instanceof ConcurrentSkipListMap<Term, Tuple> sorted) {
            return sorted.subMap(SmallInt.of(from), SmallInt.of(from + RANGE)).size();
        }
        int found = 0;
        for (Term key : map.keySet()) {
            found += key instanceof SmallInt n && n.value() >= from && n.value() < from + RANGE ? 1 : 0;
        }
        return found;
    }
}
