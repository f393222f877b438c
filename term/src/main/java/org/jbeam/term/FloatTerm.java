package org.jbeam.term;

/** A finite IEEE 754 double. {@code 0.0} and {@code -0.0} are equal, as in OTP before release 27. */
public final class FloatTerm extends Term {
    private final double value;

    private FloatTerm(double value) {
        this.value = value;
    }

    /** The term of a finite value; not-a-number and infinities are not Erlang terms and are the caller's to refuse. */
    public static FloatTerm of(double value) {
        return new FloatTerm(value);
    }

    /** The value. */
    public double value() {
        return value;
    }

    @Override
    int rank() {
        return RANK_NUMBER;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(value + 0.0);
    }
}
