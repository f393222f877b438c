package org.jbeam.ets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * A B+ tree from keys to objects in the standard order of terms, keys that are {@code ==} being the same. Any number of threads may read
 * it while one writes.
 *
 * <p>Nodes hardly change: a leaf or an inner node that gains or loses an entry is replaced by a copy, published by one store into its
 * parent (or the root). Only the object of a key and the child at a place are overwritten. So whoever descends sees, in each node, a state
 * that was current at some time during the descent, and needs no lock. Nodes are merged when they are nearly empty.
 */
final class Tree {
    static final int LEAF = 32;
    static final int FAN_OUT = 32;
    private static final int MAX_HEIGHT = 40;
    private static final VarHandle OBJECT = MethodHandles.arrayElementVarHandle(Tuple[].class);
    private static final VarHandle CHILD = MethodHandles.arrayElementVarHandle(Object[].class);

    /** Some entries in ascending order. */
    static final class Leaf {
        final Term[] keys;
        private final Tuple[] objects;

        Leaf(Term[] keys, Tuple[] objects) {
            this.keys = keys;
            this.objects = objects;
        }

        int size() {
            return keys.length;
        }

        Tuple object(int i) {
            return (Tuple) OBJECT.getAcquire(objects, i);
        }

        /** The place of a key, or -1 - the place where it belongs. */
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
    }

    /** Children, and between each two the least key that may stand in the right one. */
    private static final class Inner {
        final Term[] separators;
        final Object[] children;

        Inner(Term[] separators, Object[] children) {
            this.separators = separators;
            this.children = children;
        }

        Object child(int i) {
            return CHILD.getAcquire(children, i);
        }

        int place(Term key) {
            int low = 0;
            int high = separators.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                if (compare(separators[middle], key) <= 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }
    }

    private static final Leaf EMPTY = new Leaf(new Term[0], new Tuple[0]);

    private volatile Object root = EMPTY;
    /** The way to the leaf that the writer is at. */
    private final Inner[] path = new Inner[MAX_HEIGHT];
    private final int[] places = new int[MAX_HEIGHT];
    private int height;

    static int compare(Term a, Term b) {
        return a instanceof SmallInt x && b instanceof SmallInt y ? Long.compare(x.value(), y.value()) : Terms.compare(a, b);
    }

    // ---- reading

    /** The leaf where a key is, if anywhere. */
    Leaf leaf(Term key) {
        Object node = root;
        while (node instanceof Inner inner) {
            node = inner.child(inner.place(key));
        }
        return (Leaf) node;
    }

    Tuple get(Term key) {
        Leaf leaf = leaf(key);
        int at = leaf.find(key);
        return at < 0 ? null : leaf.object(at);
    }

    /** A place in a leaf. */
    record Spot(Leaf leaf, int at) {
        Term key() {
            return leaf.keys[at];
        }

        Tuple object() {
            return leaf.object(at);
        }
    }

    /** A test that holds for none or some of the least keys, and for no other. */
    interface Below {
        boolean test(Term key);
    }

    /** The first entry whose key is not below, or null. */
    Spot firstNot(Below below) {
        Object node = root;
        Object right = null;
        while (node instanceof Inner inner) {
            int low = 0;
            int high = inner.separators.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (below.test(inner.separators[middle])) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            if (low < inner.separators.length) {
                right = inner.child(low + 1);
            }
            node = inner.child(low);
        }
        Leaf leaf = (Leaf) node;
        for (int i = 0; i < leaf.size(); i++) {
            if (!below.test(leaf.keys[i])) {
                return new Spot(leaf, i);
            }
        }
        return right == null ? null : end(right, false);
    }

    /** The last entry whose key is below, or null. */
    Spot lastBelow(Below below) {
        Object node = root;
        Object left = null;
        while (node instanceof Inner inner) {
            int low = 0;
            int high = inner.separators.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (below.test(inner.separators[middle])) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            if (low > 0) {
                left = inner.child(low - 1);
            }
            node = inner.child(low);
        }
        Leaf leaf = (Leaf) node;
        for (int i = leaf.size() - 1; i >= 0; i--) {
            if (below.test(leaf.keys[i])) {
                return new Spot(leaf, i);
            }
        }
        return left == null ? null : end(left, true);
    }

    Spot first() {
        return end(root, false);
    }

    Spot last() {
        return end(root, true);
    }

    private static Spot end(Object from, boolean last) {
        Object node = from;
        while (node instanceof Inner inner) {
            node = inner.child(last ? inner.separators.length : 0);
        }
        Leaf leaf = (Leaf) node;
        return leaf.size() == 0 ? null : new Spot(leaf, last ? leaf.size() - 1 : 0);
    }

    /** The entry after a key, or null. */
    Spot after(Term key) {
        return firstNot(other -> compare(other, key) <= 0);
    }

    /** The entry before a key, or null. */
    Spot before(Term key) {
        return lastBelow(other -> compare(other, key) < 0);
    }

    // ---- writing, by one thread at a time

    /** Finds the leaf of a key and remembers the way. */
    private Leaf descend(Term key) {
        Object node = root;
        height = 0;
        while (node instanceof Inner inner) {
            int place = inner.place(key);
            path[height] = inner;
            places[height++] = place;
            node = inner.children[place];
        }
        return (Leaf) node;
    }

