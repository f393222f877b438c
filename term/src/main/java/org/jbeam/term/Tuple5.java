package org.jbeam.term;

/** A tuple of 5 elements, without an inner array. */
public final class Tuple5 extends Tuple {
    private Term e0;
    private Term e1;
    private Term e2;
    private Term e3;
    private Term e4;

    /** {@code {E1, ...}}. */
    public Tuple5(Term e0, Term e1, Term e2, Term e3, Term e4) {
        this.e0 = e0;
        this.e1 = e1;
        this.e2 = e2;
        this.e3 = e3;
        this.e4 = e4;
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

    /** Element 4. */
    public Term e3() {
        return e3;
    }

    /** Element 5. */
    public Term e4() {
        return e4;
    }

    @Override
    public int arity() {
        return 5;
    }

    @Override
    public Term element(int index) {
        return switch (index) {
            case 0 -> e0;
            case 1 -> e1;
            case 2 -> e2;
            case 3 -> e3;
            case 4 -> e4;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    @Override
    void set(int index, Term value) {
        switch (index) {
            case 0 -> e0 = value;
            case 1 -> e1 = value;
            case 2 -> e2 = value;
            case 3 -> e3 = value;
            case 4 -> e4 = value;
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    @Override
    public Tuple5 copy() {
        return new Tuple5(e0, e1, e2, e3, e4);
    }
}
