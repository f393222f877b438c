package org.jbeam.matchspec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Heads against a plain recursive matcher, plans against matches, and noise against the compiler. */
class MatchSpecPropertyTest {
    private static final String[] COMPARISONS = {"<", ">", "=<", ">=", "==", "=:="};

    @Property(tries = 2000)
    void bothEnginesSayTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        Term object = AnyTerms.data(random, 4);
        Term spec = AnyTerms.legalSpec(random, object);
        MatchSpec compiled = MatchSpec.compile(spec, Target.TABLE);
        assertEquals(PlainEngine.match(spec, object, MatchContext.NONE), compiled.matcher(MatchContext.NONE).match(object));
        assertNotNull(compiled.explain(1));
    }

    @Property(tries = 500)
    void headsMatchAndBindAsThePlainMatcherSays(@ForAll long seed) {
        Random random = new Random(seed);
        Term object = AnyTerms.data(random, 5);
        Term pattern = AnyTerms.mask(random, object);
        TreeMap<Integer, Term> bindings = new TreeMap<>();
        boolean expected = PlainEngine.matches(pattern, object, bindings);
        Term result = MatchSpec.ofPattern(pattern, Atom.of("$$")).matcher(MatchContext.NONE).match(object);
        if (!expected) {
            assertNull(result);
            return;
        }
        ListBuilder list = new ListBuilder();
        bindings.values().forEach(list::add);
        assertEquals(list.finish(), result);
    }

    @Property(tries = 500)
    void plansNeverExcludeWhatMatches(@ForAll long seed) {
        Random random = new Random(seed);
        Term object = Tuple.of(AnyTerms.data(random, 3), AnyTerms.data(random, 2));
        Term key = ((Tuple) object).element(0);
        ListBuilder clauses = new ListBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Term head = AnyTerms.mask(random, object);
            Term guard = Tuple.of(Atom.of(COMPARISONS[random.nextInt(COMPARISONS.length)]), Atom.of("$1"),
                    Tuple.of(Atom.of("const"), random.nextBoolean() ? key : AnyTerms.data(random, 1)));
            boolean guarded = head instanceof Tuple tuple && tuple.arity() == 2 && random.nextBoolean();
            clauses.add(Tuple.of(guarded ? Tuple.of(Atom.of("$1"), ((Tuple) head).element(1)) : head, guarded ? Terms.list(guard) : Nil.NIL,
                    Terms.list(Atom.TRUE)));
        }
        MatchSpec spec = MatchSpec.compile(clauses.finish(), Target.TABLE);
        KeyPlan plan = spec.plan(1);
        if (spec.matcher(MatchContext.NONE).match(object) != null) {
            assertFalse(plan.nothing());
            assertFalse(plan.before(key), "before");
            assertFalse(plan.after(key), "after");
            assertTrue(plan.keys() == null || plan.keys().contains(key), "keys");
        }
        Term other = AnyTerms.data(random, 3);
        if (!plan.nothing() && Terms.compare(other, key) <= 0) {
            assertTrue(!plan.before(key) || plan.before(other), "what comes before a key that is before is before");
            assertTrue(!plan.after(other) || plan.after(key), "what comes after a key that is after is after");
        }
    }

    @Property(tries = 500)
    void noiseIsRefusedOrRuns(@ForAll long seed) {
        Random random = new Random(seed);
        Term spec = AnyTerms.spec(random);
        Term object = AnyTerms.data(random, 3);
        assertNotNull(MatchSpecTest.run(object, spec, Target.TABLE, MatchContext.NONE));
        Term arguments = Terms.list(object, AnyTerms.data(random, 1));
        assertNotNull(MatchSpecTest.run(arguments, spec, Target.TRACE, MatchContext.NONE));
    }

    @Property(tries = 200)
    void aKeptKeyIsKept(@ForAll long seed) {
        Random random = new Random(seed);
        Tuple object = Tuple.of(AnyTerms.data(random, 2), AnyTerms.data(random, 1));
        Term head = AnyTerms.mask(random, object);
        Term key = head instanceof Tuple tuple && tuple.arity() == 2 ? tuple.element(0) : AnyTerms.data(random, 2);
        Term built = random.nextBoolean() ? template(key) : AnyTerms.noise(random, 2);
        Term spec = Terms.list(Tuple.of(head, Nil.NIL, Terms.list(Tuple.of(Tuple.of(built, Atom.of("x"))))));
        MatchSpec compiled;
        try {
            compiled = MatchSpec.compile(spec, Target.TABLE);
        } catch (MatchSpecException e) {
            return;
        }
        Term result = compiled.matcher(MatchContext.NONE).match(object);
        if (compiled.keepsKey(1) && result != null) {
            assertEquals(object.element(0), ((Tuple) result).element(0));
        }
    }

    /** The expression that builds what a pattern matches. */
    private static Term template(Term pattern) {
        if (pattern instanceof Cons cell) {
            return new Cons(template(cell.head()), template(cell.tail()));
        }
        if (pattern instanceof Tuple tuple) {
            Term[] elements = tuple.toArray();
            for (int i = 0; i < elements.length; i++) {
                elements[i] = template(elements[i]);
            }
            return Tuple.of(Tuple.of(elements));
        }
        return pattern;
    }
}
