package org.jbeam.matchspec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

class MatchSpecUnitTest {
    private static final int DEEP = 1_000_000;

    private static Term match(Term spec, Term object) {
        return MatchSpec.compile(spec, Target.TABLE).matcher(MatchContext.NONE).match(object);
    }

    private static Term spec(Term head, Term guard, Term result) {
        return Terms.list(Tuple.of(head, guard == null ? Nil.NIL : Terms.list(guard), Terms.list(result)));
    }

    private static Term nest(Term core, boolean inTuples) {
        Term term = core;
        for (int i = 0; i < DEEP; i++) {
            term = inTuples ? Tuple.of(term) : new Cons(term, Nil.NIL);
        }
        return term;
    }

    @Test
    void deepPatternsDoNotOverflowTheStack() {
        Term object = nest(Atom.of("core"), true);
        assertSame(Atom.of("core"), match(spec(nest(Atom.of("$1"), true), null, Atom.of("$1")), object));
        assertSame(Atom.of("core"), match(spec(nest(Atom.of("$1"), false), null, Atom.of("$1")), nest(Atom.of("core"), false)));
        assertNull(match(spec(nest(Atom.of("other"), true), null, Atom.OK), object));
    }

    @Test
    void deepGuardsAndBodiesDoNotOverflowTheStack() {
        Term guard = Atom.TRUE;
        Term body = Atom.of("$1");
        Term both = Atom.TRUE;
        for (int i = 0; i < DEEP; i++) {
            guard = Tuple.of(Atom.of("not"), guard);
            body = new Cons(body, Nil.NIL);
            both = Tuple.of(Atom.of("andalso"), Atom.TRUE, both);
        }
        Term result = match(spec(Tuple.of(Atom.of("$1")), guard, body), Tuple.of(Atom.of("x")));
        assertEquals(nest(Atom.of("x"), false), result);
        assertSame(Atom.TRUE, match(spec(Atom.of("_"), both, Atom.TRUE), Nil.NIL));
    }

    @Test
    void aDeepKeyIsComparedWithoutRecursion() {
        KeyPlan plan = MatchSpec.ofPattern(Tuple.of(nest(Atom.of("$1"), true)), Atom.TRUE).plan(1);
        assertTrue(plan.before(SmallInt.ONE));
        assertTrue(plan.after(Nil.NIL));
        assertTrue(!plan.before(nest(Atom.OK, true)) && !plan.after(nest(Atom.OK, true)));
    }

