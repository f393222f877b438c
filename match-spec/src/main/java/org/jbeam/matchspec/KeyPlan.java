package org.jbeam.matchspec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * Which keys a specification can match, so that a table need not look at every object: none, some known keys, or a range of the standard
 * order of terms.
 */
public final class KeyPlan {
    private static final Atom ELEMENT = Atom.of("element");
    private static final Atom CONST = Atom.of("const");

    private final List<Term> patterns;
    private final boolean exact;
    private final boolean unbounded;

    private KeyPlan(List<Term> patterns, boolean exact, boolean unbounded) {
        this.patterns = patterns;
        this.exact = exact;
        this.unbounded = unbounded;
    }

    static KeyPlan of(Clause[] clauses, int keyPosition) {
        List<Term> patterns = new ArrayList<>();
        boolean exact = true;
        boolean unbounded = false;
        for (Clause clause : clauses) {
            Term pattern = clause.pattern();
            if (Patterns.open(pattern)) {
                unbounded = true;
            } else if (pattern instanceof Tuple tuple && tuple.arity() >= keyPosition) {
                Term key = tuple.element(keyPosition - 1);
                exact &= bound(key);
                unbounded |= Patterns.open(key) || key instanceof MapTerm;
                patterns.add(key);
            }
        }
        return new KeyPlan(patterns, exact && !unbounded, unbounded);
    }

    /** Has it no variable, and no map, which would match other maps too? */
    private static boolean bound(Term key) {
        return !Patterns.open(key) && (!Patterns.composite(key) || !openRoot(key));
    }

    private static boolean openRoot(Term key) {
        Set<Term> open = Patterns.openParts(key);
        return open.contains(key);
    }

    /** Can no object match? */
    public boolean nothing() {
        return patterns.isEmpty() && !unbounded;
    }

    /** The only keys that can match, in the order of the clauses and perhaps repeated; null when they are not known. */
    public List<Term> keys() {
        return exact ? patterns : null;
    }

    /** May any key match? Otherwise {@link #before} and {@link #after} bound the range. */
    public boolean unbounded() {
        return unbounded;
    }

    /** Does this key come before every key that can match, in the standard order? */
    public boolean before(Term key) {
        if (unbounded) {
            return false;
        }
        for (Term pattern : patterns) {
            if (compare(pattern, key) <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Does this key come after every key that can match, in the standard order? */
    public boolean after(Term key) {
        if (unbounded) {
            return false;
        }
        for (Term pattern : patterns) {
            if (compare(pattern, key) >= 0) {
                return false;
            }
        }
        return true;
    }

    private record Pair(Term pattern, Term key) {}

    /** Compares from left to right up to the first part of the pattern that is not bound, where it stops with 0. */
    static int compare(Term pattern, Term key) {
        ArrayDeque<Pair> rest = null;
        Term p = pattern;
        Term k = key;
        while (true) {
            if (Patterns.open(p) || p instanceof MapTerm) {
                return 0;
            }
            if (p instanceof Cons a && k instanceof Cons b) {
                rest = push(rest, a.tail(), b.tail());
                p = a.head();
                k = b.head();
                continue;
            }
            if (p instanceof Tuple a && k instanceof Tuple b) {
                if (a.arity() != b.arity()) {
                    return Integer.compare(a.arity(), b.arity());
                }
                for (int i = a.arity() - 1; i >= 0; i--) {
                    rest = push(rest, a.element(i), b.element(i));
                }
            } else {
                int order = Terms.compare(p, k);
                if (order != 0) {
                    return order;
                }
            }
            if (rest == null || rest.isEmpty()) {
                return 0;
            }
            Pair next = rest.pop();
            p = next.pattern;
            k = next.key;
        }
    }

    private static ArrayDeque<Pair> push(ArrayDeque<Pair> stack, Term pattern, Term key) {
        ArrayDeque<Pair> to = stack == null ? new ArrayDeque<>() : stack;
        to.push(new Pair(pattern, key));
        return to;
    }

    static boolean keepsKey(Clause clause, int keyPosition) {
        Term result = clause.result();
        if (result == Patterns.WHOLE) {
            return true;
        }
        if (!(clause.pattern() instanceof Tuple head) || head.arity() < keyPosition || !(result instanceof Tuple outer)
                || outer.arity() != 1 || !(outer.element(0) instanceof Tuple object) || object.arity() < keyPosition) {
            return false;
        }
        Term key = object.element(keyPosition - 1);
        if (key instanceof Tuple call && call.arity() == 3 && call.element(0) == ELEMENT && call.element(2) == Patterns.WHOLE
                && call.element(1) instanceof SmallInt position && position.value() == keyPosition) {
            return true;
        }
        return builds(head.element(keyPosition - 1), key);
    }

    private record Built(Term pattern, Term expression, boolean constant) {}

    /** Does a body expression build what the pattern matched? Within {@code {const, X}} it stands for itself. */
    private static boolean builds(Term pattern, Term expression) {
        ArrayDeque<Built> rest = new ArrayDeque<>();
        rest.push(new Built(pattern, expression, false));
        while (!rest.isEmpty()) {
            Built next = rest.pop();
            Term p = next.pattern;
            Term e = next.expression;
            boolean constant = next.constant;
            if (!constant && e instanceof Tuple call && call.arity() == 2 && call.element(0) == CONST) {
                e = call.element(1);
                constant = true;
            } else if (!constant && p instanceof Tuple) {
                e = e instanceof Tuple outer && outer.arity() == 1 ? outer.element(0) : null;
            }
            if (!builds(p, e, constant, rest)) {
                return false;
            }
        }
        return true;
    }

    private static boolean builds(Term p, Term e, boolean constant, ArrayDeque<Built> rest) {
        if (p instanceof Cons a) {
            if (!(e instanceof Cons b)) {
                return false;
            }
            rest.push(new Built(a.tail(), b.tail(), constant));
            rest.push(new Built(a.head(), b.head(), constant));
            return true;
        }
        if (p instanceof Tuple a) {
            if (!(e instanceof Tuple b) || a.arity() != b.arity()) {
                return false;
            }
            for (int i = 0; i < a.arity(); i++) {
                rest.push(new Built(a.element(i), b.element(i), constant));
            }
            return true;
        }
        boolean variable = Patterns.variable(p) >= 0;
        return p != Patterns.ANY && !(p instanceof MapTerm) && !(variable && constant) && e != null && Terms.equalExact(p, e);
    }
}
