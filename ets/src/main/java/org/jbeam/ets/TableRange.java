package org.jbeam.ets;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * The objects of an {@code ordered_set} between two keys, in the standard order of their keys or against it. It is a view: each iteration goes over
 * the table as it is then, without a lock. What is inserted or deleted meanwhile in front of the iteration may or may not be seen; all else
 * is seen exactly once. Immutable, and safe for use by several threads; iterators are not.
 *
 * {@snippet :
 * for (Tuple object : table.range().atLeast(from).below(to)) { ... }
 * }
 */
public final class TableRange implements Iterable<Tuple> {
    private final OrderedTable table;
    private final Bound lower;
    private final Bound upper;
    private final boolean down;

    private record Bound(Term key, boolean in) {}

    TableRange(OrderedTable table) {
        this(table, null, null, false);
    }

    private TableRange(OrderedTable table, Bound lower, Bound upper, boolean down) {
        this.table = table;
        this.lower = lower;
        this.upper = upper;
        this.down = down;
    }

    /** From this key on; takes the place of a lower bound given before. */
    public TableRange atLeast(Term key) {
        return new TableRange(table, new Bound(key, true), upper, down);
    }

    /** From behind this key on; takes the place of a lower bound given before. */
    public TableRange above(Term key) {
        return new TableRange(table, new Bound(key, false), upper, down);
    }

    /** Up to and with this key; takes the place of an upper bound given before. */
    public TableRange atMost(Term key) {
        return new TableRange(table, lower, new Bound(key, true), down);
    }

    /** Up to before this key; takes the place of an upper bound given before. */
    public TableRange below(Term key) {
        return new TableRange(table, lower, new Bound(key, false), down);
    }

    /** The same objects the other way round. */
    public TableRange descending() {
        return new TableRange(table, lower, upper, !down);
    }

    /** The first object in the direction of the range. */
    public Optional<Tuple> first() {
        Iterator<Tuple> objects = iterator();
        return objects.hasNext() ? Optional.of(objects.next()) : Optional.empty();
    }

    /** How many objects there are; walks over them. */
    public long count() {
        long count = 0;
        for (Iterator<Tuple> objects = iterator(); objects.hasNext(); objects.next()) {
            count++;
        }
        return count;
    }

    @Override
    public Iterator<Tuple> iterator() {
        return new Walk();
    }

    private Tree.Spot start() {
        Tree tree = table.tree();
        if (down) {
            return upper == null ? tree.last() : tree.lastBefore(keys -> upper.in ? keys.upTo(upper.key) : keys.below(upper.key));
        }
        return lower == null ? tree.first() : tree.firstAfter(keys -> lower.in ? keys.below(lower.key) : keys.upTo(lower.key));
    }

    private boolean ended(Term key) {
        Bound end = down ? lower : upper;
        if (end == null) {
            return false;
        }
        int order = down ? Keys.compare(end.key, key) : Keys.compare(key, end.key);
        return order > 0 || order == 0 && !end.in;
    }

    /** Goes leaf by leaf and finds the next one by the last key. */
    private final class Walk implements Iterator<Tuple> {
        private Tree.Leaf leaf;
        private int at;

        Walk() {
            at(start());
        }

        private void at(Tree.Spot spot) {
            leaf = spot == null ? null : spot.leaf();
            at = spot == null ? 0 : spot.at();
            if (leaf != null && ended(leaf.keys.get(at))) {
                leaf = null;
            }
        }

        @Override
        public boolean hasNext() {
            return leaf != null;
        }

        @Override
        public Tuple next() {
            if (leaf == null) {
                throw new NoSuchElementException();
            }
            Tuple object = leaf.object(at);
            int next = down ? at - 1 : at + 1;
            if (next >= 0 && next < leaf.size()) {
                at(new Tree.Spot(leaf, next));
            } else {
                Term key = leaf.keys.get(at);
                at(down ? table.tree().before(key) : table.tree().after(key));
            }
            return object;
        }
    }
}
