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
        if (!(result instanceof Tuple outer) || outer.arity() != 1 || !(outer.element(0) instanceof Tuple object)
                || object.arity() < keyPosition) {
            return false;
        }
        Term key = object.element(keyPosition - 1);
        if (key instanceof Tuple call && call.arity() == 3 && call.element(0) == ELEMENT
                && call.element(1) instanceof SmallInt position && position.value() == keyPosition) {
            Term from = call.element(2);
            return from == Patterns.WHOLE || (Patterns.variable(clause.pattern()) >= 0 && from == clause.pattern());
        }
        if (!(clause.pattern() instanceof Tuple head) || head.arity() < keyPosition) {
            return false;
        }
        Term matched = head.element(keyPosition - 1);
        if (Patterns.variable(matched) >= 0) {
            return key == matched;
        }
        return keepsBoundKey(matched, key);
    }

    /** A bound key may stand in the body as {@code {const, Key}}, or as it is when it means itself there. */
    private static boolean keepsBoundKey(Term matched, Term key) {
        if (key instanceof Tuple call && call.arity() == 2 && call.element(0) == CONST) {
            return bound(matched) && Terms.equalExact(call.element(1), matched);
        }
        return matched != Patterns.ANY && !Patterns.composite(matched) && Terms.equalExact(key, matched);
    }
}
