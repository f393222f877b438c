package org.jbeam.term;

/** A node of a trie: for each set bit of the bitmap a slot with a {@link TrieNode} or {@link TrieEntry}; the number of entries below. */
final class TrieNode {
    /** How many ways a node branches. */
    static final int WIDTH = 16;
    /** Bits of the hash that a level uses up. */
    static final int BITS = 4;
    /** Every so many levels the bits of a hash are used up and the key is hashed again with another salt. */
    static final int LEVELS_PER_HASH = 8;

    private final int bitmap;
    private final int count;
    private final Object[] slots;

    TrieNode(int bitmap, int count, Object[] slots) {
        this.bitmap = bitmap;
        this.count = count;
        this.slots = slots;
    }

    int bitmap() {
        return bitmap;
    }

    int count() {
        return count;
    }

    Object[] slots() {
        return slots;
    }

    /** How many nodes there are from here down. */
    int nodes() {
        int sum = 1;
        for (Object slot : slots) {
            if (slot instanceof TrieNode below) {
                sum += below.nodes();
            }
        }
        return sum;
    }

    /** What is in slot 0..15: a node, an entry or null. */
    Object slot(int number) {
        int bit = 1 << number;
        return (bitmap & bit) == 0 ? null : slots[place(bit)];
    }

    private int place(int bit) {
        return Integer.bitCount(bitmap & bit - 1);
    }

    static int countOf(Object slot) {
        return slot instanceof TrieNode node ? node.count : 1;
    }

    /** The hash for the level below. */
    static int shift(int hash, int level, Term key) {
        int next = level + 1;
        return next % LEVELS_PER_HASH != 0 ? hash >>> BITS : TermHash.internal(key, TermHash.salt(next / LEVELS_PER_HASH));
    }

    /** The hash for a level, from that of the root. */
    static int hashAt(TrieEntry entry, int level) {
        int hash = level < LEVELS_PER_HASH ? entry.hash() : TermHash.internal(entry.key(), TermHash.salt(level / LEVELS_PER_HASH));
        return hash >>> BITS * (level % LEVELS_PER_HASH);
    }

    /** The entry of a key, or null. */
    TrieEntry find(Term key, int rootHash) {
        TrieNode node = this;
        int hash = rootHash;
        for (int level = 0;; level++) {
            Object slot = node.slot(hash & WIDTH - 1);
            if (!(slot instanceof TrieNode below)) {
                return slot instanceof TrieEntry entry && entry.hash() == rootHash && Terms.equalExact(entry.key(), key) ? entry : null;
            }
            node = below;
            hash = shift(hash, level, key);
        }
    }

    /** This node of a level with an entry more, or in place of the one with the same key; this node when it has that very value. */
    TrieNode put(TrieEntry entry, int hash, int level) {
        int bit = 1 << (hash & WIDTH - 1);
        int place = place(bit);
        if ((bitmap & bit) == 0) {
            return new TrieNode(bitmap | bit, count + 1, inserted(place, entry));
        }
        Object old = slots[place];
        Object fresh;
        if (old instanceof TrieNode below) {
            fresh = below.put(entry, shift(hash, level, entry.key()), level + 1);
        } else {
            fresh = joined((TrieEntry) old, entry, hash, level);
        }
        return fresh == old ? this : replaced(place, fresh, countOf(fresh) - countOf(old));
    }

    private static Object joined(TrieEntry old, TrieEntry entry, int hash, int level) {
        if (old.hasKeyOf(entry)) {
            return old.value() == entry.value() ? old : new TrieEntry(old.key(), entry.value(), old.hash());
        }
        return pair(old, hashAt(old, level + 1), entry, shift(hash, level, entry.key()), level + 1);
    }

    /** A node of a level with two entries, whose hashes for that level are given. */
    private static TrieNode pair(TrieEntry a, int hashA, TrieEntry b, int hashB, int level) {
        int slotA = hashA & WIDTH - 1;
        int slotB = hashB & WIDTH - 1;
        if (slotA == slotB) {
            TrieNode below = pair(a, shift(hashA, level, a.key()), b, shift(hashB, level, b.key()), level + 1);
            return new TrieNode(1 << slotA, 2, new Object[] {below});
        }
        return new TrieNode(1 << slotA | 1 << slotB, 2, slotA < slotB ? new Object[] {a, b} : new Object[] {b, a});
    }

    /** What is left of this node of a level without a key: itself when the key is not there, a lone entry, or null for nothing. */
    Object remove(Term key, int rootHash, int hash, int level) {
        int bit = 1 << (hash & WIDTH - 1);
        if ((bitmap & bit) == 0) {
            return this;
        }
        int place = place(bit);
        Object old = slots[place];
        if (old instanceof TrieNode below) {
            Object left = below.remove(key, rootHash, shift(hash, level, key), level + 1);
            if (left == old) {
                return this;
            }
            return left instanceof TrieEntry && slots.length == 1 && level > 0 ? left : replaced(place, left, -1);
        }
        TrieEntry entry = (TrieEntry) old;
        if (entry.hash() != rootHash || !Terms.equalExact(entry.key(), key)) {
            return this;
        }
        if (slots.length == 2 && level > 0 && slots[1 - place] instanceof TrieEntry lone) {
            return lone;
        }
        return new TrieNode(bitmap & ~bit, count - 1, without(place));
    }

    private TrieNode replaced(int place, Object slot, int more) {
        Object[] copy = slots.clone();
        copy[place] = slot;
        return new TrieNode(bitmap, count + more, copy);
    }

    private Object[] inserted(int place, Object slot) {
        Object[] copy = new Object[slots.length + 1];
        System.arraycopy(slots, 0, copy, 0, place);
        copy[place] = slot;
        System.arraycopy(slots, place, copy, place + 1, slots.length - place);
        return copy;
    }

    private Object[] without(int place) {
        Object[] copy = new Object[slots.length - 1];
        System.arraycopy(slots, 0, copy, 0, place);
        System.arraycopy(slots, place + 1, copy, place, copy.length - place);
        return copy;
    }
}
