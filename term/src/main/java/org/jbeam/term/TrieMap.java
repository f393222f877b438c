package org.jbeam.term;

import java.util.Arrays;

/** More than {@link MapTerm#MAX_FLAT} pairs in a hash trie of OTP's shape, so that it has OTP's order. */
final class TrieMap extends MapTerm {
    private final TrieNode root;

    TrieMap(TrieNode root) {
        this.root = root;
    }

    TrieNode root() {
        return root;
    }

    @Override
    public int size() {
        return root.count();
    }

    @Override
    public Term get(Term key) {
        TrieEntry entry = root.find(key, TermHash.internal(key, 0));
        return entry == null ? null : entry.value();
    }

    @Override
    public MapTerm put(Term key, Term value) {
        int hash = TermHash.internal(key, 0);
        TrieNode node = root.put(new TrieEntry(key, value, hash), hash, 0);
        return node == root ? this : new TrieMap(node);
    }

    @Override
    public MapTerm remove(Term key) {
        int hash = TermHash.internal(key, 0);
        TrieNode node = (TrieNode) root.remove(key, hash, hash, 0);
        if (node == root) {
            return this;
        }
        return node.count() > MAX_FLAT ? new TrieMap(node) : flat(node);
    }

    private static MapTerm flat(TrieNode node) {
        TrieEntry[] entries = new TrieEntry[node.count()];
        fill(node, entries, 0);
        Arrays.sort(entries, (a, b) -> Terms.compareExact(a.key(), b.key()));
        Term[] keys = new Term[entries.length];
        Term[] values = new Term[entries.length];
        for (int i = 0; i < entries.length; i++) {
            keys[i] = entries[i].key();
            values[i] = entries[i].value();
        }
        return new FlatMap(keys, values);
    }

    /** Writes a node's entries in order, from a place on; the place after the last one. */
    private static int fill(TrieNode node, TrieEntry[] entries, int from) {
        int at = from;
        for (Object slot : node.slots()) {
            if (slot instanceof TrieNode below) {
                at = fill(below, entries, at);
            } else {
                entries[at++] = (TrieEntry) slot;
            }
        }
        return at;
    }

    @Override
    public Iterator iteratorFrom(int position) {
        return new Walk(root, position);
    }

    @Override
    public Term[] keys() {
        Term[] keys = new Term[size()];
        int i = keys.length;
        for (Iterator walk = iterator(); walk.next();) {
            keys[--i] = walk.key();
        }
        return keys;
    }

    @Override
    public Term[] values() {
        Term[] values = new Term[size()];
        int i = values.length;
        for (Iterator walk = iterator(); walk.next();) {
            values[--i] = walk.value();
        }
        return values;
    }

    /** The nodes from the root down to the current entry, with the place of the next slot in each. */
    private static final class Walk implements Iterator {
        private static final int USUAL_DEPTH = 8;
        private TrieNode[] nodes = new TrieNode[USUAL_DEPTH];
        private int[] places = new int[USUAL_DEPTH];
        private int depth;
        private TrieEntry entry;

        Walk(TrieNode root, int position) {
            enter(root);
            int skip = position;
            while (skip > 0 && depth > 0) {
                TrieNode node = nodes[depth - 1];
                int place = places[depth - 1];
                if (place == node.slots().length) {
                    depth--;
                    continue;
                }
                Object slot = node.slots()[place];
                int count = TrieNode.countOf(slot);
                places[depth - 1]++;
                if (count <= skip) {
                    skip -= count;
                } else {
                    enter((TrieNode) slot);
                }
            }
        }

        private void enter(TrieNode node) {
            if (depth == nodes.length) {
                nodes = Arrays.copyOf(nodes, 2 * depth);
                places = Arrays.copyOf(places, 2 * depth);
            }
            nodes[depth] = node;
            places[depth++] = 0;
        }

        @Override
        public boolean next() {
            while (depth > 0) {
                Object[] slots = nodes[depth - 1].slots();
                if (places[depth - 1] == slots.length) {
                    depth--;
                    continue;
                }
                Object slot = slots[places[depth - 1]++];
                if (slot instanceof TrieEntry found) {
                    entry = found;
                    return true;
                }
                enter((TrieNode) slot);
            }
            return false;
        }

        @Override
        public Term key() {
            return entry.key();
        }

        @Override
        public Term value() {
            return entry.value();
        }
    }
}
