package org.jbeam.term;

import java.util.Arrays;

/** Builds a trie in one go: entries are sorted by their way through the trie, so that each node is a range of them and is made only once. */
final class TrieBuilder {
    private TrieBuilder() {}

    /** The map of the first {@code size} keys and values, of which a later one replaces an earlier one of the same key. */
    static MapTerm build(Term[] keys, Term[] values, int size) {
        TrieEntry[] entries = new TrieEntry[size];
        for (int i = 0; i < size; i++) {
            entries[i] = new TrieEntry(keys[i], values[i], TermHash.internal(keys[i], 0));
        }
        sort(entries, 0, size, 0);
        int distinct = dropReplaced(entries);
        TrieEntry[] left = distinct == size ? entries : Arrays.copyOf(entries, distinct);
        return distinct > MapTerm.MAX_FLAT ? new TrieMap(node(left, 0, distinct, 0)) : flat(left);
    }

    private static MapTerm flat(TrieEntry[] entries) {
        MapCollector collector = new MapCollector();
        for (TrieEntry entry : entries) {
            collector.put(entry.key(), entry.value());
        }
        return collector.build();
    }

    /** Sorts a range by the hash that begins at a level, the lowest four bits first; stable. */
    private static void sort(TrieEntry[] entries, int from, int to, int level) {
        long[] order = new long[to - from];
        for (int i = from; i < to; i++) {
            int way = reverseNibbles(TrieNode.hashAt(entries[i], level));
            order[i - from] = (long) way << Integer.SIZE ^ Long.MIN_VALUE | i - from;
        }
        Arrays.sort(order);
        TrieEntry[] copy = Arrays.copyOfRange(entries, from, to);
        for (int i = from; i < to; i++) {
            entries[i] = copy[(int) order[i - from]];
        }
    }

    private static int reverseNibbles(int hash) {
        int swapped = (hash & 0x0f0f0f0f) << 4 | hash >>> 4 & 0x0f0f0f0f;
        return Integer.reverseBytes(swapped);
    }

    /** Of entries with the same key, which stand near each other, keeps the last, key and value: 0.0 and -0.0 are one key. How many are left. */
    private static int dropReplaced(TrieEntry[] entries) {
        int kept = 0;
        int sameHash = 0;
        for (TrieEntry entry : entries) {
            if (kept > 0 && entries[kept - 1].hash() != entry.hash()) {
                sameHash = kept;
            }
            int i = sameHash;
            while (i < kept && !entries[i].hasKeyOf(entry)) {
                i++;
            }
            if (i < kept) {
                entries[i] = entry;
            } else {
                entries[kept++] = entry;
            }
        }
        return kept;
    }

    /** The node of a level over a sorted range of at least two entries, or the root. */
    private static TrieNode node(TrieEntry[] entries, int from, int to, int level) {
        if (level != 0 && level % TrieNode.LEVELS_PER_HASH == 0) {
            sort(entries, from, to, level);
        }
        Object[] slots = new Object[TrieNode.WIDTH];
        int bitmap = 0;
        int used = 0;
        int start = from;
        while (start < to) {
            int slot = slotAt(entries[start], level);
            int end = start + 1;
            while (end < to && slotAt(entries[end], level) == slot) {
                end++;
            }
            bitmap |= 1 << slot;
            slots[used++] = end - start == 1 ? entries[start] : node(entries, start, end, level + 1);
            start = end;
        }
        return new TrieNode(bitmap, to - from, used == TrieNode.WIDTH ? slots : Arrays.copyOf(slots, used));
    }

    private static int slotAt(TrieEntry entry, int level) {
        return TrieNode.hashAt(entry, level) & TrieNode.WIDTH - 1;
    }
}
