package org.jbeam.term;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Collects pairs for a map: sorted while they are few, then as they come. */
final class MapCollector {
    private static final int FIRST_CAPACITY = 8;
    private Term[] keys;
    private Term[] values;
    private int size;
    private boolean sorted = true;

    MapCollector() {
        keys = new Term[FIRST_CAPACITY];
        values = new Term[FIRST_CAPACITY];
    }

    /** A collector that holds the pairs of a map already. */
    MapCollector(FlatMap map) {
        size = map.size();
        keys = Arrays.copyOf(map.sortedKeys(), size + FIRST_CAPACITY);
        values = Arrays.copyOf(map.sortedValues(), size + FIRST_CAPACITY);
    }

    void put(Term key, Term value) {
        if (!sorted) {
            insert(size, key, value);
            return;
        }
        int place = size > 0 && Terms.compareExact(keys[size - 1], key) < 0 ? -1 - size : FlatMap.search(keys, size, key);
        if (place >= 0) {
            // 0.0 and -0.0 are one key: the last that came stays, as in OTP
            keys[place] = key;
            values[place] = value;
        } else if (size < MapTerm.MAX_FLAT) {
            insert(-1 - place, key, value);
        } else {
            sorted = false;
            insert(size, key, value);
        }
    }

    private void insert(int place, Term key, Term value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        System.arraycopy(keys, place, keys, place + 1, size - place);
        System.arraycopy(values, place, values, place + 1, size - place);
        keys[place] = key;
        values[place] = value;
        size++;
    }

    MapTerm build() {
        return build(TrieBuilder.UNTOLD);
    }

    MapTerm build(IntConsumer progress) {
        if (!sorted) {
            return TrieBuilder.build(keys, values, size, progress);
        }
        return size == 0 ? FlatMap.NONE : new FlatMap(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }
}
