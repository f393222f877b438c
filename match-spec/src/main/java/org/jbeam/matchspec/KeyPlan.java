package org.jbeam.matchspec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * Which keys a specification can match, so that a table need not look at every object: none, some known keys, or a range of the standard
 * order of terms. Ranges come from keys that are bound from the left, like <code>{user, '$1'}</code>, from maps in keys, which have at least
 * the keys of the pattern, and from guards that compare the key with a constant.
 *
 * <p>A store asks in this order: {@link #nothing}, {@link #keys}, {@link #unbounded}; and where it has its keys in order, {@link #before} and
 * {@link #after}. What is left is still to be matched. Immutable.
 */
public final class KeyPlan {
    private static final Atom ELEMENT = Atom.of("element");
    private static final Atom CONST = Atom.of("const");

    private final List<KeyRange> ranges;
    private final boolean exact;
    private final boolean unbounded;

    private KeyPlan(List<KeyRange> ranges, boolean exact, boolean unbounded) {
        this.ranges = ranges;
        this.exact = exact;
        this.unbounded = unbounded;
    }

    static KeyPlan of(Clause[] clauses, int keyPosition) {
        List<KeyRange> ranges = new ArrayList<>();
        boolean exact = true;
        boolean unbounded = false;
        for (Clause clause : clauses) {
            Term pattern = clause.pattern();
            if (Patterns.open(pattern)) {
                unbounded = true;
            } else if (pattern instanceof Tuple tuple && tuple.arity() >= keyPosition) {
                Term key = tuple.element(keyPosition - 1);
                KeyRange range = KeyRange.of(key, clause.source().element(1));
                exact &= bound(key);
                unbounded |= range.isUnbounded();
                ranges.add(range);
            }
        }
        return new KeyPlan(ranges, exact && !unbounded, unbounded);
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
        return ranges.isEmpty() && !unbounded;
    }

    /** The only keys that can match, in the order of the clauses and perhaps repeated; null when they are not known. */
    public List<Term> keys() {
        return exact ? ranges.stream().map(KeyRange::pattern).toList() : null;
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
        for (KeyRange range : ranges) {
            if (!range.before(key)) {
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
        for (KeyRange range : ranges) {
            if (!range.after(key)) {
                return false;
            }
        }
        return true;
    }

    /** The keys that can match, as text for people. */
    @Override
    public String toString() {
        if (unbounded) {
            return "any";
        }
        return nothing() ? "none" : ranges.stream().map(KeyRange::toString).collect(Collectors.joining(" or "));
    }

    private record Pair(Term pattern, Term key) {}

    /** Compares from left to right up to the first part of the pattern that is not bound, where it stops with 0. */
    static int compare(Term pattern, Term key) {
        ArrayDeque<Pair> rest = null;
        Term p = pattern;
        Term k = key;
        while (true) {
            if (Patterns.open(p)) {
                return 0;
            }
            if (p instanceof MapTerm map) {
                return map(map, k);
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

    /** Where a map stands in the order of terms depends on its size first, and a pattern matches all maps that have its keys. */
    private static int map(MapTerm pattern, Term key) {
        if (key instanceof MapTerm map) {
            return map.size() < pattern.size() ? 1 : 0;
        }
        return Terms.compare(pattern, key);
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
        if (!(clause.pattern() instanceof Tuple head) || head.arity() < keyPosition || !(result instanceof Tuple outer)) {
            return false;
        }
        boolean constant = outer.arity() == 2 && outer.element(0) == CONST;
        if (!constant && outer.arity() != 1 || !(outer.element(outer.arity() - 1) instanceof Tuple object) || object.arity() < keyPosition) {
            return false;
        }
        Term key = object.element(keyPosition - 1);
        if (constant) {
            return builds(head.element(keyPosition - 1), Tuple.of(CONST, key));
        }
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
