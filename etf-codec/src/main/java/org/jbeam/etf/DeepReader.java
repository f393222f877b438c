package org.jbeam.etf;

import java.util.Arrays;
import org.jbeam.etf.EtfException.Place;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * Reads a term of any depth, and one whose bytes come in pieces. Containers that are not complete stand on a stack of frames, and the
 * elements read so far on a stack of values, so that memory grows with what was read and never with what a header claims. When the bytes end
 * inside an open {@link ScalarReader}, {@link MoreBytes} leaves it where the next tag begins, and {@link #term} may be called again.
 */
final class DeepReader {
    private static final Term[] NO_TERMS = {};
    private static final int[] NO_INTS = {};
    private static final Object[] NO_OBJECTS = {};
    private static final int FIRST_ROOM = 16;

    private static final int IN_TUPLE = 0;
    private static final int IN_LIST = 1;
    private static final int IN_TAIL = 2;
    private static final int IN_MAP = 3;
    private static final int IN_FUN = 4;

    private final ScalarReader in;
    private final int maxDepth;

    private Term[] values = NO_TERMS;
    private int valueCount;

    /** For each open container: its kind, how many elements it lacks, how many it has in all, and what else is to know. */
    private int[] kinds = NO_INTS;
    private int[] lacking = NO_INTS;
    private int[] sizes = NO_INTS;
    private Object[] extras = NO_OBJECTS;
    private int depth;

    /** @param level in how many containers the term is */
    DeepReader(ScalarReader in, int level) {
        this.in = in;
        this.maxDepth = in.limits.maxDepth() - level;
    }

    /** A term, that was counted already. */
    Term term() {
        int at = in.offset();
        try {
            while (true) {
                at = in.offset();
                Term value = next();
                while (value != null) {
                    if (depth == 0) {
                        return value;
                    }
                    value = deliver(value);
                }
            }
        } catch (MoreBytes e) {
            in.rewind(at);
            throw e;
        } catch (EtfException e) {
            throw inside(e);
        }
    }

    private EtfException inside(EtfException e) {
        for (int i = depth - 1; i >= 0 && !e.isFull(); i--) {
            int done = sizes[i] - lacking[i];
            switch (kinds[i]) {
                case IN_TUPLE -> e.inside(Place.TUPLE, done);
                case IN_LIST -> e.inside(Place.LIST, done);
                case IN_TAIL -> e.inside(Place.TAIL, done);
                case IN_MAP -> e.inside((done & 1) == 0 ? Place.KEY : Place.VALUE, done >>> 1);
                default -> e.inside(Place.FUN, done);
            }
        }
        return e;
    }

    /** Gives a complete term to the innermost open container; the container when that completes it, else null. */
    private Term deliver(Term value) {
        int top = depth - 1;
        switch (kinds[top]) {
            case IN_LIST -> {
                ((ListBuilder) extras[top]).add(value);
                if (--lacking[top] == 0) {
                    kinds[top] = IN_TAIL;
                }
                return null;
            }
            case IN_TAIL -> {
                return ((ListBuilder) leave()).finish(value);
            }
            default -> {
                if (valueCount == values.length) {
                    values = Arrays.copyOf(values, Math.max(FIRST_ROOM, valueCount * 2));
                }
                values[valueCount++] = value;
                return --lacking[top] == 0 ? complete(top) : null;
            }
        }
    }

    private Term complete(int top) {
        int size = sizes[top];
        Object extra = leave();
        int base = valueCount - size;
        valueCount = base;
        return switch (kinds[top]) {
            case IN_TUPLE -> Tuple.of(Arrays.copyOfRange(values, base, base + size));
            case IN_MAP -> mapOf(base, size);
            default -> in.funOf((ScalarReader.FunHead) extra, Arrays.copyOfRange(values, base, base + size));
        };
    }

    private Term mapOf(int base, int terms) {
        MapTerm.Builder builder = MapTerm.builder();
        for (int i = base; i < base + terms; i += 2) {
            builder.put(values[i], values[i + 1]);
        }
        return in.complete(builder, terms / 2);
    }

    private Term enter(int kind, int elements, Object extra) {
        if (depth >= maxDepth) {
            throw in.tooDeep();
        }
        in.charge(kind == IN_LIST ? elements + 1L : elements);
        if (depth == kinds.length) {
            int size = Math.max(FIRST_ROOM, depth * 2);
            kinds = Arrays.copyOf(kinds, size);
            lacking = Arrays.copyOf(lacking, size);
            sizes = Arrays.copyOf(sizes, size);
            extras = Arrays.copyOf(extras, size);
        }
        kinds[depth] = kind;
        lacking[depth] = elements;
        sizes[depth] = elements;
        extras[depth++] = extra;
        return null;
    }

    private Object leave() {
        Object extra = extras[--depth];
        extras[depth] = null;
        return extra;
    }

    /** Reads one tag: a whole term, or null when it opened a container. */
    private Term next() {
        int at = in.offset();
        int tag = in.u8();
        Term whole = switch (tag) {
            case Tags.LIST -> list(in.length(1));
            case Tags.SMALL_TUPLE -> tuple(in.claim(in.u8(), 1));
            case Tags.LARGE_TUPLE -> tuple(in.largeArity());
            case Tags.MAP -> map(in.length(2));
            case Tags.NEW_FUN -> fun(in.funHead(at));
            default -> in.scalar(tag, at);
        };
        in.work.one();
        return whole;
    }

    private Term list(int elements) {
        if (elements == 0) {
            in.charge(1);
            return null;
        }
        return enter(IN_LIST, elements, new ListBuilder());
    }

    private Term tuple(int arity) {
        return arity == 0 ? Tuple.EMPTY : enter(IN_TUPLE, arity, null);
    }

    private Term map(int pairs) {
        if (pairs > Integer.MAX_VALUE / 2) {
            throw in.truncated();
        }
        return pairs == 0 ? MapTerm.EMPTY : enter(IN_MAP, 2 * pairs, null);
    }

    private Term fun(ScalarReader.FunHead head) {
        return head.envSize() == 0 ? in.funOf(head, NO_TERMS) : enter(IN_FUN, head.envSize(), head);
    }
}
