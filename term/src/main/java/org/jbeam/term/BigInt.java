package org.jbeam.term;

import java.math.BigInteger;

/** An integer beyond 64 bits signed. Made by {@link IntegerTerm#of(BigInteger)}. */
public final class BigInt extends IntegerTerm {
    private final BigInteger value;

    BigInt(BigInteger value) {
        this.value = value;
    }

    @Override
    public BigInteger bigValue() {
        return value;
    }

    @Override
    public int signum() {
        return value.signum();
    }

    @Override
    int rank() {
        return RANK_NUMBER;
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
