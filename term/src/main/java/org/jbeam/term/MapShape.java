package org.jbeam.term;

/** The keys that flat maps have in common: what a reader of many maps alike keeps, so that each new one costs an array of values only. */
public final class MapShape {
    private final Term[] keys;

    private MapShape(Term[] keys) {
        this.keys = keys;
    }

    /**
     * The shape of a map.
     *
     * @throws IllegalArgumentException more than {@link MapTerm#MAX_FLAT} keys
     */
    public static MapShape of(MapTerm map) {
        if (!(map instanceof FlatMap flat)) {
            throw new IllegalArgumentException("a shape has at most " + MapTerm.MAX_FLAT + " keys: " + map.size());
        }
        return new MapShape(flat.sortedKeys());
    }

    /** How many keys there are, 0 to {@link MapTerm#MAX_FLAT}. */
    public int size() {
        return keys.length;
    }

    /**
     * Key {@code index}, from 0, in ascending order.
     *
     * @throws IndexOutOfBoundsException no such key
     */
    public Term key(int index) {
        return keys[index];
    }

    /**
     * The map of these keys with a value for each, in the order of the keys. The array is kept and must not change any more.
     *
     * @throws IllegalArgumentException another number of values
     */
    public MapTerm map(Term[] values) {
        if (values.length != keys.length) {
            throw new IllegalArgumentException(values.length + " values for " + keys.length + " keys");
        }
        return new FlatMap(keys, values);
    }
}
