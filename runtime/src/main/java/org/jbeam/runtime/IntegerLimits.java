package org.jbeam.runtime;

import java.math.BigInteger;

/** How big integers may be. Source: OTP 25, {@code MAX_BIGNUM_DIGITS}. */
public final class IntegerLimits {
    /** Bits of the greatest magnitude: 2<sup>19</sup>-1 digits of 64 bits. */
    public static final long MAX_BITS = ((1L << 19) - 1) * 64;

    private IntegerLimits() {}

    /** Is the magnitude too great for an Erlang integer? */
    public static boolean isExceededBy(BigInteger value) {
        return value.bitLength() >= MAX_BITS && value.abs().bitLength() > MAX_BITS;
    }
}
