package org.jbeam.bitsyntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pattern of Erlang's bit syntax, compiled from its text, for matching and for building.
 *
 * {@snippet :
 * BitPattern header = BitPattern.compile("<<Version:4, Words:4, Length:16, Rest/bits>>");
 * BitMatcher matcher = header.matcher();
 * if (matcher.matches(packet)) {
 *     long length = matcher.integer("Length");
 *     Bits rest = matcher.bits("Rest");
 * }
 * Bits made = header.builder().set("Version", 4).set("Words", 5).set("Length", 20).set("Rest", Bits.EMPTY).build();
 * }
 *
 * <p>The text is {@code <<Segment, ...>>} with segments {@code Value:Size/Specifier-Specifier...}. A value is a variable, {@code _}, an
 * integer, a character, a float or a string; a size is a number, a variable, or in parentheses a sum or product of them. Specifiers are
 * {@code integer float binary bytes bitstring bits utf8 utf16 utf32 signed unsigned big little native unit:N}. A variable in a size must
 * stand in an earlier segment, or be one of the inputs named when compiling. Source: "Bit Syntax Expressions" in the Erlang Reference
 * Manual.
 *
 * <p>Immutable and safe for use by several threads; matchers and builders are not.
 */
public final class BitPattern {
    private final String text;
    private final List<String> names;
    private final Map<String, Integer> slots = new HashMap<>();
    private final int inputs;
    private final Segment[] segments;
    private final int[] positions;

    private BitPattern(String text, List<String> inputs) {
        PatternParser parser = new PatternParser(text, inputs);
        parser.parse();
        this.text = text;
        this.names = List.copyOf(parser.names());
        for (int i = 0; i < names.size(); i++) {
            slots.put(names.get(i), i);
        }
        this.inputs = inputs.size();
        this.segments = parser.segments().toArray(Segment[]::new);
        this.positions = parser.positions().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Compiles a pattern.
     *
     * @param inputs names of variables that have a value before matching: they can be used in sizes, and are compared where they stand as
     *     values
     * @throws BitSyntaxException when the text is no pattern
     */
    public static BitPattern compile(String text, String... inputs) {
        return new BitPattern(text, List.of(inputs));
    }

    /** The text it was compiled from. */
    public String text() {
        return text;
    }

    /** The variables, inputs first, then in the order in which they appear; an index in this list names a variable faster than its name. */
    public List<String> variables() {
        return names;
    }

    /** How many of {@link #variables} are inputs. */
    public int inputCount() {
        return inputs;
    }

    /**
     * The index of a variable in {@link #variables}.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public int index(String variable) {
        Integer index = slots.get(variable);
        if (index == null) {
            throw new IllegalArgumentException("no variable " + variable + " in " + text);
        }
        return index;
    }

    /**
     * Direct access to what a variable matched. Kept in a {@code static final} field it is as fast as code written by hand, if the sizes of all
     * segments before the variable are known.
     *
     * @throws IllegalArgumentException when there is no variable of that name
     */
    public BitField field(String variable) {
        int slot = index(variable);
        long offset = 0;
        for (Segment segment : segments) {
            long size = segment.fixedBits();
            if (size < 0) {
                break;
            }
            if (segment.value() instanceof Segment.Variable(int at, boolean bound) && at == slot && !bound) {
                return segment.type() == Segment.Type.INTEGER && size <= Long.SIZE
                        ? new FixedField(this, slot, variable, offset, (int) size, segment.signed(), segment.little())
                        : new AnyField(this, slot, variable);
            }
            offset += size;
        }
        return new AnyField(this, slot, variable);
    }

    /** A pattern to be defined by calls rather than as text. */
    public static BitPatternBuilder define() {
        return new BitPatternBuilder();
    }

    /**
     * A new matcher for this pattern.
     *
     * @throws BitSyntaxException when bits without a size stand before the end, which only building can do
     */
    public BitMatcher matcher() {
        return new BitMatcher(List.of(this));
    }

    /**
     * A new matcher that tries patterns in order and takes the first that matches. What neighbours begin with in common is matched once.
     *
     * @throws IllegalArgumentException when there is no pattern, or they do not have the same inputs in the same order
     * @throws BitSyntaxException as {@link #matcher}
     */
    public static BitMatcher firstOf(BitPattern... patterns) {
        return new BitMatcher(List.of(patterns));
    }

    /**
     * A new builder for this pattern. All variables, inputs or not, have to be set.
     *
     * @throws BitSyntaxException when the pattern has a {@code _}
     */
    public BitBuilder builder() {
        return new BitBuilder(this);
    }

    Segment[] segments() {
        return segments;
    }

    int position(int segment) {
        return positions[segment];
    }

    @Override
    public String toString() {
        return text;
    }
}
