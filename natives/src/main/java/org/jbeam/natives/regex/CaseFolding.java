package org.jbeam.natives.regex;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Simple case equivalence of Unicode: the characters that match each other without regard to case, as {@code k}, {@code K}, Kelvin sign do. */
final class CaseFolding {
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
        for (int[] set : UnicodeData.caseSets()) {
            for (int c : set) {
                sets.put(c, set);
            }
        }
        return sets;
    }
}
