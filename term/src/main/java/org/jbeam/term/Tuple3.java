package org.jbeam.term;

/** A tuple of 3 elements, without an inner array. */
public final class Tuple3 extends Tuple {
    private Term e0;
    private Term e1;
    private Term e2;

    /** {@code {E1, ...}}. */
    public Tuple3(Term e0, Term e1, Term e2) {
        this.e0 = e0;
        this.e1 = e1;
        this.e2 = e2;
    }

    /** Element 1. */
    public Term e0() {
        return e0;
    }

    /** Element 2. */
    public Term e1() {
        return e1;
    }

    /** Element 3. */
    public Term e2() {
        return e2;
    }

    @Override
    public int arity() {
        return 3;
    }

    @Override
    public Term element(int index) {
        return switch (index) {
            case 0 -> e0;
            case 1 -> e1;
            case 2 -> e2;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    @Override
    void set(int index, Term value) {
        switch (index) {
            case 0 -> e0 = value;
            case 1 -> e1 = value;
            case 2 -> e2 = value;
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    @Override
    public Tuple3 copy() {
        return new Tuple3(e0, e1, e2);
    }
}
