package org.jbeam.bitsyntax;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jbeam.bitsyntax.Segment.Type;

/**
 * Matches bit strings against one pattern, or the first of several, and tells the values of the variables of the last match. Made once and
 * used again and again; what it gives out stays valid. Not safe for use by several threads.
 *
 * <p>Values are read when they are asked for: the array of the subject must not change before. Matching allocates nothing, and reading an
 * integer that fits a long, or a float, does not either.
 *
 * <p>{@link #matches} takes a whole bit string. {@link #over} and {@link #next} walk over one as a generator of a bit string comprehension
 * does: {@code <<X:4, 1:4>> <= Subject} skips what differs only in values, and ends at the first place where the bits do not suffice or
 * have no value of the type.
 *
 * <p>A variable that appears twice matches equal values; floats compare as numbers, 0.0 and -0.0 equal. An integer literal that does not fit
 * its segment matches nothing.
 */
public final class BitMatcher {
    private static final long FAILED = -1;
    private static final MatchPlan.Place[] NONE = {};

    private final BitPattern[] patterns;
    private final MatchPlan[] plans;
    /** By pattern: how many blocks it has in common, from the first, with the pattern before it. */
    private final int[] shared;
    /** By block of the current pattern: where it begins, and where the last one ends. */
    private final long[] starts;
    private final Frame frame;
    private final int inputs;
    /** Are there values, but those of the inputs, that matching puts into the frame? */
    private final boolean usesFrame;
    /** The only block, but for bits without a size behind it, of the only pattern, when constants are all that it has to compare; else null. */
    private final MatchPlan.Block header;
    private final int restUnit;

    private byte[] array;
    private long subjectStart;
    private long subjectEnd;
    private long position;
    private int matched = -1;
    private BitPattern current;
    /** By slot of the pattern that matched: where the value stands, or null when it is in the frame. */
    private MatchPlan.Place[] places = NONE;
    /** A value of the pattern differs from that of the bits; all was there otherwise. */
    private boolean differs;
    private boolean walks;

