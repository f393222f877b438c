package org.jbeam.term;

/** A tuple of no elements, or of more than eight, in an array. */
public final class TupleN extends Tuple {
    private final Term[] elements;

    /** A tuple over this very array, whose length is 0 or more than 8. */
    TupleN(Term[] elements) {
        this.elements = elements;
    }

    @Override
    public int arity() {
        return elements.length;
    }

    @Override
    public Term element(int index) {
        return elements[index];
    }

    @Override
    void set(int index, Term value) {
        elements[index] = value;
    }

    @Override
    public TupleN copy() {
        return new TupleN(elements.clone());
    }
}
