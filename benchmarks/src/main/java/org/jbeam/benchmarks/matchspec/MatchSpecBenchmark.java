package org.jbeam.benchmarks.matchspec;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.matchspec.MatchSpec;
import org.jbeam.matchspec.Matcher;
import org.jbeam.matchspec.Target;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A specification over 1,000 objects of three elements, a tenth of which match. The peer is the same written in Java. Times are per object.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Thread)
public class MatchSpecBenchmark {
    private static final int OBJECTS = 1000;
    private static final Atom RED = Atom.of("red");
    private static final Atom[] COLOURS = {RED, Atom.of("green"), Atom.of("blue"), Atom.of("grey"), Atom.of("black")};

    /** Who looks. */
    @Param({"jbeam", "java"})
    public String peer;

    private final Tuple[] objects = new Tuple[OBJECTS];
    private Function<Tuple, Term> engine;

    /** Makes the objects and the engine. */
    @Setup
    public void setUp() {
        Random random = new Random(1);
        for (int i = 0; i < OBJECTS; i++) {
            objects[i] = Tuple.of(SmallInt.of(i), COLOURS[random.nextInt(COLOURS.length)], SmallInt.of(random.nextInt(1000)));
        }
        Term spec = Term.parse("[{{'$1',red,'$2'},[{'>','$2',500}],[{{'$1','$2'}}]}]");
        Matcher matcher = MatchSpec.compile(spec, Target.TABLE).matcher(MatchContext.NONE);
        engine = peer.equals("jbeam") ? matcher::match : MatchSpecBenchmark::byHand;
    }

    private static Term byHand(Tuple object) {
        return object.arity() == 3 && object.element(1) == RED && object.element(2) instanceof SmallInt n && n.value() > 500
                ? Tuple.of(object.element(0), n) : null;
    }

    /** All objects. */
    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public int select() {
        int found = 0;
        for (Tuple object : objects) {
            found += engine.apply(object) == null ? 0 : 1;
        }
        return found;
    }
}
