package org.jbeam.term;

/**
 * The structural hash behind {@link Term#hashCode()}: elements in order, and a map's pairs in the order of iteration, which is the same for
 * equal maps.
 */
final class JavaHash {
    private static final int MULTIPLIER = 31;
    private static final int FINISH = 0x9E3779B9;

    /** Frames: a term to hash; a map under way, before a key or before a value; a tuple, array or fun from an element on. */
    private static final int TERM = -1;
    private static final int KEY = -2;
    private static final int VALUE = -3;

    private final WorkStack stack = new WorkStack();
    private int hash;

    private JavaHash() {}

    static int of(Term term) {
        if (term instanceof Tuple tuple && tuple.arity() <= 4) {
            int hash = seed(tuple);
            for (int i = 0; i < tuple.arity(); i++) {
                Term element = tuple.element(i);
                if (Term.hasParts(element)) {
                    return new JavaHash().run(term);
                }
                hash = hash * MULTIPLIER + element.hashCode();
            }
            return finish(hash);
        }
        return new JavaHash().run(term);
    }

    private static int seed(Tuple tuple) {
        return 7 + tuple.arity();
    }

    private static int finish(int hash) {
        return (hash ^ hash >>> 15) * FINISH;
    }

    private int run(Term term) {
        start(term);
        while (!stack.isEmpty()) {
            step();
        }
        return finish(hash);
    }

    private void step() {
        Object first = stack.first();
        int number = stack.number();
        if (number == TERM) {
            stack.pop();
            add((Term) first);
        } else if (number < 0) {
            stepPair((MapTerm.Iterator) first, number);
        } else {
            stepElement(first, number);
        }
    }

    private void stepPair(MapTerm.Iterator pairs, int number) {
        if (number == VALUE) {
            stack.number(KEY);
            add(pairs.value());
        } else if (pairs.next()) {
            stack.number(VALUE);
            add(pairs.key());
        } else {
            stack.pop();
        }
    }

    private void stepElement(Object first, int index) {
        boolean inTuple = first instanceof Tuple;
        int size = inTuple ? ((Tuple) first).arity() : ((Fun) first).envSize();
        if (index == size) {
            stack.pop();
            return;
        }
        stack.number(index + 1);
        add(inTuple ? ((Tuple) first).element(index) : ((Fun) first).env(index));
    }

    private void add(Term term) {
        if (Term.hasParts(term)) {
            hash *= MULTIPLIER;
            start(term);
        } else {
            hash = hash * MULTIPLIER + term.hashCode();
        }
    }

    private void start(Term term) {
        if (term instanceof Tuple x) {
            hash += seed(x);
            stack.push(x, null, 0);
        } else if (term instanceof Cons x) {
            cells(x);
        } else if (term instanceof MapTerm x) {
            hash += 5 + x.size();
            stack.push(x.iterator(), null, KEY);
        } else {
            Fun x = (Fun) term;
            hash += x.isExternal() ? (x.module().hashCode() * MULTIPLIER + x.function().hashCode()) * MULTIPLIER + x.arity()
                    : (x.module().hashCode() * MULTIPLIER + x.index()) * MULTIPLIER + x.oldUniq();
            stack.push(x, null, 0);
        }
    }

    private void cells(Cons list) {
        hash += 3;
        Term rest = list;
        while (rest instanceof Cons cell) {
            rest = cell.tail();
            if (Term.hasParts(cell.head())) {
                stack.push(rest, null, TERM);
                stack.push(cell.head(), null, TERM);
                return;
            }
            hash = hash * MULTIPLIER + cell.head().hashCode();
        }
        add(rest);
    }
}
