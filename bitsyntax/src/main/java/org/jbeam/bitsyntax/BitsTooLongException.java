package org.jbeam.bitsyntax;

/** A bit string would become longer than {@link BitBuffer#MAX_BYTES}. An Erlang VM raises {@code system_limit} for it. */
public final class BitsTooLongException extends BitsException {
    private static final long serialVersionUID = 1L;

    private final long bits;

    /** For a bit string of {@code bits} bits; negative when the number itself is beyond a long. */
    public BitsTooLongException(long bits) {
        super(bits < 0 ? "bit string too long" : "bit string of " + bits + " bits is too long");
        this.bits = bits;
    }

    /** The size in bits that was asked for; negative when it is beyond a long. */
    public long bits() {
        return bits;
    }
}
