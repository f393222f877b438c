package org.jbeam.term;

import java.math.BigInteger;

/** An integer of any size: {@link SmallInt} whenever the value fits in 64 bits signed, {@link BigInt} otherwise. */
public abstract sealed class IntegerTerm extends Term permits SmallInt, BigInt {
    IntegerTerm() {}

    /** The term of a 64-bit value. */
    public static SmallInt of(long value) {
        return SmallInt.of(value);
    }

    /** The term of a value of any size, in its canonical class. */
    public static IntegerTerm of(BigInteger value) {
        return value.bitLength() <= 63 ? SmallInt.of(value.longValue()) : new BigInt(value);
    }

    /** The value, whatever its size. */
    public abstract BigInteger bigValue();

    /** -1, 0 or 1. */
    public abstract int signum();
}
