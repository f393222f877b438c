package org.jbeam.bitsyntax;

/**
 * An integer of at most 64 bits at a known place.
 *
 * @param offset bits from the start of the match
 * @param size bits
 */
record FixedField(BitPattern pattern, int slot, String name, long offset, int size, boolean signed, boolean little) implements BitField {
    @Override
    public long integer(BitMatcher matcher) {
        long start = matcher.start(pattern);
        byte[] array = matcher.array();
        long read;
        if ((start & 7) == 0) {
            read = BitGet.atOffset(array, (int) (start >>> 3) + (int) (offset >>> 3), (int) offset & 7, size);
        } else {
            read = BitGet.unsigned(array, start + offset, size);
        }
        if (little) {
            read = BitGet.swap(read, size);
        }
        if (signed) {
            return read << (64 - size) >> (64 - size);
        }
        if (size == Long.SIZE && read < 0) {
            throw new ArithmeticException("the integer does not fit a long");
        }
        return read;
    }

    @Override
    public double real(BitMatcher matcher) {
        matcher.start(pattern);
        return matcher.real(slot);
    }

    @Override
    public Bits bits(BitMatcher matcher) {
        matcher.start(pattern);
        return matcher.bits(slot);
    }

    @Override
    public String toString() {
        return name + " of " + pattern;
    }
}
