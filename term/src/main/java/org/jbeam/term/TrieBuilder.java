package org.jbeam.term;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Builds a trie in one go: entries are sorted by their way through the trie, so that each node is a range of them and is made only once. */
final class TrieBuilder {
    /** Nobody is told of the progress. */
    static final IntConsumer UNTOLD = pairs -> { };
    /** Pairs that one report of progress is about, more or less; a power of two. */
    private static final int CHUNK = 1024;
    /** The ranges into which a long sort is cut: one for each value of the hash's first two nibbles. */
    private static final int BUCKETS = 256;
    private static final int BUCKET_SHIFT = 24;

    private final IntConsumer progress;

    private TrieBuilder(IntConsumer progress) {
        this.progress = progress;
    }

    /**
     * The map of the first {@code size} keys and values, of which a later one replaces an earlier one of the same key.
     *
     * @param progress told how many pairs each pass has worked on, about every thousand
     */
    static MapTerm build(Term[] keys, Term[] values, int size, IntConsumer progress) {
        return new TrieBuilder(progress).build(keys, values, size);
    }

    private MapTerm build(Term[] keys, Term[] values, int size) {
        TrieEntry[] entries = new TrieEntry[size];
        for (int i = 0; i < size; i++) {
            entries[i] = new TrieEntry(keys[i], values[i], TermHash.internal(keys[i], 0));
            worked(i);
        }
        sort(entries, 0, size, 0);
        int distinct = dropReplaced(entries);
        TrieEntry[] left = distinct == size ? entries : Arrays.copyOf(entries, distinct);
        return distinct > MapTerm.MAX_FLAT ? new TrieMap(node(left, 0, distinct, 0)) : flat(left);
    }

    private void worked(int index) {
        if ((index & CHUNK - 1) == CHUNK - 1) {
            progress.accept(CHUNK);
        }
    }

    private static MapTerm flat(TrieEntry[] entries) {
        MapCollector collector = new MapCollector();
        for (TrieEntry entry : entries) {
            collector.put(entry.key(), entry.value());
        }
        return collector.build();
    }

    /** Sorts a range by the hash that begins at a level, the lowest four bits first; stable. */
    private void sort(TrieEntry[] entries, int from, int to, int level) {
        long[] order = new long[to - from];
        for (int i = from; i < to; i++) {
            int way = reverseNibbles(TrieNode.hashAt(entries[i], level));
            order[i - from] = (long) way << Integer.SIZE ^ Long.MIN_VALUE | i - from;
        }
        if (order.length <= CHUNK) {
            Arrays.sort(order);
        } else {
            sortInBuckets(order);
        }
        TrieEntry[] copy = Arrays.copyOfRange(entries, from, to);
        for (int i = from; i < to; i++) {
            entries[i] = copy[(int) order[i - from]];
        }
    }

    /** Sorts numbers that are spread evenly over their first byte, a bucket at a time. */
    private void sortInBuckets(long[] order) {
        int[] ends = new int[BUCKETS + 1];
        for (long each : order) {
            ends[bucket(each) + 1]++;
        }
        for (int i = 0; i < BUCKETS; i++) {
            ends[i + 1] += ends[i];
        }
        // from here on ends[i] is where the next of bucket i goes: in the end, where the bucket ends
        long[] copy = order.clone();
        for (int i = 0; i < copy.length; i++) {
            order[ends[bucket(copy[i])]++] = copy[i];
            worked(i);
        }
        int start = 0;
        for (int i = 0; i < BUCKETS; i++) {
            Arrays.sort(order, start, ends[i]);
            progress.accept(ends[i] - start);
            start = ends[i];
        }
    }

    private static int bucket(long ordered) {
        return (int) ((ordered ^ Long.MIN_VALUE) >>> Integer.SIZE + BUCKET_SHIFT);
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
    private TrieNode node(TrieEntry[] entries, int from, int to, int level) {
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
            if (to - from > CHUNK && end - start <= CHUNK) {
                progress.accept(end - start);
            }
            start = end;
        }
        return new TrieNode(bitmap, to - from, used == TrieNode.WIDTH ? slots : Arrays.copyOf(slots, used));
    }

    private static int slotAt(TrieEntry entry, int level) {
        return TrieNode.hashAt(entry, level) & TrieNode.WIDTH - 1;
    }
}
