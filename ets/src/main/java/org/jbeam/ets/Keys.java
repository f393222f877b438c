package org.jbeam.ets;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/**
 * Some keys in ascending standard order, none {@code ==} to another. Immutable. Integers of 64 bits alone stand as such, so that a search
 * among them follows no pointers.
 */
abstract sealed class Keys permits Keys.Integers, Keys.Any {
    static final Keys NONE = new Integers(new long[0]);

    static Keys of(Term key) {
        return NONE.with(0, key);
    }

    static int compare(Term a, Term b) {
        return a instanceof SmallInt x && b instanceof SmallInt y ? Long.compare(x.value(), y.value()) : Terms.compare(a, b);
    }

    abstract int size();

    /** The key at a place, perhaps as a new object. */
    abstract Term get(int at);

    /** The place of a key, or -1 - the place where it belongs. */
    abstract int find(Term key);

    abstract Keys with(int at, Term key);

    abstract Keys without(int at);

    abstract Keys slice(int from, int to);

    abstract Keys and(Keys greater);

    /** How many keys are less than or {@code ==} to this one. */
    final int upTo(Term key) {
        int at = find(key);
        return at < 0 ? -1 - at : at + 1;
    }

    /** How many keys are less than this one. */
    final int below(Term key) {
        int at = find(key);
        return at < 0 ? -1 - at : at;
    }

    /** How many keys pass a test that holds for some of the least keys and for no other. */
    final int leading(Predicate<Term> test) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (test.test(get(middle))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static final class Integers extends Keys {
        private final long[] keys;

        Integers(long[] keys) {
            this.keys = keys;
        }

        @Override
        int size() {
            return keys.length;
        }

        @Override
        Term get(int at) {
            return SmallInt.of(keys[at]);
        }

        @Override
        int find(Term key) {
            return key instanceof SmallInt n ? find(n.value()) : any().find(key);
        }

        /** Has no branch that depends on keys but the last: what cannot be foreseen costs more than a load. */
        private int find(long key) {
            long[] all = keys;
            int left = all.length;
            if (left == 0) {
                return -1;
            }
            int at = 0;
            while (left > 1) {
                int half = left >>> 1;
                at = all[at + half] <= key ? at + half : at;
                left -= half;
            }
            long found = all[at];
            return found == key ? at : found < key ? -2 - at : -1 - at;
        }

        private Any any() {
            Term[] terms = new Term[keys.length];
            for (int i = 0; i < terms.length; i++) {
                terms[i] = get(i);
            }
            return new Any(terms);
        }

        @Override
        Keys with(int at, Term key) {
            if (!(key instanceof SmallInt n)) {
                return any().with(at, key);
            }
            long[] copy = new long[keys.length + 1];
            System.arraycopy(keys, 0, copy, 0, at);
            copy[at] = n.value();
            System.arraycopy(keys, at, copy, at + 1, keys.length - at);
            return new Integers(copy);
        }

        @Override
        Keys without(int at) {
            long[] copy = Arrays.copyOf(keys, keys.length - 1);
            System.arraycopy(keys, at + 1, copy, at, copy.length - at);
            return new Integers(copy);
        }

        @Override
        Keys slice(int from, int to) {
            return new Integers(Arrays.copyOfRange(keys, from, to));
        }

        @Override
        Keys and(Keys greater) {
            if (!(greater instanceof Integers other)) {
                return any().and(greater);
            }
            long[] both = Arrays.copyOf(keys, keys.length + other.keys.length);
            System.arraycopy(other.keys, 0, both, keys.length, other.keys.length);
            return new Integers(both);
        }
    }

    static final class Any extends Keys {
        private final Term[] keys;

        Any(Term[] keys) {
            this.keys = keys;
        }

        @Override
        int size() {
            return keys.length;
        }

        @Override
        Term get(int at) {
            return keys[at];
        }

        @Override
        int find(Term key) {
            int low = 0;
            int high = keys.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = compare(keys[middle], key);
                if (order == 0) {
                    return middle;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -1 - low;
        }

        @Override
        Keys with(int at, Term key) {
            return new Any(Tree.with(keys, at, key));
        }

        @Override
        Keys without(int at) {
            return new Any(Tree.without(keys, at));
        }

        @Override
        Keys slice(int from, int to) {
            return new Any(Arrays.copyOfRange(keys, from, to));
        }

        @Override
        Keys and(Keys greater) {
            return new Any(Tree.concat(keys, greater instanceof Integers other ? other.any().keys : ((Any) greater).keys));
        }
    }
}
