package org.jbeam.term;

import java.util.ArrayList;

/**
 * The search for the smallest key in which two tries of the same size differ: a key that only one of them has, or where they have the same keys, one
 * whose values differ. The comparisons that it needs are made by its user, one after the other, so that it may stand on an explicit stack.
 */
final class Least {
    private final ArrayList<TrieEntry> candidates = new ArrayList<>();
    private final ArrayList<Term> rightValues = new ArrayList<>();
    private final boolean exact;
    private int leftOnly;
    private boolean keysDiffer;
    private int best;
    private int next;

    private Least(boolean exact) {
        this.exact = exact;
    }

    /** The search, with at least one candidate; null when the tries are equal. */
    static Least difference(TrieMap a, TrieMap b, boolean exact) {
        Least least = new Least(exact);
        least.collectMissing(a.root(), b.root(), b);
        least.leftOnly = least.candidates.size();
        if (least.leftOnly != 0) {
            least.keysDiffer = true;
            least.collectMissing(b.root(), a.root(), a);
        } else {
            least.collectValues(a.root(), b.root());
        }
        return least.candidates.isEmpty() ? null : least;
    }

    /** Adds what is in {@code x}, a node of the one trie, but not in the other, whose node at the same place is {@code y}. */
    private void collectMissing(Object x, Object y, TrieMap other) {
        if (x == y) {
            return;
        }
        if (x instanceof TrieEntry entry) {
            if (y instanceof TrieEntry e ? !e.hasKeyOf(entry) : y == null || other.get(entry.key()) == null) {
                candidates.add(entry);
            }
            return;
        }
        TrieNode node = (TrieNode) x;
        for (int slot = 0; slot < TrieNode.WIDTH; slot++) {
            Object child = node.slot(slot);
            if (child != null) {
                collectMissing(child, y instanceof TrieNode n ? n.slot(slot) : y, other);
            }
        }
    }

    /** Adds the entries whose values differ; the keys, and so the shapes, are the same. */
    private void collectValues(TrieNode x, TrieNode y) {
        for (int i = 0; x != y && i < x.slots().length; i++) {
            Object child = x.slots()[i];
            if (child instanceof TrieNode node) {
                collectValues(node, (TrieNode) y.slots()[i]);
            } else {
                TrieEntry left = (TrieEntry) child;
                TrieEntry right = (TrieEntry) y.slots()[i];
                if (exact ? !Terms.equalExact(left.value(), right.value()) : !Terms.equal(left.value(), right.value())) {
                    candidates.add(left);
                    rightValues.add(right.value());
                }
            }
        }
    }

    /** Takes the order of the last question's terms, if there was one; is there another question? */
    boolean answer(int order) {
        if (next != 0 && order > 0) {
            best = next;
        }
        return ++next < candidates.size();
    }

    Term questionLeft() {
        return candidates.get(best).key();
    }

    Term questionRight() {
        return candidates.get(next).key();
    }

    boolean exact() {
        return exact;
    }

    /** The order of the maps when their keys differ: the one with the smallest key comes first. Else 0. */
    int outcome() {
        return !keysDiffer ? 0 : best < leftOnly ? -1 : 1;
    }

    Term leftValue() {
        return candidates.get(best).value();
    }

    Term rightValue() {
        return rightValues.get(best);
    }
}
