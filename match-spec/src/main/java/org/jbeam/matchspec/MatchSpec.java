package org.jbeam.matchspec;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Cons;
import org.jbeam.term.ListTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * A compiled match specification: a list of clauses {@code {Head, Guards, Body}}, as the chapter "Match Specifications in Erlang" of OTP's
 * ERTS User's Guide describes it. Immutable; {@link #matcher} makes what runs it.
 */
public final class MatchSpec {
    /** How many objects are looked at before the context hears of it. */
    private static final int WORK = 100;

    private final Term source;
    private final Target target;
    private final Clause[] clauses;
    private final int registers;
    private final int stack;

    private MatchSpec(Term source, Target target, Clause[] clauses) {
        this.source = source;
        this.target = target;
        this.clauses = clauses;
        int mostRegisters = 1;
        int deepest = 0;
        for (Clause clause : clauses) {
            mostRegisters = Math.max(mostRegisters, clause.head().registers());
            deepest = Math.max(deepest, Math.max(clause.guards().stack(), clause.body().stack()));
        }
        this.registers = mostRegisters;
        this.stack = deepest;
    }

    /**
     * Compiles a specification. Cost and size are linear in the term; the numbers of variables do not matter.
     *
     * @throws MatchSpecException it is not legal for that target
     */
    public static MatchSpec compile(Term spec, Target target) {
        Diagnostics diagnostics = new Diagnostics();
        MatchSpec compiled = compile(spec, target, diagnostics);
        if (compiled == null) {
            throw new MatchSpecException(diagnostics.list());
        }
        return compiled;
    }

    /**
     * The specification of one clause without guards: {@code [{Pattern, [], [Result]}]}.
     *
     * @throws MatchSpecException a map in the pattern has a variable as a key
     */
    public static MatchSpec ofPattern(Term pattern, Term result) {
        return compile(Terms.list(Tuple.of(pattern, Nil.NIL, Terms.list(result))), Target.TABLE);
    }

    /** Compiles, or adds errors to the list and returns null. */
    static MatchSpec compile(Term spec, Target target, Diagnostics diagnostics) {
        if (!(spec instanceof Cons)) {
            diagnostics.error("Match programs are not in a list.");
            return null;
        }
        Term[] parts = Terms.elements(spec);
        if (parts == null) {
            diagnostics.error("Match programs are not in a proper list.");
            return null;
        }
        for (int i = 0; i < parts.length; i++) {
            Term part = parts[i];
            diagnostics.at(i, Diagnostic.Part.SPECIFICATION);
            if (!(part instanceof Tuple clause) || clause.arity() != 3) {
                diagnostics.error("Match program part is not a tuple of arity 3.");
                return null;
            }
            if (target == Target.TRACE && clause.element(0) instanceof ListTerm list && Terms.length(list) < 0) {
                diagnostics.at(i, Diagnostic.Part.HEAD);
                diagnostics.error("Match expression part %T is not a proper list.", list);
                return null;
            }
        }
        Clause[] clauses = new Clause[parts.length];
        for (int i = 0; i < parts.length; i++) {
            diagnostics.at(i, Diagnostic.Part.HEAD);
            clauses[i] = clause((Tuple) parts[i], spec, target, diagnostics);
            if (diagnostics.count() > 0) {
                return null;
            }
        }
        return new MatchSpec(spec, target, clauses);
    }

    /** Null after an error that makes OTP look no further; other errors are only added to the list. */
    private static Clause clause(Tuple clause, Term spec, Target target, Diagnostics diagnostics) {
        Term pattern = clause.element(0);
        boolean whole = Patterns.open(pattern);
        if (target == Target.TRACE && pattern instanceof ListTerm list) {
            pattern = Tuple.of(Terms.elements(list));
        }
        Head head = HeadCompiler.compile(pattern, diagnostics);
        if (head == null) {
            return null;
        }
        if (head.largestVariable() >= Variables.RENUMBERED) {
            diagnostics.renumber(spec);
        }
        if (target == Target.TRACE && !whole && !(pattern instanceof Tuple)) {
            diagnostics.error("Match head is invalid in this context.");
            return null;
        }
        Code guards = BodyCompiler.guards(clause, target, head, diagnostics);
        if (target == Target.TABLE && !(clause.element(2) instanceof Cons)) {
            diagnostics.at(Diagnostic.Part.BODY);
            diagnostics.error("Body clause does not return anything.");
            return null;
        }
        return new Clause(clause, pattern, whole, head, guards, BodyCompiler.body(clause, target, head, diagnostics));
    }

    /** The specification that was compiled. */
    public Term source() {
        return source;
    }

    /** What it is for. */
    public Target target() {
        return target;
    }

    /**
     * Something that runs it, for one thread at a time.
     *
     * @param context a {@link TraceActions} if the target is {@link Target#TRACE}
     * @throws IllegalArgumentException a trace specification without {@link TraceActions}
     */
    public Matcher matcher(MatchContext context) {
        if (target == Target.TRACE && !(context instanceof TraceActions)) {
            throw new IllegalArgumentException("a trace specification needs TraceActions");
        }
        return new Matcher(clauses, registers, stack, context);
    }

    /**
     * The results of those of some objects that match, in their order; {@code ets:match_spec_run/2} for any objects.
     *
     * @throws IllegalArgumentException as {@link #matcher}
     * @throws MatchCancelledException when the context is a {@link MatchBudget} and ends it
     */
    public List<Term> run(Iterable<? extends Term> objects, MatchContext context) {
        Matcher matcher = matcher(context);
        List<Term> results = new ArrayList<>();
        int looked = 0;
        for (Term object : objects) {
            Term result = matcher.match(object);
            if (result != null) {
                results.add(result);
            }
            if (++looked == WORK) {
                context.worked(looked);
                looked = 0;
            }
        }
        context.worked(looked);
        return results;
    }

    /** Does it match every object and return the object itself? */
    public boolean returnsAll() {
        Clause first = clauses[0];
        return first.head().matchesAll() && first.guards().empty() && first.returnsWhole();
    }

    /** What it says about the keys of objects that it can match. */
    public KeyPlan plan(int keyPosition) {
        return KeyPlan.of(clauses, keyPosition);
    }

    /**
     * What was made of it, as text for people: the instructions of every clause, and which keys can match.
     *
     * @param keyPosition the position of the key in the objects, from 1
     */
    public String explain(int keyPosition) {
        return Explanation.of(clauses, plan(keyPosition), keyPosition);
    }

    /**
     * Is it certain that the result of every clause is an object with the key of the object matched? The rules are those of
     * {@code ets:select_replace/2}.
     */
    public boolean keepsKey(int keyPosition) {
        for (Clause clause : clauses) {
            if (!KeyPlan.keepsKey(clause, keyPosition)) {
                return false;
            }
        }
        return true;
    }
}
