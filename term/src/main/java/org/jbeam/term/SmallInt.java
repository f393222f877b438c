package org.jbeam.term;

import java.math.BigInteger;

/** An integer that fits in 64 bits signed. (OTP's own small integers have 60 bits; that shows only in word counts.) */
public final class SmallInt extends IntegerTerm {
    private static final SmallInt[] BYTES = new SmallInt[256];

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = new SmallInt(i);
        }
    }

    /** 0. */
    public static final SmallInt ZERO = BYTES[0];
    /** 1. */
    public static final SmallInt ONE = BYTES[1];

    private final long value;

    private SmallInt(long value) {
        this.value = value;
    }

    /** A term of this value; always a new object, which the JIT removes where it does not escape. */
    public static SmallInt of(long value) {
        return new SmallInt(value);
    }

    /** The shared term of a byte, {@code 0..255}. */
    public static SmallInt ofByte(int value) {
        return BYTES[value & 0xff];
    }

    /** The value. */
    public long value() {
        return value;
    }

    @Override
    public BigInteger bigValue() {
        return BigInteger.valueOf(value);
    }

    @Override
    public int signum() {
        return Long.signum(value);
    }

    @Override
    int rank() {
        return RANK_NUMBER;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value * 0x9E3779B97F4A7C15L);
    }
}
