package org.jbeam.natives.regex;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Simple case equivalence of Unicode: the characters that match each other without regard to case, as `k`, `K` and the Kelvin sign do.
 * Source: CaseFolding.txt, statuses C and S, derived from the Java runtime's simple case mappings.
 */
final class CaseFolding {
    private static final int DOTTED_CAPITAL_I = 0x130;
    private static final int DOTLESS_SMALL_I = 0x131;
    private static final NavigableMap<Integer, int[]> SETS = sets();
    private static final int[] NONE = {};

    private CaseFolding() {
    }

    /** All members of the equivalence set of {@code c} (ascending, {@code c} among them), or an empty array if it is alone. */
    static int[] set(int c) {
        return SETS.getOrDefault(c, NONE);
    }

    static boolean same(int a, int b) {
        return a == b || Arrays.binarySearch(set(a), b) >= 0;
    }

    /** Passes the sets of all characters in {@code lo..hi} that have one. */
    static void forEachInRange(int lo, int hi, Consumer<int[]> action) {
        for (int[] set : SETS.subMap(lo, true, hi, true).values()) {
            action.accept(set);
        }
    }

    private static NavigableMap<Integer, int[]> sets() {
        NavigableMap<Integer, int[]> sets = new TreeMap<>();
        for (int c = 0; c <= CharSet.MAX; c++) {
            if (c == DOTTED_CAPITAL_I || c == DOTLESS_SMALL_I) {
                continue;
            }
            join(sets, c, Character.toLowerCase(c));
            join(sets, c, Character.toUpperCase(c));
        }
        return sets;
    }

    private static void join(Map<Integer, int[]> sets, int a, int b) {
        if (a == b) {
            return;
        }
        int[] left = sets.getOrDefault(a, new int[] {a});
        int[] right = sets.getOrDefault(b, new int[] {b});
        if (left == right) {
            return;
        }
        int[] all = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        Arrays.sort(all);
        for (int member : all) {
            sets.put(member, all);
        }
    }
}
