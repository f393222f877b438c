package org.jbeam.ets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jbeam.term.Term;
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
    static final int LEAF = 16;
    static final int FAN_OUT = 64;
    private static final int MAX_HEIGHT = 40;
    private static final VarHandle OBJECT = MethodHandles.arrayElementVarHandle(Tuple[].class);
    private static final VarHandle CHILD = MethodHandles.arrayElementVarHandle(Object[].class);

    /** Some entries in ascending order. */
    static final class Leaf {
        final Keys keys;
        private final Tuple[] objects;

        Leaf(Keys keys, Tuple[] objects) {
            this.keys = keys;
            this.objects = objects;
        }

        int size() {
            return objects.length;
        }

        Tuple object(int i) {
            return (Tuple) OBJECT.getAcquire(objects, i);
        }

        /** The entries of two leaves. */
        Leaf and(Leaf greater) {
            return new Leaf(keys.and(greater.keys), concat(objects, greater.objects));
        }
    }

    /** Children, and between each two the least key that may stand in the right one. */
    private static final class Inner {
        final Keys separators;
        final Object[] children;

        Inner(Keys separators, Object[] children) {
            this.separators = separators;
            this.children = children;
        }

        Object child(int i) {
            return CHILD.getAcquire(children, i);
        }
    }

    private static final Leaf EMPTY = new Leaf(Keys.NONE, new Tuple[0]);

    private volatile Object root = EMPTY;
    /** The way to the leaf that the writer is at. */
    private final Inner[] path = new Inner[MAX_HEIGHT];
    private final int[] places = new int[MAX_HEIGHT];
    private int height;

    // ---- reading

    Tuple get(Term key) {
        Object node = root;
        while (node instanceof Inner inner) {
            node = inner.child(inner.separators.upTo(key));
        }
        Leaf leaf = (Leaf) node;
        int at = leaf.keys.find(key);
        return at < 0 ? null : leaf.object(at);
    }

    /** A place in a leaf. */
    record Spot(Leaf leaf, int at) {
        Tuple object() {
            return leaf.object(at);
        }
    }

    /** A place between keys: how many of the keys are before it. */
    interface Cut {
        int of(Keys keys);
    }

    /** The first entry after the cut, or null. */
    Spot firstAfter(Cut cut) {
        Object node = root;
        Object right = null;
        while (node instanceof Inner inner) {
            int place = cut.of(inner.separators);
            if (place < inner.separators.size()) {
                right = inner.child(place + 1);
            }
            node = inner.child(place);
        }
        Leaf leaf = (Leaf) node;
        int at = cut.of(leaf.keys);
        return at < leaf.size() ? new Spot(leaf, at) : right == null ? null : end(right, false);
    }

    /** The last entry before the cut, or null. */
    Spot lastBefore(Cut cut) {
        Object node = root;
        Object left = null;
        while (node instanceof Inner inner) {
            int place = cut.of(inner.separators);
            if (place > 0) {
                left = inner.child(place - 1);
            }
            node = inner.child(place);
        }
        Leaf leaf = (Leaf) node;
        int at = cut.of(leaf.keys);
        return at > 0 ? new Spot(leaf, at - 1) : left == null ? null : end(left, true);
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
            node = inner.child(last ? inner.separators.size() : 0);
        }
        Leaf leaf = (Leaf) node;
        return leaf.size() == 0 ? null : new Spot(leaf, last ? leaf.size() - 1 : 0);
    }

    /** The entry after a key, or null. */
    Spot after(Term key) {
        return firstAfter(keys -> keys.upTo(key));
    }

    /** The entry before a key, or null. */
    Spot before(Term key) {
        return lastBefore(keys -> keys.below(key));
    }

    // ---- writing, by one thread at a time

    /** Finds the leaf of a key and remembers the way. */
    private Leaf descend(Term key) {
        Object node = root;
        height = 0;
        while (node instanceof Inner inner) {
            int place = inner.separators.upTo(key);
            path[height] = inner;
            places[height++] = place;
            node = inner.children[place];
        }
        return (Leaf) node;
    }

    /** Sets the object of a key; true if the key is new. */
    boolean put(Term key, Tuple object) {
        Leaf leaf = descend(key);
        int at = leaf.keys.find(key);
        if (at >= 0) {
            OBJECT.setRelease(leaf.objects, at, object);
            return false;
        }
        int place = -1 - at;
        if (leaf.size() < LEAF) {
            replace(height, new Leaf(leaf.keys.with(place, key), with(leaf.objects, place, object)));
        } else if (place == LEAF && rightmost()) {
            split(height, leaf, key, new Leaf(Keys.of(key), new Tuple[] {object}));
        } else {
            Keys keys = leaf.keys.with(place, key);
            Tuple[] objects = with(leaf.objects, place, object);
            int half = (LEAF + 1) / 2;
            split(height, new Leaf(keys.slice(0, half), Arrays.copyOf(objects, half)), keys.get(half),
                    new Leaf(keys.slice(half, LEAF + 1), Arrays.copyOfRange(objects, half, LEAF + 1)));
        }
        return true;
    }

    private boolean rightmost() {
        for (int i = 0; i < height; i++) {
            if (places[i] != path[i].separators.size()) {
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
            root = new Inner(Keys.of(separator), new Object[] {left, right});
            return;
        }
        Inner parent = path[depth - 1];
        int place = places[depth - 1];
        Keys separators = parent.separators.with(place, separator);
        Object[] children = with(parent.children, place + 1, right);
        children[place] = left;
        int size = children.length;
        if (size <= FAN_OUT) {
            replace(depth - 1, new Inner(separators, children));
            return;
        }
        int half = place == size - 2 ? size - 2 : size / 2;
        split(depth - 1, new Inner(separators.slice(0, half - 1), Arrays.copyOf(children, half)), separators.get(half - 1),
                new Inner(separators.slice(half, size - 1), Arrays.copyOfRange(children, half, size)));
    }

    /** Removes a key that is there. */
    void remove(Term key) {
        Leaf leaf = descend(key);
        int at = leaf.keys.find(key);
        Leaf smaller = new Leaf(leaf.keys.without(at), without(leaf.objects, at));
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
            shrink(depth - 1, new Inner(parent.separators.without(Math.max(place - 1, 0)), without(parent.children, place)));
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
        join(height - 1, left, a.and(b));
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
        Keys separators = a.separators.with(a.separators.size(), parent.separators.get(left)).and(b.separators);
        join(depth - 1, left, new Inner(separators, concat(a.children, b.children)));
        return true;
    }

    /** Puts one node in the place of the children {@code left} and {@code left + 1} of the inner node at this depth. */
    private void join(int depth, int left, Object node) {
        Inner parent = path[depth];
        Object[] children = without(parent.children, left + 1);
        children[left] = node;
        shrink(depth, new Inner(parent.separators.without(left), children));
    }

    void clear() {
        root = EMPTY;
    }

    static <T> T[] with(T[] array, int at, T value) {
        T[] copy = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, at, copy, at + 1, array.length - at);
        copy[at] = value;
        return copy;
    }

    static <T> T[] without(T[] array, int at) {
        T[] copy = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, at + 1, copy, at, copy.length - at);
        return copy;
    }

    static <T> T[] concat(T[] a, T[] b) {
        T[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
