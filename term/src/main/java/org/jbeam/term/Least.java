package org.jbeam.term;

import java.util.ArrayList;

/**
 * The comparison of two tries of the same size. It is decided by the smallest of the keys that only one of them has; or where they have the
 * same keys, by the values of the smallest key whose values differ. The comparisons of keys and values that this takes are made by the user,
 * one after the other, so that a comparison may stand on an explicit stack.
 */
final class Least {
    private final ArrayList<TrieEntry> candidates = new ArrayList<>();
    private final ArrayList<Term> rightValues = new ArrayList<>();
    private final boolean exact;
    private int leftOnly;
    private boolean keysDiffer;

    private int current = -1;
    private int currentOutcome;
    private boolean atKeys;
    private int best = -1;
    private int outcome;

    private Least(boolean exact) {
        this.exact = exact;
    }

    /** The comparison, with at least one candidate; null when the tries are seen to be equal at once. */
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
            if (y == null || (y instanceof TrieEntry e ? !e.hasKeyOf(entry) : other.root().find(entry.key(), entry.hash()) == null)) {
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

    /** Adds the entries whose values may differ; the keys, and so the shapes, are the same. */
    private void collectValues(TrieNode x, TrieNode y) {
        for (int i = 0; x != y && i < x.slots().length; i++) {
            Object child = x.slots()[i];
            if (child instanceof TrieNode node) {
                collectValues(node, (TrieNode) y.slots()[i]);
            } else {
                collectValue((TrieEntry) child, ((TrieEntry) y.slots()[i]).value());
            }
        }
    }

    private void collectValue(TrieEntry left, Term right) {
        if (Term.hasParts(left.value()) ? left.value() != right : !TermEquality.equal(left.value(), right, exact)) {
            candidates.add(left);
            rightValues.add(right);
        }
    }

    /** Takes the order of the last question's terms, if there was one; is there another question? */
    boolean answer(int order) {
        if (current >= 0 && continueCurrent(order)) {
            return true;
        }
        while (++current < candidates.size()) {
            atKeys = keysDiffer;
            if (!keysDiffer) {
                return true;
            }
            currentOutcome = current < leftOnly ? -1 : 1;
            if (best >= 0) {
                return true;
            }
            takeCurrent();
        }
        return false;
    }

    private boolean continueCurrent(int order) {
        if (atKeys) {
            if (order > 0) {
                takeCurrent();
            }
            return false;
        }
        if (order != 0) {
            currentOutcome = order;
            atKeys = best >= 0;
            if (atKeys) {
                return true;
            }
            takeCurrent();
        }
        return false;
    }

    private void takeCurrent() {
        best = current;
        outcome = currentOutcome;
    }

    Term questionLeft() {
        return atKeys ? candidates.get(best).key() : candidates.get(current).value();
    }

    Term questionRight() {
        return atKeys ? candidates.get(current).key() : rightValues.get(current);
    }

    boolean exact() {
        return atKeys || exact;
    }

    /** The order of the tries, once there are no more questions. */
    int outcome() {
        return outcome;
    }
}
