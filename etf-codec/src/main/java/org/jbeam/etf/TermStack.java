package org.jbeam.etf;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jbeam.term.Cons;
import org.jbeam.term.Fun;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The containers that a walk over a term is inside of, innermost last, each with its place: what the Java stack would hold in a recursive
 * walk. Elements come in the order of the external format.
 */
final class TermStack {
    private static final Object[] NO_FRAMES = {};
    private static final int[] NO_PLACES = {};

    private final boolean sortKeys;
    private Object[] frames = NO_FRAMES;
    private int[] places = NO_PLACES;
    private int depth;
    private int closedFun = -1;

    /** The pairs of a map that is not walked by its own iterator. */
    private record Pairs(Term[] keys, Term[] values) {}

    /** A fun whose environment is walked; {@code mark} is the caller's. */
    private record Env(Fun fun, int mark) {}

    TermStack(boolean sortKeys) {
        this.sortKeys = sortKeys;
    }

    /** Enters a list whose head the caller takes himself. */
    void push(Cons cell) {
        add(cell);
    }

    /** Enters a tuple, of which the elements before {@code place} are done. */
    void push(Tuple tuple, int place) {
        add(tuple);
        places[depth - 1] = place;
    }

    /** Enters a map. */
    void push(MapTerm map) {
        if (map.isFlat()) {
            add(map.iterator());
        } else if (sortKeys) {
            add(sorted(map));
        } else {
            add(new Pairs(map.keys(), map.values()));
        }
    }

    /** Enters the environment of a fun; {@link #closedFun} gives the mark back when it is left. */
    void push(Fun fun, int mark) {
        add(new Env(fun, mark));
    }

    private static Pairs sorted(MapTerm map) {
        Term[] keys = map.keys();
        Arrays.sort(keys, Terms::compareExact);
        Term[] values = new Term[keys.length];
        for (int i = 0; i < keys.length; i++) {
            values[i] = map.get(keys[i]);
        }
        return new Pairs(keys, values);
    }

    private void add(Object frame) {
        if (depth == frames.length) {
            int size = depth == 0 ? 16 : depth * 2;
            frames = Arrays.copyOf(frames, size);
            places = Arrays.copyOf(places, size);
        }
        frames[depth] = frame;
        places[depth++] = 0;
    }

    /** The next term, in the innermost container that has one; null at the end, or when a fun was left: see {@link #closedFun}. */
    Term next() {
        while (depth > 0) {
            int top = depth - 1;
            Object frame = frames[top];
            if (frame instanceof Cons cell) {
                Term tail = cell.tail();
                if (tail instanceof Cons more) {
                    frames[top] = more;
                    return requireNonNull(more.head());
                }
                pop();
                return requireNonNull(tail);
            }
            Term next = frame instanceof Tuple tuple ? nextOf(tuple, top) : nextOfOther(frame, top);
            if (next != null) {
                return next;
            }
            pop();
            if (frame instanceof Env env) {
                closedFun = env.mark;
                return null;
            }
        }
        return null;
    }

    /** The mark of the fun that {@link #next} just left, or -1. Asking takes it. */
    int closedFun() {
        int mark = closedFun;
        closedFun = -1;
        return mark;
    }

    private Term nextOf(Tuple tuple, int top) {
        int place = places[top];
        if (place == tuple.arity()) {
            return null;
        }
        places[top] = place + 1;
        return requireNonNull(tuple.element(place));
    }

    private Term nextOfOther(Object frame, int top) {
        int place = places[top]++;
        if (frame instanceof MapTerm.Iterator pairs) {
            if ((place & 1) != 0) {
                return requireNonNull(pairs.value());
            }
            return pairs.next() ? pairs.key() : null;
        }
        if (frame instanceof Pairs pairs) {
            int pair = place >>> 1;
            if (pair == pairs.keys.length) {
                return null;
            }
            return requireNonNull((place & 1) == 0 ? pairs.keys[pair] : pairs.values[pair]);
        }
        Env env = (Env) frame;
        return place < env.fun.envSize() ? requireNonNull(env.fun.env(place)) : null;
    }

    private void pop() {
        frames[--depth] = null;
    }
}
