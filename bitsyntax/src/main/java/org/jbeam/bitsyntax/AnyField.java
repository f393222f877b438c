package org.jbeam.bitsyntax;

/** A variable of any type anywhere. */
record AnyField(BitPattern pattern, int slot, String name) implements BitField {
    @Override
    public long integer(BitMatcher matcher) {
        matcher.start(pattern);
        return matcher.integer(slot);
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
