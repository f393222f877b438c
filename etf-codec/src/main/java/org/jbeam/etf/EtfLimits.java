package org.jbeam.etf;

import org.jbeam.etf.EtfException.Reason;

/** The limits of a decoder; each is the greatest allowed value. */
record EtfLimits(int maxDepth, long maxTerms, int maxNewAtoms, int maxBytes, long maxIntegerBits, int maxInflatedBytes, int maxInflateRatio) {
    private static final int ANY = Integer.MAX_VALUE;
    /** What OTP 25 decodes at most: 2<sup>19</sup>-1 digits of 64 bits. */
    private static final long OTP_INTEGER_BITS = 64L * ((1 << 19) - 1);

    static final EtfLimits NONE = new EtfLimits(ANY, Long.MAX_VALUE, ANY, ANY, OTP_INTEGER_BITS, ANY, ANY);
    static final EtfLimits UNTRUSTED = new EtfLimits(512, 1 << 20, 0, 1 << 24, 1 << 16, 1 << 24, 100);

    void checkBytes(int bytes) {
        if (bytes > maxBytes) {
            throw new EtfException(Reason.LIMIT, 0, bytes + " bytes of input, " + maxBytes + " allowed");
        }
    }

    EtfLimits maxDepth(int value) {
        return new EtfLimits(value, maxTerms, maxNewAtoms, maxBytes, maxIntegerBits, maxInflatedBytes, maxInflateRatio);
    }

    EtfLimits maxTerms(long value) {
        return new EtfLimits(maxDepth, value, maxNewAtoms, maxBytes, maxIntegerBits, maxInflatedBytes, maxInflateRatio);
    }

    EtfLimits maxNewAtoms(int value) {
        return new EtfLimits(maxDepth, maxTerms, value, maxBytes, maxIntegerBits, maxInflatedBytes, maxInflateRatio);
    }

    EtfLimits maxBytes(int value) {
        return new EtfLimits(maxDepth, maxTerms, maxNewAtoms, value, maxIntegerBits, maxInflatedBytes, maxInflateRatio);
    }

    EtfLimits maxIntegerBits(long value) {
        return new EtfLimits(maxDepth, maxTerms, maxNewAtoms, maxBytes, value, maxInflatedBytes, maxInflateRatio);
    }

    EtfLimits maxInflatedBytes(int value) {
        return new EtfLimits(maxDepth, maxTerms, maxNewAtoms, maxBytes, maxIntegerBits, value, maxInflateRatio);
    }

    EtfLimits maxInflateRatio(int value) {
        return new EtfLimits(maxDepth, maxTerms, maxNewAtoms, maxBytes, maxIntegerBits, maxInflatedBytes, value);
    }
}