    BitMatcher(List<BitPattern> patterns) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("no pattern");
        }
        this.patterns = patterns.toArray(BitPattern[]::new);
        this.inputs = patterns.getFirst().inputCount();
        int count = patterns.size();
        int slots = 0;
        int[] common = new int[count];
        BitSet cuts = new BitSet();
        BitSet eager = new BitSet();
        for (int i = 0; i < count; i++) {
            BitPattern pattern = patterns.get(i);
            check(pattern);
            common[i] = i == 0 ? 0 : common(patterns.get(i - 1).segments(), pattern.segments());
            cuts.set(common[i]);
            MatchPlan.addUsed(pattern, eager);
            slots = Math.max(slots, pattern.variables().size());
        }
        this.plans = new MatchPlan[count];
        this.shared = new int[count];
        int longest = 0;
        boolean inFrame = false;
        for (int i = 0; i < count; i++) {
            plans[i] = MatchPlan.of(patterns.get(i), cuts, eager);
            shared[i] = plans[i].blocksOf(common[i]);
            longest = Math.max(longest, plans[i].blocks().length);
            inFrame |= plans[i].fillsFrame(inputs);
        }
        this.usesFrame = inFrame;
        this.header = count == 1 ? plans[0].header() : null;
        this.restUnit = header == null || longest == 1 ? 1 : plans[0].blocks()[1].checks()[0].unit();
        this.frame = new Frame(slots);
        this.starts = new long[longest + 1];
    }

    private void check(BitPattern pattern) {
        List<String> expected = patterns[0].variables().subList(0, inputs);
        if (pattern.inputCount() != inputs || !pattern.variables().subList(0, inputs).equals(expected)) {
            throw new IllegalArgumentException("patterns with different inputs");
        }
        Segment[] segments = pattern.segments();
        for (int i = 0; i < segments.length - 1; i++) {
            if (segments[i].isRest()) {
                throw new BitSyntaxException("bits without a size can only be matched at the end", pattern.position(i));
            }
        }
    }

    private static int common(Segment[] a, Segment[] b) {
        int count = 0;
        while (count < a.length && count < b.length && a[count].equals(b[count])) {
            count++;
        }
        return count;
    }

    /**
     * Gives an input its value, an integer; it stays until set again.
     *
     * @throws IllegalArgumentException when there is no such input
     */
    public BitMatcher set(String input, long value) {
        frame.setInteger(input(input), value);
        return this;
    }

    /** Gives an input its value, a big integer; otherwise as {@link #set(String, long)}. */
    public BitMatcher set(String input, BigInteger value) {
        frame.setInteger(input(input), value);
        return this;
    }

    /** Gives an input its value, a float; otherwise as {@link #set(String, long)}. */
    public BitMatcher set(String input, double value) {
        frame.setReal(input(input), value);
        return this;
    }

    /** Gives an input its value, bits; otherwise as {@link #set(String, long)}. */
    public BitMatcher set(String input, Bits value) {
        frame.setBits(input(input), Objects.requireNonNull(value));
        return this;
    }

    private int input(String name) {
        int index = patterns[0].index(name);
        if (index >= inputs) {
            throw new IllegalArgumentException(name + " is no input");
        }
        return index;
    }

    /** Does a pattern match all of the subject? */
    public boolean matches(Bits subject) {
        return matches(subject.array(), subject.offset(), subject.size());
    }

    /** As {@link #matches(Bits)}, for {@code size} bits of an array from {@code offset}, which all lie inside. */
    public boolean matches(byte[] bytes, long offset, long size) {
        if (header != null) {
            return matchesHeader(bytes, offset, size);
        }
        begin(bytes, offset, size);
        int failedAt = 0;
        for (int i = 0; i < shared.length; i++) {
            if (i > 0 && shared[i] > failedAt) {
                continue;
            }
            MatchPlan.Block[] blocks = plans[i].blocks();
            failedAt = run(blocks, shared[i], false);
            if (failedAt == blocks.length && position == subjectEnd) {
                found(i);
                return true;
            }
        }
        return false;
    }

    private void forget() {
        if (usesFrame) {
            frame.clear(inputs);
        }
    }

    private void found(int pattern) {
        matched = pattern;
        if (current != patterns[pattern]) {
            current = patterns[pattern];
            places = plans[pattern].places();
        }
    }

    private void lost() {
        matched = -1;
        current = null;
        places = NONE;
    }

    /** {@link #matches} for one pattern whose sizes are all known and of which only constants have to be compared. */
    private boolean matchesHeader(byte[] bytes, long offset, long size) {
        Objects.checkFromIndexSize(offset, size, 8L * bytes.length);
        MatchPlan.Block block = header;
        // a store of a reference costs more than a comparison: collectors keep book of them
        if (array != bytes) {
            array = bytes;
        }
        subjectStart = offset;
        subjectEnd = offset + size;
        position = subjectEnd;
        starts[0] = offset;
        starts[1] = offset + block.size();
        boolean matches = size == block.size();
        if (starts.length > 2) {
            starts[2] = subjectEnd;
            matches = size >= block.size() && (restUnit == 1 || (size - block.size()) % restUnit == 0);
        }
        if (matches) {
            long[] words = block.words();
            for (int i = 0; i < words.length; i += 3) {
                matches &= BitGet.unsigned(bytes, offset + words[i], (int) words[i + 1]) == words[i + 2];
            }
        }
        if (matches) {
            found(0);
        } else {
            lost();
        }
        return matches;
    }

    /** Begins a walk over a subject; {@link #next} follows. */
    public BitMatcher over(Bits subject) {
        begin(subject.array(), subject.offset(), subject.size());
        return this;
    }

    private void begin(byte[] bytes, long offset, long size) {
        Objects.checkFromIndexSize(offset, size, 8L * bytes.length);
        forget();
        array = bytes;
        subjectStart = offset;
        subjectEnd = offset + size;
        position = offset;
        starts[0] = offset;
        lost();
    }

    /**
     * Goes to the next match of the walk begun with {@link #over}; false at its end. A match of no bits at all ends the walk, too: it would be found
     * for ever.
     *
     * @throws IllegalStateException when this matcher has several patterns, or no walk was begun
     */
    public boolean next() {
        if (shared.length != 1 || array == null) {
            throw new IllegalStateException(array == null ? "no walk begun" : "walks take one pattern");
        }
        MatchPlan.Block[] blocks = plans[0].blocks();
        lost();
        while (true) {
            long from = position;
            starts[0] = from;
            forget();
            if (run(blocks, 0, true) < blocks.length || position == from) {
                position = from;
                return false;
            }
            if (!differs) {
                found(0);
                return true;
            }
        }
    }

    /** Where the last match ended, in bits from the start of the subject; where it stopped, after a failure of {@link #next}. */
    public long end() {
        return position - subjectStart;
    }

    /**
     * Which pattern matched: its index among those of {@link BitPattern#firstOf}.
     *
     * @throws IllegalStateException when none did
     */
    public int which() {
        if (matched < 0) {
            throw new IllegalStateException("no match");
        }
        return matched;
    }

    /**
     * Runs blocks from one of them on, from where it begins.
     *
     * @param onwards go on after a value that differs
     * @return the block that failed, or their number
     */
    private int run(MatchPlan.Block[] blocks, int from, boolean onwards) {
        differs = false;
        walks = onwards;
        long at = starts[from];
        for (int i = from; i < blocks.length; i++) {
            at = block(blocks[i], at);
            if (at == FAILED || differs && !onwards) {
                return i;
            }
            starts[i + 1] = at;
        }
        position = at;
        return blocks.length;
    }

    /** Matches one block at a position; as {@link #step}. */
    private long block(MatchPlan.Block block, long at) {
        Segment[] checks = block.checks();
        if (block.size() < 0) {
            return step(checks[0], at);
        }
        if (block.size() > subjectEnd - at) {
            return FAILED;
        }
        long[] offsets = block.offsets();
        long[] words = block.words();
        for (int i = 0; i < words.length; i += 3) {
            differs |= BitGet.unsigned(array, at + words[i], (int) words[i + 1]) != words[i + 2];
        }
        for (int i = 0; i < checks.length; i++) {
            if (step(checks[i], at + offsets[i]) == FAILED) {
                return FAILED;
            }
        }
        return at + block.size();
    }

    /** Matches one segment at a position; the position behind it, or FAILED. A value that differs is noted in {@link #differs}. */
    private long step(Segment segment, long at) {
        return switch (segment.type()) {
            case CONSTANT -> constant((Segment.ConstantBits) segment.value(), at);
            case INTEGER, FLOAT, BITS -> sized(segment, at);
            case UTF8 -> codePoint(segment, at, BitUtf.utf8(array, at, subjectEnd));
            case UTF16 -> codePoint(segment, at, BitUtf.utf16(array, at, subjectEnd, segment.little()));
            case UTF32 -> codePoint(segment, at, BitUtf.utf32(array, at, subjectEnd, segment.little()));
        };
    }

    private long constant(Segment.ConstantBits constant, long at) {
        Bits bits = constant.bits();
        if (subjectEnd - at < bits.size()) {
            return FAILED;
        }
        boolean equal = bits.size() <= Long.SIZE ? BitGet.unsigned(array, at, (int) bits.size()) == constant.word()
                : BitCopy.equal(array, at, bits.array(), bits.offset(), bits.size());
        differs |= !equal || !constant.matchable();
        return at + bits.size();
    }

    private long sized(Segment segment, long at) {
        if (segment.isRest()) {
            return rest(segment, at);
        }
        long size = segment.bits(frame);
        if (size < 0 || size > subjectEnd - at) {
            return FAILED;
        }
        if (segment.type() == Type.BITS) {
            bits(segment, at, size);
        } else if (segment.type() == Type.INTEGER) {
            integer(segment, at, size);
        } else if (!real(segment, at, size)) {
            return FAILED;
        }
        return at + size;
    }

    private long rest(Segment segment, long at) {
        long size = subjectEnd - at;
        if (size % segment.unit() != 0) {
            return FAILED;
        }
        bits(segment, at, size);
        return subjectEnd;
    }

    private void bits(Segment segment, long at, long size) {
        if (segment.value() instanceof Segment.Variable(int slot, boolean bound)) {
            Bits value = Bits.of(array, at, size);
            boolean equal = !bound || frame.kind(slot) == Frame.BITS && frame.object(slot).equals(value);
            if (keeps(slot, bound, equal)) {
                frame.setBits(slot, value);
            }
        }
    }

    private void integer(Segment segment, long at, long size) {
        if (segment.value() instanceof Segment.Skip) {
            return;
        }
        int bits = (int) Math.min(size, 64);
        long small = segment.little() ? BitGet.unsignedLittle(array, at, bits) : BitGet.unsigned(array, at, bits);
        if (segment.signed()) {
            small = small << (64 - bits) >> (64 - bits);
        }
        if (size <= 64 && BitGet.fitsLong(small, bits, segment.signed())) {
            value(segment.value(), small);
        } else {
            value(segment.value(), BitGet.integer(array, at, size, segment.signed(), segment.little()));
        }
    }

    /**
     * Notes whether a value equals the one that its variable has, and tells whether the variable gets it. In a walk it does even where it differs:
     * what is skipped has the sizes that the latest values say, as in OTP.
     */
    private boolean keeps(int slot, boolean bound, boolean equal) {
        differs |= !equal;
        return !bound || !equal && walks && slot >= inputs;
    }

    private void value(Segment.Value target, long value) {
        if (target instanceof Segment.Variable(int slot, boolean bound)) {
            boolean equal = !bound || frame.kind(slot) == Frame.INTEGER && frame.number(slot) == value;
            if (keeps(slot, bound, equal)) {
                frame.setInteger(slot, value);
            }
        } else if (target instanceof Segment.IntegerLiteral(BigInteger number)) {
            differs |= number.bitLength() > 63 || number.longValue() != value;
        }
    }

    private void value(Segment.Value target, BigInteger value) {
        if (target instanceof Segment.Variable(int slot, boolean bound)) {
            boolean isInteger = frame.kind(slot) == Frame.INTEGER || frame.kind(slot) == Frame.BIG;
            if (keeps(slot, bound, !bound || isInteger && frame.big(slot).equals(value))) {
                frame.setInteger(slot, value);
            }
        } else if (target instanceof Segment.IntegerLiteral(BigInteger number)) {
            differs |= !number.equals(value);
        }
    }

    /** False when there is no finite float. */
    private boolean real(Segment segment, long at, long size) {
        if (size != 0 && !BitPut.isRealSize(size)) {
            return false;
        }
        double value = BitGet.real(array, at, (int) size, segment.little());
        if (!Double.isFinite(value)) {
            return false;
        }
        if (segment.value() instanceof Segment.FloatLiteral(double number)) {
            differs |= number != value;
        } else if (segment.value() instanceof Segment.Variable(int slot, boolean bound)) {
            boolean equal = !bound || frame.kind(slot) == Frame.REAL && frame.real(slot) == value;
            if (keeps(slot, bound, equal)) {
                frame.setReal(slot, value);
            }
        }
        return true;
    }

    private long codePoint(Segment segment, long at, long decoded) {
        if (decoded == BitUtf.NONE) {
            return FAILED;
        }
        value(segment.value(), BitUtf.codePoint(decoded));
        return at + BitUtf.size(decoded);
    }

    /** Where the match of this pattern begins; for fields. */
    long start(BitPattern pattern) {
        if (current != pattern) {
            throw new IllegalStateException("no match of " + pattern);
        }
        return starts[0];
    }

    byte[] array() {
        return array;
    }

    private int index(String variable) {
        return patterns[which()].index(variable);
    }

    /** The place of a variable in the bits, or null when the frame has its value. */
    private MatchPlan.Place place(int variable) {
        if (current == null) {
            throw new IllegalStateException("no match");
        }
        return places[variable];
    }

    private long sizeOf(MatchPlan.Place place) {
        return place.size() == MatchPlan.TO_THE_END ? starts[place.block() + 1] - starts[place.block()] : place.size();
    }

    /**
     * The integer that a variable matched.
     *
     * @throws IllegalArgumentException when there is no such variable
     * @throws IllegalStateException when nothing matched, or the variable is of another type
     * @throws ArithmeticException when the integer does not fit a long: see {@link #bigInteger}
     */
    public long integer(String variable) {
        return integer(index(variable));
    }

    /** As {@link #integer(String)}, by the variable's index. */
    public long integer(int variable) {
        MatchPlan.Place place = place(variable);
        if (place != null && place.isWord()) {
            int bits = (int) place.size();
            long at = starts[place.block()] + place.offset();
            long read = place.little() ? BitGet.unsignedLittle(array, at, bits) : BitGet.unsigned(array, at, bits);
            if (place.signed()) {
                return read << (64 - bits) >> (64 - bits);
            }
            if (BitGet.fitsLong(read, bits, false)) {
                return read;
            }
        } else if (place == null && frame.kind(variable) == Frame.INTEGER) {
            return frame.number(variable);
        }
        return bigInteger(variable).longValueExact();
    }

    /** The integer of any size that a variable matched; errors as of {@link #integer(String)}. */
    public BigInteger bigInteger(String variable) {
        return bigInteger(index(variable));
    }

    /** As {@link #bigInteger(String)}, by the variable's index. */
    public BigInteger bigInteger(int variable) {
        MatchPlan.Place place = place(variable);
        if (place != null && place.type() == Type.INTEGER) {
            return BitGet.integer(array, starts[place.block()] + place.offset(), sizeOf(place), place.signed(), place.little());
        }
        byte kind = place != null ? Frame.UNSET : frame.kind(variable);
        if (kind != Frame.INTEGER && kind != Frame.BIG) {
            throw new IllegalStateException("no integer");
        }
        return frame.big(variable);
    }

    /** The float that a variable matched; errors as of {@link #integer(String)}. */
    public double real(String variable) {
        return real(index(variable));
    }

    /** As {@link #real(String)}, by the variable's index. */
    public double real(int variable) {
        if (place(variable) != null || frame.kind(variable) != Frame.REAL) {
            throw new IllegalStateException("no float");
        }
        return frame.real(variable);
    }

    /** The bits that a variable matched, a slice of the subject; errors as of {@link #integer(String)}. */
    public Bits bits(String variable) {
        return bits(index(variable));
    }

    /** As {@link #bits(String)}, by the variable's index. */
    public Bits bits(int variable) {
        MatchPlan.Place place = place(variable);
        if (place != null && place.type() == Type.BITS) {
            return Bits.of(array, starts[place.block()] + place.offset(), sizeOf(place));
        }
        if (place != null || frame.kind(variable) != Frame.BITS) {
            throw new IllegalStateException("no bits");
        }
        return (Bits) frame.object(variable);
    }
}
