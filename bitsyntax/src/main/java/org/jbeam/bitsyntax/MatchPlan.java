package org.jbeam.bitsyntax;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jbeam.bitsyntax.Segment.Type;

/**
 * How a pattern is matched: segments whose sizes are known stand together in blocks, of which one comparison tells whether the bits suffice. What of
 * a block only gives a variable its value is not looked at before somebody asks for the value.
 */
final class MatchPlan {
    /** The size of a place that reaches to the end of its block. */
    static final long TO_THE_END = -1;

    /**
     * Segments that lie side by side.
     *
     * @param size bits of all of them; -1 for a single segment whose size depends on what is matched
     * @param checks those that can fail, or whose values are needed by later ones
     * @param offsets where each of {@code checks} begins, in bits from the start of the block
     * @param words the constants of at most 64 bits, three numbers each: offset, size and value; they are not among {@code checks}
     */
    record Block(long size, Segment[] checks, long[] offsets, long[] words) {
    }

    /**
     * Where the value of a variable stands.
     *
     * @param offset bits from the start of the block
     * @param size bits, or {@link #TO_THE_END}
     */
    record Place(int block, long offset, long size, Type type, boolean signed, boolean little) {
        /** Is it an integer of at most 64 bits? */
        boolean isWord() {
            return type == Type.INTEGER && size >= 0 && size <= 64;
        }
    }

    private final Block[] blocks;
    private final Place[] places;
    private final int[] firstSegments;

    private MatchPlan(List<Block> blocks, Place[] places, List<Integer> firstSegments) {
        this.blocks = blocks.toArray(Block[]::new);
        this.places = places;
        this.firstSegments = firstSegments.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * A plan for a pattern.
     *
     * @param cuts segments at which a block has to begin
     * @param eager slots whose values have to be known when the match is done
     */
    static MatchPlan of(BitPattern pattern, BitSet cuts, BitSet eager) {
        return new Maker(pattern, cuts, eager).make();
    }

    Block[] blocks() {
        return blocks;
    }

    /** By slot: where the value stands in the bits; null when the matcher's frame has it. */
    Place[] places() {
        return places;
    }

    /** The first block, when it only compares constants and nothing follows but bits without a size whose value is read later; otherwise null. */
    Block header() {
        if (blocks.length == 0 || blocks.length > 2 || blocks[0].size() < 0 || blocks[0].checks().length > 0) {
            return null;
        }
        boolean ends = blocks.length == 1 || blocks[1].size() < 0 && blocks[1].checks()[0].isRest()
                && blocks[1].checks()[0].value() instanceof Segment.Skip;
        return ends ? blocks[0] : null;
    }

    /** Does a slot from this one on get its value while matching? */
    boolean fillsFrame(int from) {
        for (int slot = from; slot < places.length; slot++) {
            if (places[slot] == null) {
                return true;
            }
        }
        return false;
    }

    /** How many blocks the first {@code segments} segments are; a block begins behind them. */
    int blocksOf(int segments) {
        int count = 0;
        while (count < firstSegments.length && firstSegments[count] < segments) {
            count++;
        }
        return count;
    }

    /** Adds the slots of a pattern that later segments use. */
    static void addUsed(BitPattern pattern, BitSet used) {
        for (Segment segment : pattern.segments()) {
            if (segment.value() instanceof Segment.Variable(int slot, boolean bound) && bound) {
                used.set(slot);
            }
            if (segment.size() != null) {
                segment.size().addSlots(used);
            }
        }
    }

    private static final class Maker {
        private final Segment[] segments;
        private final BitSet cuts;
        private final BitSet eager;
        private final Place[] places;
        private final List<Block> blocks = new ArrayList<>();
        private final List<Integer> firstSegments = new ArrayList<>();
        private final List<Segment> checks = new ArrayList<>();
        private final List<Long> offsets = new ArrayList<>();
        private final List<Long> words = new ArrayList<>();
        private long size;
        private int first;

        Maker(BitPattern pattern, BitSet cuts, BitSet eager) {
            this.segments = pattern.segments();
            this.cuts = cuts;
            this.eager = eager;
            this.places = new Place[pattern.variables().size()];
        }

        MatchPlan make() {
            for (int i = 0; i < segments.length; i++) {
                long bits = segments[i].fixedBits();
                if (bits < 0 || cuts.get(i)) {
                    close(i);
                }
                if (bits < 0) {
                    dynamic(segments[i], i);
                } else {
                    fixed(segments[i], bits);
                }
            }
            close(segments.length);
            return new MatchPlan(blocks, places, firstSegments);
        }

        private void close(int next) {
            if (next > first) {
                blocks.add(new Block(size, checks.toArray(Segment[]::new), numbers(offsets), numbers(words)));
                firstSegments.add(first);
            }
            checks.clear();
            offsets.clear();
            words.clear();
            size = 0;
            first = next;
        }

        private static long[] numbers(List<Long> list) {
            return list.stream().mapToLong(Long::longValue).toArray();
        }

        private void dynamic(Segment segment, int index) {
            Segment check = place(segment, 0, TO_THE_END) ? segment.skipped() : segment;
            blocks.add(new Block(-1, new Segment[] {check}, new long[1], new long[0]));
            firstSegments.add(index);
            first = index + 1;
        }

        private void fixed(Segment segment, long bits) {
            boolean skipped = segment.value() instanceof Segment.Skip && segment.type() != Type.FLOAT;
            if (segment.value() instanceof Segment.ConstantBits constant && constant.matchable() && bits <= Long.SIZE) {
                words.addAll(List.of(size, bits, constant.word()));
            } else if (!skipped && !place(segment, size, bits)) {
                checks.add(segment);
                offsets.add(size);
            }
            size += bits;
        }

        /** Notes the place of a variable of which nothing else depends. */
        private boolean place(Segment segment, long offset, long bits) {
            if (segment.type() != Type.INTEGER && segment.type() != Type.BITS
                    || !(segment.value() instanceof Segment.Variable(int slot, boolean bound)) || bound || eager.get(slot)) {
                return false;
            }
            places[slot] = new Place(blocks.size(), offset, bits, segment.type(), segment.signed(), segment.little());
            return true;
        }
    }
}
