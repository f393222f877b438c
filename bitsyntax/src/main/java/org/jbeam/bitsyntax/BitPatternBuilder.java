package org.jbeam.bitsyntax;

import java.math.BigInteger;
import java.util.StringJoiner;

/**
 * Defines a pattern by calls, a segment each, in their order; {@link #compile} makes of them what {@link BitPattern#compile} makes of text, which is
 * {@link #toString}.
 *
 * {@snippet :
 * BitPattern packet = BitPattern.define().integer("Type", 4).skip(4).integer("Length", 16, BitOption.LITTLE)
 *         .bytes("Payload", BitSize.of("Length")).rest("More").compile();
 * }
 *
 * <p>A variable that appears a second time matches equal values. What is no word at all is refused as a name ({@link IllegalArgumentException}), all
 * other problems are found by {@link #compile}. Not safe for
 * use by several threads.
 */
public final class BitPatternBuilder {
    private final StringJoiner segments = new StringJoiner(", ", "<<", ">>");

    BitPatternBuilder() {
    }

    private BitPatternBuilder add(String value, Object size, String type, BitOption... options) {
        StringBuilder text = new StringBuilder(value);
        if (size != null) {
            text.append(':').append(size);
        }
        text.append('/').append(type);
        for (BitOption option : options) {
            text.append('-').append(option.text());
        }
        segments.add(text);
        return this;
    }

    /** A name that cannot be taken for anything else in the text; whether it is a variable is found when the text is read. */
    static String name(String variable) {
        boolean plain = !variable.isEmpty() && variable.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '@');
        if (!plain) {
            throw new IllegalArgumentException("no variable: " + variable);
        }
        return variable;
    }

    /** An integer of a number of bits. */
    public BitPatternBuilder integer(String variable, int bits, BitOption... options) {
        return add(name(variable), BitSize.of(bits), "integer", options);
    }

    /** An integer whose size in bits depends on earlier segments. */
    public BitPatternBuilder integer(String variable, BitSize bits, BitOption... options) {
        return add(name(variable), bits, "integer", options);
    }

    /** A float of 16, 32 or 64 bits. */
    public BitPatternBuilder real(String variable, int bits, BitOption... options) {
        return add(name(variable), BitSize.of(bits), "float", options);
    }

    /** Bits, their number given. */
    public BitPatternBuilder bits(String variable, BitSize bits) {
        return add(name(variable), bits, "bits");
    }

    /** Bytes, their number given. */
    public BitPatternBuilder bytes(String variable, BitSize bytes) {
        return add(name(variable), bytes, "bytes");
    }

    /** All bits that are left; to match, the last segment. */
    public BitPatternBuilder rest(String variable) {
        return add(name(variable), null, "bits");
    }

    /** All bytes that are left, when they are whole; to match, the last segment. */
    public BitPatternBuilder restOfBytes(String variable) {
        return add(name(variable), null, "bytes");
    }

    /** A code point as UTF-8. */
    public BitPatternBuilder utf8(String variable) {
        return add(name(variable), null, "utf8");
    }

    /** A code point as UTF-16. */
    public BitPatternBuilder utf16(String variable, BitOption... options) {
        return add(name(variable), null, "utf16", options);
    }

    /** A code point as UTF-32. */
    public BitPatternBuilder utf32(String variable, BitOption... options) {
        return add(name(variable), null, "utf32", options);
    }

    /** A certain integer of a number of bits. */
    public BitPatternBuilder literal(long value, int bits, BitOption... options) {
        return add(Long.toString(value), BitSize.of(bits), "integer", options);
    }

    /** A certain integer of a number of bits. */
    public BitPatternBuilder literal(BigInteger value, int bits, BitOption... options) {
        return add(value.toString(), BitSize.of(bits), "integer", options);
    }

    /**
     * A certain float of 16, 32 or 64 bits.
     *
     * @throws IllegalArgumentException when it is not finite
     */
    public BitPatternBuilder literal(double value, int bits, BitOption... options) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("no finite float: " + value);
        }
        return add(Double.toString(value), BitSize.of(bits), "float", options);
    }

    /** A certain text as UTF-8. */
    public BitPatternBuilder text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> quoted.append("\\x{").append(Integer.toHexString(point)).append('}'));
        return add(quoted.append('"').toString(), null, "utf8");
    }

    /** Bits that may be anything; what has them cannot be built. */
    public BitPatternBuilder skip(long bits) {
        return add("_", BitSize.of(bits), "bits");
    }

    /** Bits that may be anything, as many as earlier segments say; what has them cannot be built. */
    public BitPatternBuilder skip(BitSize bits) {
        return add("_", bits, "bits");
    }

    /**
     * The pattern; more segments can be added to this builder for another.
     *
     * @param inputs as of {@link BitPattern#compile}
     * @throws BitSyntaxException when a name is no variable of Erlang's, a size uses a variable that has no value yet, or a literal does not have the
     *     type of its segment; its position is one of {@link #toString}
     */
    public BitPattern compile(String... inputs) {
        return BitPattern.compile(toString(), inputs);
    }

    /** The text of the pattern. */
    @Override
    public String toString() {
        return segments.toString();
    }
}