    /** Sets the object of a key; true if the key is new. */
    boolean put(Term key, Tuple object) {
        Leaf leaf = descend(key);
        int at = leaf.find(key);
        if (at >= 0) {
            OBJECT.setRelease(leaf.objects, at, object);
            return false;
        }
        int place = -1 - at;
        if (leaf.size() < LEAF) {
            replace(height, new Leaf(with(leaf.keys, place, key), with(leaf.objects, place, object)));
        } else if (place == LEAF && rightmost()) {
            split(height, leaf, key, new Leaf(new Term[] {key}, new Tuple[] {object}));
        } else {
            Term[] keys = with(leaf.keys, place, key);
            Tuple[] objects = with(leaf.objects, place, object);
            int half = (LEAF + 1) / 2;
            split(height, new Leaf(Arrays.copyOf(keys, half), Arrays.copyOf(objects, half)), keys[half],
                    new Leaf(Arrays.copyOfRange(keys, half, LEAF + 1), Arrays.copyOfRange(objects, half, LEAF + 1)));
        }
        return true;
    }

    private boolean rightmost() {
        for (int i = 0; i < height; i++) {
            if (places[i] != path[i].separators.length) {
                return false;
            }
        }
        return true;
    }

    /** Puts a node in the place of the one at this depth of the way. */
    private void replace(int depth, Object node) {
        if (depth == 0) {
            root = node;
        } else {
            CHILD.setRelease(path[depth - 1].children, places[depth - 1], node);
        }
    }

    /** Puts two nodes in the place of the one at this depth, the right one with keys from {@code separator} on. */
    private void split(int depth, Object left, Term separator, Object right) {
        if (depth == 0) {
            root = new Inner(new Term[] {separator}, new Object[] {left, right});
            return;
        }
        Inner parent = path[depth - 1];
        int place = places[depth - 1];
        Term[] separators = with(parent.separators, place, separator);
        Object[] children = with(parent.children, place + 1, right);
        children[place] = left;
        int size = children.length;
        if (size <= FAN_OUT) {
            replace(depth - 1, new Inner(separators, children));
            return;
        }
        int half = place == size - 2 ? size - 2 : size / 2;
        split(depth - 1, new Inner(Arrays.copyOf(separators, half - 1), Arrays.copyOf(children, half)), separators[half - 1],
                new Inner(Arrays.copyOfRange(separators, half, size - 1), Arrays.copyOfRange(children, half, size)));
    }

    /** Removes a key that is there. */
    void remove(Term key) {
        Leaf leaf = descend(key);
        int at = leaf.find(key);
        Leaf smaller = new Leaf(without(leaf.keys, at), without(leaf.objects, at));
        if (smaller.size() == 0) {
            drop(height);
        } else if (smaller.size() > LEAF / 4 || height == 0 || !mergeLeaf(smaller)) {
            replace(height, smaller);
        }
    }

    /** Takes the node at this depth out of its parent. */
    private void drop(int depth) {
        if (depth == 0) {
            root = EMPTY;
            return;
        }
        Inner parent = path[depth - 1];
        int place = places[depth - 1];
        if (parent.children.length == 1) {
            drop(depth - 1);
        } else {
            shrink(depth - 1, new Inner(without(parent.separators, Math.max(place - 1, 0)), without(parent.children, place)));
        }
    }

    private void shrink(int depth, Inner node) {
        if (depth == 0 && node.children.length == 1) {
            root = node.children[0];
        } else if (depth == 0 || node.children.length > FAN_OUT / 4 || !mergeInner(depth, node)) {
            replace(depth, node);
        }
    }

    /** Joins a small leaf with a neighbour if both fit well into one. */
    private boolean mergeLeaf(Leaf small) {
        Inner parent = path[height - 1];
        int place = places[height - 1];
        int left = place > 0 ? place - 1 : place;
        if (left + 1 >= parent.children.length) {
            return false;
        }
        Leaf a = left == place ? small : (Leaf) parent.children[left];
        Leaf b = left == place ? (Leaf) parent.children[left + 1] : small;
        if (a.size() + b.size() > LEAF * 3 / 4) {
            return false;
        }
        join(height - 1, left, new Leaf(concat(a.keys, b.keys), concat(a.objects, b.objects)));
        return true;
    }

    private boolean mergeInner(int depth, Inner small) {
        Inner parent = path[depth - 1];
        int place = places[depth - 1];
        int left = place > 0 ? place - 1 : place;
        if (left + 1 >= parent.children.length) {
            return false;
        }
        Inner a = left == place ? small : (Inner) parent.children[left];
        Inner b = left == place ? (Inner) parent.children[left + 1] : small;
        if (a.children.length + b.children.length > FAN_OUT * 3 / 4) {
            return false;
        }
        Term[] separators = concat(with(a.separators, a.separators.length, parent.separators[left]), b.separators);
        join(depth - 1, left, new Inner(separators, concat(a.children, b.children)));
        return true;
    }

    /** Puts one node in the place of the children {@code left} and {@code left + 1} of the inner node at this depth. */
    private void join(int depth, int left, Object node) {
        Inner parent = path[depth];
        Object[] children = without(parent.children, left + 1);
        children[left] = node;
        shrink(depth, new Inner(without(parent.separators, left), children));
    }

    void clear() {
        root = EMPTY;
    }

    private static <T> T[] with(T[] array, int at, T value) {
        T[] copy = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, at, copy, at + 1, array.length - at);
        copy[at] = value;
        return copy;
    }

    private static <T> T[] without(T[] array, int at) {
        T[] copy = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, at + 1, copy, at, copy.length - at);
        return copy;
    }

    private static <T> T[] concat(T[] a, T[] b) {
        T[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
