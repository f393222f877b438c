package org.jbeam.term;

/** A tuple of 2 elements, without an inner array. */
public final class Tuple2 extends Tuple {
    private Term e0;
    private Term e1;

    /** {@code {E1, ...}}. */
    public Tuple2(Term e0, Term e1) {
        this.e0 = e0;
        this.e1 = e1;
    }

    /** Element 1. */
    public Term e0() {
        return e0;
    }

    /** Element 2. */
    public Term e1() {
        return e1;
    }

    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Term element(int index) {
        return switch (index) {
            case 0 -> e0;
            case 1 -> e1;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    @Override
    void set(int index, Term value) {
        switch (index) {
            case 0 -> e0 = value;
            case 1 -> e1 = value;
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    @Override
    public Tuple2 copy() {
        return new Tuple2(e0, e1);
    }
}
