package org.jbeam.term;

import java.util.Arrays;

/** At most {@link MapTerm#MAX_FLAT} pairs, keys ascending. Maps with the same keys mostly share the array of keys. */
final class FlatMap extends MapTerm {
    static final FlatMap NONE = new FlatMap(new Term[0], new Term[0]);

    private final Term[] keys;
    private final Term[] values;

    /** A map over these very arrays. */
    FlatMap(Term[] keys, Term[] values) {
        this.keys = keys;
        this.values = values;
    }

    Term[] sortedKeys() {
        return keys;
    }

    Term[] sortedValues() {
        return values;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public Term get(Term key) {
        int i = find(keys, keys.length, key);
        return i < 0 ? null : values[i];
    }

    /** The place of a key in the first {@code size} elements, or {@code -1 - p} where it would go to place {@code p}, or just -1 for an atom. */
    private static int find(Term[] keys, int size, Term key) {
        if (key instanceof Atom) {
            for (int i = 0; i < size; i++) {
                if (keys[i] == key) {
                    return i;
                }
            }
            return -1;
        }
        return search(keys, size, key);
    }

    /** The place of a key in the first {@code size} elements, or {@code -1 - p} where it would go to place {@code p}. */
    static int search(Term[] keys, int size, Term key) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = Terms.compareExact(key, keys[middle]);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return -1 - low;
    }

    @Override
    public MapTerm put(Term key, Term value) {
        int i = find(keys, keys.length, key);
        if (i >= 0) {
            return values[i] == value ? this : new FlatMap(keys, replaced(i, value));
        }
        int size = keys.length;
        if (size == MAX_FLAT) {
            Term[] moreKeys = Arrays.copyOf(keys, size + 1);
            Term[] moreValues = Arrays.copyOf(values, size + 1);
            moreKeys[size] = key;
            moreValues[size] = value;
            return TrieBuilder.build(moreKeys, moreValues, size + 1, TrieBuilder.UNTOLD);
        }
        int place = -1 - search(keys, size, key);
        return new FlatMap(inserted(keys, place, key), inserted(values, place, value));
    }

    @Override
    public MapTerm replace(Term key, Term value) {
        int i = find(keys, keys.length, key);
        if (i < 0) {
            return null;
        }
        return values[i] == value ? this : new FlatMap(keys, replaced(i, value));
    }

    @Override
    public MapTerm replace(Term key1, Term value1, Term key2, Term value2) {
        int i = find(keys, keys.length, key1);
        int j = find(keys, keys.length, key2);
        if (i < 0 || j < 0) {
            return null;
        }
        if (values[i] == value1 && values[j] == value2) {
            return this;
        }
        Term[] copy = replaced(i, value1);
        copy[j] = value2;
        return new FlatMap(keys, copy);
    }

    MapTerm putPairs(Term[] keysAndValues) {
        Term[] copy = null;
        int i = 0;
        for (; i < keysAndValues.length; i += 2) {
            int place = find(keys, keys.length, keysAndValues[i]);
            if (place < 0) {
                break;
            }
            if (copy == null) {
                copy = values.clone();
            }
            copy[place] = keysAndValues[i + 1];
        }
        if (i == keysAndValues.length) {
            return Arrays.equals(copy, values, FlatMap::identity) ? this : new FlatMap(keys, copy);
        }
        MapCollector collector = new MapCollector(this);
        for (int j = 0; j < keysAndValues.length; j += 2) {
            collector.put(keysAndValues[j], keysAndValues[j + 1]);
        }
        return collector.build();
    }

    private static int identity(Term a, Term b) {
        return a == b ? 0 : 1;
    }

    MapTerm merge(FlatMap other) {
        if (keys == other.keys) {
            return other;
        }
        MapCollector collector = new MapCollector(this);
        for (int i = 0; i < other.keys.length; i++) {
            collector.put(other.keys[i], other.values[i]);
        }
        return collector.build();
    }

    private Term[] replaced(int index, Term value) {
        Term[] copy = values.clone();
        copy[index] = value;
        return copy;
    }

    private static Term[] inserted(Term[] array, int place, Term term) {
        Term[] copy = new Term[array.length + 1];
        System.arraycopy(array, 0, copy, 0, place);
        copy[place] = term;
        System.arraycopy(array, place, copy, place + 1, array.length - place);
        return copy;
    }

    @Override
    public MapTerm remove(Term key) {
        int i = find(keys, keys.length, key);
        if (i < 0) {
            return this;
        }
        return keys.length == 1 ? NONE : new FlatMap(without(keys, i), without(values, i));
    }

    private static Term[] without(Term[] array, int place) {
        Term[] copy = new Term[array.length - 1];
        System.arraycopy(array, 0, copy, 0, place);
        System.arraycopy(array, place + 1, copy, place, copy.length - place);
        return copy;
    }

    @Override
    public Iterator iteratorFrom(int position) {
        return new Walk(keys, values, position);
    }

    /** A walk over keys and their values. */
    static Iterator walk(Term[] keys, Term[] values) {
        return new Walk(keys, values, 0);
    }

    private static final class Walk implements Iterator {
        private final Term[] keys;
        private final Term[] values;
        private int at;

        Walk(Term[] keys, Term[] values, int position) {
            this.keys = keys;
            this.values = values;
            at = position - 1;
        }

        @Override
        public boolean next() {
            return ++at < keys.length;
        }

        @Override
        public Term key() {
            return keys[at];
        }

        @Override
        public Term value() {
            return values[at];
        }
    }

    @Override
    public Term[] keys() {
        return keys.clone();
    }

    @Override
    public Term[] values() {
        return values.clone();
    }
}
