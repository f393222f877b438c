package org.jbeam.natives;

/** How big integers may be. Source: OTP 25, {@code MAX_BIGNUM_DIGITS}. */
final class IntegerLimits {
    /** Bits of the greatest magnitude: 2<sup>19</sup>-1 digits of 64 bits. */
    static final long MAX_BITS = ((1L << 19) - 1) * 64;

    private IntegerLimits() {}
}
