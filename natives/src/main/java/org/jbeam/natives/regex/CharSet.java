package org.jbeam.natives.regex;

import java.util.Arrays;

/**
 * An immutable set of code points: sorted, disjoint, inclusive ranges {@code lo0, hi0, lo1, hi1...}, with a table for 0..255.
 * Membership costs one array access below 256 and a binary search above.
 */
final class CharSet {
    static final int MAX = 0x10FFFF;
    static final CharSet ALL = new Builder().add(0, MAX).build();

    /** Membership of 0..255; never written after construction. */
    final boolean[] low;
    private final int[] ranges;

    private CharSet(int[] ranges) {
        this.ranges = ranges;
        this.low = new boolean[256];
        for (int i = 0; i < ranges.length && ranges[i] < 256; i += 2) {
            Arrays.fill(low, ranges[i], Math.min(ranges[i + 1], 255) + 1, true);
        }
    }

    boolean contains(int c) {
        if (c < 256) {
            return low[c];
        }
        int lo = 0;
        int hi = (ranges.length >> 1) - 1;
        while (lo <= hi) {
            int mid = (lo + hi) >>> 1;
            if (c < ranges[2 * mid]) {
                hi = mid - 1;
            } else if (c > ranges[2 * mid + 1]) {
                lo = mid + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** The ranges as {@code lo, hi} pairs; not to be modified. */
    int[] ranges() {
        return ranges;
    }

    CharSet complement() {
        Builder b = new Builder();
        int next = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] > next) {
                b.add(next, ranges[i] - 1);
            }
            next = ranges[i + 1] + 1;
        }
        if (next <= MAX) {
            b.add(next, MAX);
        }
        return b.build();
    }

    static CharSet of(int... chars) {
        Builder b = new Builder();
        for (int c : chars) {
            b.add(c, c);
        }
        return b.build();
    }

    static CharSet ofTable(boolean[] table) {
        return new Builder().addTable(table, false).build();
    }

    /** Collects ranges in any order, overlapping or not. */
    static final class Builder {
        private long[] items = new long[8];
        private int size;

        Builder add(int lo, int hi) {
            if (hi < lo) {
                return this;
            }
            if (size == items.length) {
                items = Arrays.copyOf(items, size * 2);
            }
            items[size++] = (long) lo << 32 | hi;
            return this;
        }

        Builder addSet(CharSet set) {
            for (int i = 0; i < set.ranges.length; i += 2) {
                add(set.ranges[i], set.ranges[i + 1]);
            }
            return this;
        }

        /** Adds the members of a table of 256, or those that are not members if {@code negated}. */
        Builder addTable(boolean[] table, boolean negated) {
            for (int c = 0; c < 256; c++) {
                if (table[c] != negated) {
                    add(c, c);
                }
            }
            return this;
        }

        CharSet build() {
            Arrays.sort(items, 0, size);
            int[] out = new int[size * 2];
            int n = 0;
            for (int i = 0; i < size; i++) {
                int lo = (int) (items[i] >>> 32);
                int hi = (int) items[i];
                if (n > 0 && lo <= out[n - 1] + 1) {
                    out[n - 1] = Math.max(out[n - 1], hi);
                } else {
                    out[n++] = lo;
                    out[n++] = hi;
                }
            }
            return new CharSet(Arrays.copyOf(out, n));
        }
    }
}
