package org.jbeam.term;

import java.util.List;

/**
 * A tuple of 0 to 16,777,215 elements. One to eight elements stand in classes of their own without an inner array, so that a test of the
 * class is a test of the arity. Indexes here count from 0, unlike Erlang's {@code element/2}.
 */
public abstract sealed class Tuple extends Term
        permits Tuple1, Tuple2, Tuple3, Tuple4, Tuple5, Tuple6, Tuple7, Tuple8, TupleN {
    /** The greatest arity. */
    public static final int MAX_ARITY = (1 << 24) - 1;
    /** {@code {}}. */
    public static final Tuple EMPTY = new TupleN(new Term[0]);

    Tuple() {}

    /** A tuple of these elements; the array may be kept and must not change any more. */
    public static Tuple of(Term... e) {
        return switch (e.length) {
            case 0 -> EMPTY;
            case 1 -> new Tuple1(e[0]);
            case 2 -> new Tuple2(e[0], e[1]);
            case 3 -> new Tuple3(e[0], e[1], e[2]);
            case 4 -> new Tuple4(e[0], e[1], e[2], e[3]);
            case 5 -> new Tuple5(e[0], e[1], e[2], e[3], e[4]);
            case 6 -> new Tuple6(e[0], e[1], e[2], e[3], e[4], e[5]);
            case 7 -> new Tuple7(e[0], e[1], e[2], e[3], e[4], e[5], e[6]);
            case 8 -> new Tuple8(e[0], e[1], e[2], e[3], e[4], e[5], e[6], e[7]);
            default -> new TupleN(e);
        };
    }

    /** {@code {E1}}. */
    public static Tuple1 of(Term a) {
        return new Tuple1(a);
    }

    /** {@code {E1, E2}}. */
    public static Tuple2 of(Term a, Term b) {
        return new Tuple2(a, b);
    }

    /** {@code {E1, E2, E3}}. */
    public static Tuple3 of(Term a, Term b, Term c) {
        return new Tuple3(a, b, c);
    }

    /** {@code {E1, E2, E3, E4}}. */
    public static Tuple4 of(Term a, Term b, Term c, Term d) {
        return new Tuple4(a, b, c, d);
    }

    /** How many elements there are. */
    public abstract int arity();

    /**
     * Element {@code index}, from 0.
     *
     * @throws IndexOutOfBoundsException no such element
     */
    public abstract Term element(int index);

    abstract void set(int index, Term value);

    /** A tuple with the same elements that no one else holds. */
    public abstract Tuple copy();

    /** A copy with one element replaced, {@code index} from 0. */
    public final Tuple with(int index, Term value) {
        Tuple copy = copy();
        copy.set(index, value);
        return copy;
    }

    /**
     * Overwrites an element. Only for a tuple that no one else has seen: the compiler's {@code set_tuple_element} right after a copy.
     *
     * @return the tuple itself
     */
    public static Tuple overwrite(Tuple fresh, int index, Term value) {
        fresh.set(index, value);
        return fresh;
    }

    /** The elements in a new array. */
    public final Term[] toArray() {
        Term[] all = new Term[arity()];
        for (int i = 0; i < all.length; i++) {
            all[i] = element(i);
        }
        return all;
    }

    /** The elements in a new unmodifiable Java list. */
    public final List<Term> toList() {
        return List.of(toArray());
    }

    @Override
    final int rank() {
        return RANK_TUPLE;
    }

    @Override
    public final int hashCode() {
        return JavaHash.of(this);
    }
}
