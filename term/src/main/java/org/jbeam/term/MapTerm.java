package org.jbeam.term;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * A map. Keys are told apart by exact equality. Up to 32 keys it is a sorted array, above that a hash trie; both share structure with the
 * maps they came from, and both have OTP 25's order of iteration.
 */
public abstract sealed class MapTerm extends Term permits FlatMap, TrieMap {
    /** The most keys of a flat map. */
    public static final int MAX_FLAT = 32;
    /** {@code #{}}. */
    public static final MapTerm EMPTY = FlatMap.NONE;

    MapTerm() {}

    /**
     * A map of alternating keys and values; a later value of a key replaces an earlier one.
     *
     * @throws IllegalArgumentException an odd number of terms
     */
    public static MapTerm of(Term... keysAndValues) {
        if ((keysAndValues.length & 1) != 0) {
            throw new IllegalArgumentException("a key without a value");
        }
        Builder builder = builder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return builder.build();
    }

    /** A map of the same pairs. */
    public static MapTerm of(Map<? extends Term, ? extends Term> pairs) {
        Builder builder = builder();
        pairs.forEach(builder::put);
        return builder.build();
    }

    /** A builder of a map. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many keys there are. */
    public abstract int size();

    /** The value of a key, or null when it is not there. */
    public abstract Term get(Term key);

    /** Is the key there? */
    public final boolean containsKey(Term key) {
        return get(key) != null;
    }

    /** The map with this value for this key; the map itself when it had that very value. */
    public abstract MapTerm put(Term key, Term value);

    /** A map with another value for a key that this one has; null when it has not. */
    public MapTerm replace(Term key, Term value) {
        return get(key) == null ? null : put(key, value);
    }

    /** A map with other values for two keys that this one has; null when one is missing. */
    public MapTerm replace(Term key1, Term value1, Term key2, Term value2) {
        return get(key1) == null || get(key2) == null ? null : put(key1, value1).put(key2, value2);
    }

    /**
     * The map with each value of alternating keys and values for its key, in order: {@link #put} of all of them at once.
     *
     * @throws IllegalArgumentException an odd number of terms
     */
    public final MapTerm putAll(Term... keysAndValues) {
        if ((keysAndValues.length & 1) != 0) {
            throw new IllegalArgumentException("a key without a value");
        }
        MapTerm map = this;
        if (keysAndValues.length > 2 && map instanceof FlatMap flat) {
            return flat.putPairs(keysAndValues);
        }
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map = map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** The pairs of both maps; where both have a key, the other's value: {@code maps:merge/2}. */
    public final MapTerm merge(MapTerm other) {
        if (other.size() == 0 || this == other) {
            return this;
        }
        if (size() == 0) {
            return other;
        }
        if (this instanceof FlatMap a && other instanceof FlatMap b) {
            return a.merge(b);
        }
        MapTerm merged = size() >= other.size() ? this : other;
        if (merged == this) {
            for (Iterator i = other.iterator(); i.next();) {
                merged = merged.put(i.key(), i.value());
            }
        } else {
            for (Iterator i = iterator(); i.next();) {
                merged = other.containsKey(i.key()) ? merged : merged.put(i.key(), i.value());
            }
        }
        return merged;
    }

    /** The map without this key; the map itself when it was not there. */
    public abstract MapTerm remove(Term key);

    /** A walk in the order of {@code maps:iterator/1}: a flat map's keys ascend. */
    public Iterator iterator() {
        return iteratorFrom(0);
    }

    /**
     * A walk in the same order that leaves out the first {@code position} pairs, 0 to {@link #size()}. Costs O(log size), so that a walk may be
     * left and resumed by a number.
     */
    public abstract Iterator iteratorFrom(int position);

    /** Passes each key and value, in the order of {@link #iterator()}. */
    public final void forEach(BiConsumer<? super Term, ? super Term> action) {
        for (Iterator i = iterator(); i.next();) {
            action.accept(i.key(), i.value());
        }
    }

    /** The pairs in a new Java map, in the order of {@link #iterator()}. */
    public final Map<Term, Term> toMap() {
        Map<Term, Term> map = LinkedHashMap.newLinkedHashMap(size());
        forEach(map::put);
        return map;
    }

    /** The keys in a new array, in the order of {@code maps:keys/1}: that of {@link #iterator()} for a flat map, its reverse for a trie. */
    public abstract Term[] keys();

    /** The values in a new array, in the order of {@link #keys()}. */
    public abstract Term[] values();

    /**
     * Key {@code index} of a flat map, from 0, in ascending order: a walk without an object.
     *
     * @throws IndexOutOfBoundsException no such key
     * @throws ClassCastException a map that is not {@linkplain #isFlat flat}
     */
    public final Term flatKey(int index) {
        return ((FlatMap) this).sortedKeys()[index];
    }

    /**
     * The value of {@link #flatKey(int)}.
     *
     * @throws IndexOutOfBoundsException no such key
     * @throws ClassCastException a map that is not {@linkplain #isFlat flat}
     */
    public final Term flatValue(int index) {
        return ((FlatMap) this).sortedValues()[index];
    }

    /** Is the map kept as a sorted array, which is so up to {@link #MAX_FLAT} keys? */
    public final boolean isFlat() {
        return this instanceof FlatMap;
    }

    /** How many nodes the hash trie of a map has that is not flat, the root included; 0 for a flat one. Costs time in proportion to them. */
    public final int trieNodes() {
        return this instanceof TrieMap trie ? trie.root().nodes() : 0;
    }

    @Override
    final int rank() {
        return RANK_MAP;
    }

    @Override
    public final int hashCode() {
        return JavaHash.of(this);
    }

    /** A walk over a map: {@link #next()} first, then {@link #key()} and {@link #value()}. */
    public interface Iterator {
        /** Goes to the next pair; false when there is none. */
        boolean next();

        /** The key of this pair. */
        Term key();

        /** The value of this pair. */
        Term value();
    }

    /** Collects pairs; a later value of a key replaces an earlier one. Not thread-safe; of no use after {@link #build}. */
    public static final class Builder {
        private final MapCollector collector = new MapCollector();

        Builder() {}

        /** Adds or replaces. */
        public Builder put(Term key, Term value) {
            collector.put(key, value);
            return this;
        }

        /** The map of what was put. */
        public MapTerm build() {
            return collector.build();
        }

        /**
         * The map of what was put, in several passes over the pairs.
         *
         * @param progress told now and then, on this thread, how many pairs a pass has worked on; may park the thread, or throw to give up
         */
        public MapTerm build(IntConsumer progress) {
            return collector.build(progress);
        }
    }
}