    /** The number of a variable is a name, not a size. */
    @Test
    void hugeVariableNumbersCostNothing() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 10_000; i++) {
                Term head = Tuple.of(Atom.of("$2147483647"), Atom.of("$" + (2_000_000_000 + i % 10)));
                assertEquals(Term.parse("[2,1]"), match(spec(head, null, Atom.of("$$")), Term.parse("{1,2}")));
            }
        });
    }

    @Test
    void aLongListIsMatchedInOneGo() {
        Term list = Nil.NIL;
        Term pattern = Atom.of("$1");
        for (int i = 0; i < 100_000; i++) {
            list = new Cons(SmallInt.of(i), list);
            pattern = new Cons(Atom.of("_"), pattern);
        }
        assertSame(Nil.NIL, match(spec(Tuple.of(pattern), null, Atom.of("$1")), Tuple.of(list)));
    }

    @Test
    void errorsTellWhatIsWrong() {
        Term spec = Term.parse("[{'_',[{foo}],['$1']}]");
        MatchSpecException e = assertThrows(MatchSpecException.class, () -> MatchSpec.compile(spec, Target.TABLE));
        assertEquals(List.of(new Diagnostic(true, "Function foo/0 does_not_exist.", 0, Diagnostic.Part.GUARDS, 0),
                new Diagnostic(true, "Variable $1 is unbound.", 0, Diagnostic.Part.BODY, 0)), e.diagnostics());
        assertEquals(Term.parse("{error,\"x\"}"), new Diagnostic(true, "x", -1, Diagnostic.Part.SPECIFICATION, -1).term());
        assertEquals("Variable $1 is unbound. (clause 1, body)", e.getMessage());
    }

    private static Diagnostic wrong(String spec, Target target) {
        return assertThrows(MatchSpecException.class, () -> MatchSpec.compile(Term.parse(spec), target)).diagnostics().getFirst();
    }

    @Test
    void errorsTellWhereTheyAre() {
        assertEquals(new Diagnostic(true, "Match programs are not in a list.", -1, Diagnostic.Part.SPECIFICATION, -1), wrong("a", Target.TABLE));
        assertEquals(new Diagnostic(true, "Match program part is not a tuple of arity 3.", 1, Diagnostic.Part.SPECIFICATION, -1),
                wrong("[{'_',[],[a]},b]", Target.TABLE));
        assertEquals(new Diagnostic(true, "Underscore found in map key.", 1, Diagnostic.Part.HEAD, -1), wrong("[{'_',[],[a]},{{#{'_' => 1}},[],[a]}]",
                Target.TABLE));
        assertEquals(new Diagnostic(true, "Function b/0 does_not_exist.", 0, Diagnostic.Part.BODY, 2), wrong("[{'_',[true,false],[a,{self},{b}]}]",
                Target.TRACE));
        assertEquals(Diagnostic.Part.BODY, wrong("[{'_',[],[]}]", Target.TABLE).part());
    }

    @Test
    void plansTakeBoundsFromGuards() {
        KeyPlan plan = spec("[{{'$1','_'},[{'andalso',{'>','$1',3},{is_integer,'$1'}},{'=<','$1',{const,7}},{'>',9,'$1'}],['$_']}]").plan(1);
        assertEquals("3 < '$1' =< 7", plan.toString());
        assertTrue(plan.before(SmallInt.of(3)) && !plan.before(SmallInt.of(4)) && !plan.after(SmallInt.of(7)) && plan.after(Term.parse("7.5")));
        assertTrue(!plan.unbounded() && plan.keys() == null);
        assertTrue(spec("[{{'$1','_'},[{'or',{'>','$1',3},true}],['$_']}]").plan(1).unbounded());
        assertTrue(spec("[{{'$1','$2'},[{'<','$1','$2'}],['$_']}]").plan(1).unbounded());
        assertTrue(spec("[{{'$1','$2'},[{'<','$1',3}],['$_']},{{a,'_'},[],[1]}]").plan(1).after(Atom.of("b")));
    }

    @Test
    void plansKnowWhereMapsStand() {
        KeyPlan plan = spec("[{{#{a => '$1', b => 1},'_'},[],['$_']}]").plan(1);
        assertTrue(plan.before(Term.parse("{1,2}")) && plan.before(Term.parse("#{z => 1}")) && !plan.before(Term.parse("#{a => 1, b => 1}")));
        assertTrue(plan.after(Nil.NIL) && !plan.after(Term.parse("#{a => 1, b => 1, c => 2}")));
        KeyPlan inner = spec("[{{{x,#{a => 1}},'_'},[],['$_']}]").plan(1);
        assertTrue(inner.before(Term.parse("{x,y}")) && inner.before(Term.parse("{x,#{}}")) && inner.after(Term.parse("{x,[]}")));
    }

    @Test
    void explains() {
        assertEquals("""
                keys, at position 1: '$1' < 9
                clause 1: {{'$1',[a|'$2'],#{k => 1}},[{'<','$1',9},{'orelse',{is_atom,'$2'},true}],[{{'$2','$_'}}]}
                  head
                    r0 is a tuple of 3
                    r0 element 1 to r2
                    r0 element 2 to r3
                    r0 element 3 to r4
                    r4 is a map
                    r4 has key k, value to r1
                    r1 is 1
                    r3 is a cell, head to r1, tail to r3
                    r1 is a
                    r3 to r5
                  guards
                    0: compare r2 < 9
                    1: must be true
                    2: register r5
                    3: call is_atom
                    4: orelse, else to 6
                    5: constant true
                    6: must be true
                  body
                    0: object
                    1: register r5
                    2: tuple of 2
                """, spec("[{{'$1',[a|'$2'],#{k => 1}},[{'<','$1',9},{'orelse',{is_atom,'$2'},true}],[{{'$2','$_'}}]}]").explain(1));
    }

    @Test
    void aBudgetEndsAWalk() {
        List<Term> objects = Collections.nCopies(1000, Term.parse("{a}"));
        MatchSpec all = spec("[{'_',[],[{self}]}]");
        assertEquals(1000, all.run(objects, MatchBudget.of(() -> Atom.of("me"), 1000)).size());
        assertThrows(MatchCancelledException.class, () -> all.run(objects, MatchBudget.of(MatchContext.NONE, 899)));
        MatchBudget budget = MatchBudget.of(MatchContext.NONE, Long.MAX_VALUE);
        budget.cancel();
        assertThrows(MatchCancelledException.class, () -> all.run(objects, budget));
    }

    private static MatchSpec spec(String text) {
        return MatchSpec.compile(Term.parse(text), Target.TABLE);
    }

    @Test
    void traceOnlyCallsAreNoneOfATablesBusiness() {
        for (String call : new String[] {"{return_trace}", "{message,1}", "{caller}", "{set_tcw,1}", "{trace,[],[]}", "{display,1}"}) {
            Term spec = Term.parse("[{'_',[],[" + call + "]}]");
            assertThrows(MatchSpecException.class, () -> MatchSpec.compile(spec, Target.TABLE), call);
            assertNotNull(MatchSpec.compile(spec, Target.TRACE), call);
        }
    }

    @Test
    void traceBodiesActInOrder() {
        List<String> acts = new ArrayList<>();
        TraceActions actions = new TraceActions() {
            @Override
            public Term self() {
                return Atom.of("me");
            }

            @Override
            public void returnTrace() {
                acts.add("return");
            }

            @Override
            public void silent(Term mode) {
                acts.add("silent " + mode);
            }

            @Override
            public Term trace(Term process, Term disable, Term enable) {
                acts.add("trace " + process + " " + disable + " " + enable);
                return Atom.TRUE;
            }

            @Override
            public long traceControlWord(long word) {
                acts.add("tcw " + word);
                return 5;
            }
        };
        Term spec = Term.parse("[{['$1','_'],[{is_atom,'$1'}],[{return_trace},{silent,true},{trace,[call],[send]},{trace,'$1',[],[all]},"
                + "{message,{{{self},{set_tcw,7},'$_'}}}]},"
                + "{'_',[],[{message,false}]}]");
        Matcher matcher = MatchSpec.compile(spec, Target.TRACE).matcher(actions);
        assertEquals(Term.parse("{me,5,[a,1]}"), matcher.matchCall(Atom.of("a"), SmallInt.ONE));
        assertEquals(List.of("return", "silent true", "trace null [call] [send]", "trace a [] [all]", "tcw 7"), acts);
        assertSame(Atom.FALSE, matcher.matchCall(SmallInt.ONE));
        assertThrows(IllegalArgumentException.class, () -> MatchSpec.compile(spec, Target.TRACE).matcher(MatchContext.NONE));
    }

    @Test
    void theContextIsAsked() {
        MatchContext context = () -> Atom.of("someone");
        Term spec = Term.parse("[{'_',[{'==',{node},nonode@nohost}],[{self}]}]");
        assertSame(Atom.of("someone"), MatchSpec.compile(spec, Target.TABLE).matcher(context).match(Nil.NIL));
    }

    /** Numbers are told apart exactly in heads, by value in comparisons. */
    @Test
    void oneIsNotOnePointZeroInHeads() {
        assertNull(match(Term.parse("[{{1},[],[true]}]"), Term.parse("{1.0}")));
        assertNull(match(Term.parse("[{{'$1','$1'},[],[true]}]"), Term.parse("{1,1.0}")));
        assertSame(Atom.TRUE, match(Term.parse("[{{'$1','$2'},[{'==','$1','$2'}],[{'=/=','$1','$2'}]}]"), Term.parse("{1,1.0}")));
        assertNull(match(Term.parse("[{{#{1 => '_'}},[],[true]}]"), Term.parse("{#{1.0 => x}}")));
    }

    /** Row of golden.tsv: a compiled specification run over a list. */
    @Test
    void runsOverLists() {
        Matcher matcher = MatchSpec.compile(Term.parse("[{{'$1','$2'},[{'>','$1',1}],[{{'$2','$1'}}]}]"), Target.TABLE).matcher(MatchContext.NONE);
        assertNull(matcher.match(Term.parse("{1,2}")));
        assertEquals(Term.parse("{4,3}"), matcher.match(Term.parse("{3,4}")));
    }
}
