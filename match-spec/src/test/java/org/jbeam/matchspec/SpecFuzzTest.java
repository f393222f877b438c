package org.jbeam.matchspec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jbeam.term.Cons;
import org.jbeam.term.ListTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

/**
 * Mutated specifications: they are refused, or run with the same result on both engines, in no time. Runs a second, or {@code -Djbeam.fuzz.seconds}
 * ({@code conformance/fuzz}); a failure names its seed for {@code -Djbeam.seed}.
 */
class SpecFuzzTest {
    private static final long LIMIT_NANOS = 5_000_000_000L;

    private final List<String[]> corpus;

    SpecFuzzTest() throws IOException {
        try (InputStream in = SpecFuzzTest.class.getResourceAsStream("match_spec_golden.tsv")) {
            corpus = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().map(line -> line.split("\t")).toList();
        }
    }

    @Test
    void refusedOrRun() {
        long end = System.nanoTime() + 1_000_000_000L * Long.getLong("jbeam.fuzz.seconds", 1);
        long seed = Long.getLong("jbeam.seed", System.nanoTime());
        long inputs = 0;
        long legal = 0;
        for (; System.nanoTime() < end; seed++) {
            Random random = new Random(seed);
            Term spec = Term.parse(row(random)[2]);
            for (int i = random.nextInt(3); i >= 0; i--) {
                spec = mutated(spec, random);
            }
            long start = System.nanoTime();
            try {
                legal += use(spec, Term.parse(row(random)[1])) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Djbeam.seed=" + seed + ": " + spec, e);
            }
            assertTrue(System.nanoTime() - start < LIMIT_NANOS, spec::toString);
            inputs++;
        }
        System.out.println("fuzzed specifications: " + inputs + ", " + legal + " legal for tables");
    }

    private String[] row(Random random) {
        return corpus.get(random.nextInt(corpus.size()));
    }

    /** The term with a part replaced: by a part of another, by noise, or by the whole of itself. */
    private Term mutated(Term term, Random random) {
        if (random.nextInt(4) > 0) {
            if (term instanceof Cons cell) {
                return random.nextBoolean() ? new Cons(mutated(cell.head(), random), cell.tail()) : new Cons(cell.head(), mutated(cell.tail(), random));
            }
            if (term instanceof Tuple tuple && tuple.arity() > 0) {
                Term[] elements = tuple.toArray();
                int at = random.nextInt(elements.length);
                elements[at] = mutated(elements[at], random);
                return Tuple.of(elements);
            }
            if (term instanceof MapTerm map && map.size() > 0) {
                Term key = map.keys()[random.nextInt(map.size())];
                return random.nextBoolean() ? map.put(key, mutated(map.get(key), random)) : map.remove(key).put(mutated(key, random), Nil.NIL);
            }
        }
        return switch (random.nextInt(3)) {
            case 0 -> AnyTerms.noise(random, 3);
            case 1 -> part(Term.parse(row(random)[2]), random);
            default -> Tuple.of(term, term);
        };
    }

    private static Term part(Term term, Random random) {
        Term at = term;
        while (random.nextInt(5) > 0) {
            if (at instanceof Cons cell) {
                at = random.nextBoolean() ? cell.head() : cell.tail();
            } else if (at instanceof Tuple tuple && tuple.arity() > 0) {
                at = tuple.element(random.nextInt(tuple.arity()));
            } else {
                return at;
            }
        }
        return at;
    }

    /** Is it legal for tables? */
    private static boolean use(Term spec, Term object) {
        assertNotNull(MatchSpecTest.run(object instanceof ListTerm ? object : Nil.NIL, spec, Target.TRACE, MatchContext.NONE));
        MatchSpec compiled;
        try {
            compiled = MatchSpec.compile(spec, Target.TABLE);
        } catch (MatchSpecException e) {
            assertTrue(e.diagnostics().stream().anyMatch(Diagnostic::error));
            return false;
        }
        assertEquals(PlainEngine.match(spec, object, MatchContext.NONE), compiled.matcher(MatchContext.NONE).match(object));
        KeyPlan plan = compiled.plan(1);
        if (object instanceof Tuple tuple && tuple.arity() > 0 && compiled.matcher(MatchContext.NONE).match(object) != null) {
            assertTrue(!plan.nothing() && !plan.before(tuple.element(0)) && !plan.after(tuple.element(0)));
        }
        assertTrue(!compiled.explain(1).isEmpty() && (compiled.keepsKey(1) || !compiled.keepsKey(1)));
        return true;
    }
}
