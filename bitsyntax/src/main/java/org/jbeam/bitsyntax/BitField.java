package org.jbeam.bitsyntax;

/**
 * A variable of a {@linkplain BitPattern#field pattern}, by which the last match of a {@link BitMatcher} is asked for its value.
 *
 * {@snippet :
 * static final BitPattern HEADER = BitPattern.compile("<<Version:4, Words:4, Tos, Length:16, _/bits>>");
 * static final BitField LENGTH = HEADER.field("Length");
 *
 * long length = LENGTH.integer(matcher);
 * }
 *
 * <p>Immutable. That it is implemented by records matters: the JVM takes the components of a record in a constant for constants themselves.
 */
public sealed interface BitField permits FixedField, AnyField {
    /** The variable's name. */
    String name();

    /**
     * The integer that it matched.
     *
     * @throws IllegalStateException when the matcher's last match was none of this pattern, or the variable is of another type
     * @throws ArithmeticException when the integer does not fit a long
     */
    long integer(BitMatcher matcher);

    /**
     * The float that it matched.
     *
     * @throws IllegalStateException as {@link #integer}
     */
    double real(BitMatcher matcher);

    /**
     * The bits that it matched, a slice of the subject.
     *
     * @throws IllegalStateException as {@link #integer}
     */
    Bits bits(BitMatcher matcher);
}
