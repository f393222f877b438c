package org.jbeam.matchspec;

import java.util.ArrayDeque;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The keys that one clause can match: those of a pattern, between bounds that guards set.
 *
 * @param lower null for none
 * @param lowerIn may the key be equal to the bound?
 * @param upper null for none
 * @param upperIn may the key be equal to the bound?
 */
record KeyRange(Term pattern, Term lower, boolean lowerIn, Term upper, boolean upperIn) {
    private static final Atom CONST = Atom.of("const");

    static KeyRange of(Term key, Term guards) {
        KeyRange range = new KeyRange(key, null, true, null, true);
        return Patterns.variable(key) < 0 ? range : range.narrowed(guards);
    }

    /** By all guards of a list, and all arguments of those that only hold when all of these do. */
    private KeyRange narrowed(Term guards) {
        KeyRange range = this;
        ArrayDeque<Term> rest = new ArrayDeque<>();
        for (Term list = guards; list instanceof Cons cell; list = cell.tail()) {
            rest.add(cell.head());
        }
        while (!rest.isEmpty()) {
            if (!(rest.pop() instanceof Tuple call) || call.arity() < 2 || !(call.element(0) instanceof Atom name)) {
                continue;
            }
            if (Form.find(name) == Form.AND || Form.find(name) == Form.ANDALSO) {
                for (int i = 1; i < call.arity(); i++) {
                    rest.push(call.element(i));
                }
            } else {
                range = range.narrowed(name.name(), call);
            }
        }
        return range;
    }

    /** By a comparison. */
    private KeyRange narrowed(String name, Tuple call) {
        if (call.arity() != 3) {
            return this;
        }
        boolean turned = !call.element(1).equals(pattern);
        Term bound = constant(call.element(turned ? 1 : 2));
        if (bound == null || turned && !call.element(2).equals(pattern)) {
            return this;
        }
        return switch (name) {
            case ">" -> turned ? below(bound, false) : above(bound, false);
            case ">=" -> turned ? below(bound, true) : above(bound, true);
            case "<" -> turned ? above(bound, false) : below(bound, false);
            case "=<" -> turned ? above(bound, true) : below(bound, true);
            case "==", "=:=" -> above(bound, true).below(bound, true);
            default -> this;
        };
    }

    /** The value of an expression that is seen to be constant; null for others. */
    private static Term constant(Term expression) {
        if (expression instanceof Tuple call) {
            return call.arity() == 2 && call.element(0) == CONST ? call.element(1) : null;
        }
        boolean special = expression instanceof Cons || expression instanceof MapTerm || expression == Patterns.WHOLE || expression == Patterns.ALL
                || Patterns.variable(expression) >= 0;
        return special ? null : expression;
    }

    private KeyRange above(Term bound, boolean in) {
        int order = lower == null ? -1 : Terms.compare(lower, bound);
        return order > 0 || order == 0 && !lowerIn ? this : new KeyRange(pattern, bound, in, upper, upperIn);
    }

    private KeyRange below(Term bound, boolean in) {
        int order = upper == null ? 1 : Terms.compare(upper, bound);
        return order < 0 || order == 0 && !upperIn ? this : new KeyRange(pattern, lower, lowerIn, bound, in);
    }

    /** Can any key match, for all that is known? */
    boolean isUnbounded() {
        return Patterns.open(pattern) && lower == null && upper == null;
    }

    boolean before(Term key) {
        if (lower != null) {
            int order = Terms.compare(key, lower);
            return order < 0 || order == 0 && !lowerIn;
        }
        return KeyPlan.compare(pattern, key) > 0;
    }

    boolean after(Term key) {
        if (upper != null) {
            int order = Terms.compare(key, upper);
            return order > 0 || order == 0 && !upperIn;
        }
        return KeyPlan.compare(pattern, key) < 0;
    }

    @Override
    public String toString() {
        String from = lower == null ? "" : lower + (lowerIn ? " =< " : " < ");
        return from + pattern + (upper == null ? "" : (upperIn ? " =< " : " < ") + upper);
    }
}
