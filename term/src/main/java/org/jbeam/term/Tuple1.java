package org.jbeam.term;

/** A tuple of 1 element, without an inner array. */
public final class Tuple1 extends Tuple {
    private Term e0;

    /** {@code {E1}}. */
    public Tuple1(Term e0) {
        this.e0 = e0;
    }

    /** Element 1. */
    public Term e0() {
        return e0;
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public Term element(int index) {
        return switch (index) {
            case 0 -> e0;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    @Override
    void set(int index, Term value) {
        switch (index) {
            case 0 -> e0 = value;
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    @Override
    public Tuple1 copy() {
        return new Tuple1(e0);
    }
}
