package org.jbeam.ets;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.matchspec.KeyPlan;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.matchspec.MatchSpec;
import org.jbeam.matchspec.MatchSpecRef;
import org.jbeam.matchspec.Matcher;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * Walks over an {@link OrderedTable} in the order of its keys, within the range of keys that a specification can match. They go leaf by
 * leaf and find the next leaf by the last key, so whatever changes meanwhile does not confuse them. The continuation of a walk in pieces
 * is {@code {Table, Last key, [], Limit, Spec, [], Reverse, 0}}.
 */
final class TreeWalk {
    private static final int PAUSE = 100;

    private TreeWalk() {}

    /** Looks at an object; false ends the walk. */
    private interface Visitor {
        boolean visit(Tuple object);
    }

    /** Visits what is in the plan's range and beyond {@code start}, if that is given, upwards or downwards. */
    private static void walk(OrderedTable table, KeyPlan plan, Term start, boolean up, MatchContext context, Visitor visitor) {
        Tree tree = table.tree();
        Tree.Spot spot = start != null ? beyond(tree, start, up) : up ? tree.firstAfter(keys -> keys.leading(plan::before))
                : tree.lastBefore(keys -> keys.leading(key -> !plan.after(key)));
        int seen = 0;
        while (spot != null) {
            Tree.Leaf leaf = spot.leaf();
            for (int i = spot.at(); i >= 0 && i < leaf.size(); i += up ? 1 : -1) {
                if ((!plan.unbounded() && (up ? plan.after(leaf.keys.get(i)) : plan.before(leaf.keys.get(i))))
                        || !visitor.visit(leaf.object(i))) {
                    return;
                }
                seen++;
            }
            if (seen >= PAUSE) {
                context.worked(seen);
                seen = 0;
            }
            spot = beyond(table.tree(), leaf.keys.get(up ? leaf.size() - 1 : 0), up);
        }
    }

    private static Tree.Spot beyond(Tree tree, Term key, boolean up) {
        return up ? tree.after(key) : tree.before(key);
    }

    /** Visits everything that the specification may match. */
    private static void visit(OrderedTable table, MatchSpec spec, boolean up, MatchContext context, Visitor visitor) {
        KeyPlan plan = spec.plan(table.keyPosition);
        if (plan.nothing()) {
            return;
        }
        List<Term> keys = plan.keys();
        if (keys == null) {
            walk(table, plan, null, up, context, visitor);
            return;
        }
        List<Term> sorted = new ArrayList<>(keys);
        sorted.sort(up ? Keys::compare : (a, b) -> Keys.compare(b, a));
        Term before = null;
        for (Term key : sorted) {
            if (before == null || Keys.compare(before, key) != 0) {
                Tuple object = table.tree().get(key);
                if (object != null) {
                    visitor.visit(object);
                }
            }
            before = key;
        }
    }

    static Term select(OrderedTable table, MatchSpec spec, boolean reverse, MatchContext context) {
        Matcher matcher = spec.matcher(context);
        Term[] list = {Nil.NIL};
        visit(table, spec, reverse, context, object -> {
            Term result = matcher.match(object);
            if (result != null) {
                list[0] = new Cons(result, list[0]);
            }
            return true;
        });
        return list[0];
    }

    static Term selectSome(OrderedTable table, MatchSpec spec, long limit, boolean reverse, MatchContext context) {
        KeyPlan plan = spec.plan(table.keyPosition);
        return plan.nothing() ? Table.END : piece(table, spec, plan, new Piece(null, limit, reverse, null), context);
    }

    /** Where a piece of a walk begins (null for the start), how long it may be, its direction, and the reference of its specification. */
    private record Piece(Term start, long limit, boolean reverse, MatchSpecRef ref) {}

    private static Term piece(OrderedTable table, MatchSpec spec, KeyPlan plan, Piece piece, MatchContext context) {
        Matcher matcher = spec.matcher(context);
        ListBuilder list = new ListBuilder();
        long[] got = {0};
        Term[] last = {null};
        walk(table, plan, piece.start, !piece.reverse, context, object -> {
            Term result = matcher.match(object);
            if (result != null) {
                list.add(result);
                got[0]++;
                last[0] = table.keyOf(object);
            }
            return got[0] < piece.limit;
        });
        boolean over = got[0] < piece.limit || plan.keys() != null && plan.keys().size() == 1;
        if (over) {
            return got[0] == 0 ? Table.END : Tuple.of(list.finish(), Table.END);
        }
        MatchSpecRef ref = piece.ref == null ? table.reference(spec) : piece.ref;
        return Tuple.of(list.finish(), Tuple.of(new Term[] {table.reference(), last[0], Nil.NIL, SmallInt.of(piece.limit), ref, Nil.NIL,
            SmallInt.of(piece.reverse ? 1 : 0), SmallInt.ZERO}));
    }

    static Term selectMore(OrderedTable table, Tuple continuation, MatchContext context) {
        if (continuation.arity() != 8 || !(continuation.element(3) instanceof SmallInt limit) || limit.value() < 1
                || !(continuation.element(4) instanceof MatchSpecRef ref) || !(continuation.element(6) instanceof SmallInt reverse)) {
            throw EtsException.badarg();
        }
        MatchSpec spec = ref.spec();
        Piece piece = new Piece(continuation.element(1), limit.value(), reverse.value() != 0, ref);
        return piece(table, spec, spec.plan(table.keyPosition), piece, context);
    }

    static long count(OrderedTable table, MatchSpec spec, MatchContext context) {
        Matcher matcher = spec.matcher(context);
        long[] counted = {0};
        visit(table, spec, true, context, object -> {
            counted[0] += matcher.match(object) == Atom.TRUE ? 1 : 0;
            return true;
        });
        return counted[0];
    }

    static long delete(OrderedTable table, MatchSpec spec, MatchContext context) {
        Matcher matcher = spec.matcher(context);
        return change(table, spec, context, object -> matcher.match(object) == Atom.TRUE ? Tuple.EMPTY : null);
    }

    static long replace(OrderedTable table, MatchSpec spec, MatchContext context) {
        Matcher matcher = spec.matcher(context);
        return change(table, spec, context, object -> {
            Term result = matcher.match(object);
            return result == null ? null : table.replacement(result, object);
        });
    }

    private static long change(OrderedTable table, MatchSpec spec, MatchContext context, OrderedTable.Change change) {
        long[] changed = {0};
        visit(table, spec, true, context, object -> {
            changed[0] += change.apply(object) != null && table.change(table.keyOf(object), change) ? 1 : 0;
            return true;
        });
        return changed[0];
    }

    /** The first entry of the next leaf. */
    private static Tree.Spot next(Tree tree, Tree.Spot spot) {
        return tree.after(spot.leaf().keys.get(spot.leaf().size() - 1));
    }

    static Term slot(OrderedTable table, long index) {
        Tree tree = table.tree();
        long left = index;
        for (Tree.Spot spot = tree.first(); spot != null; spot = next(tree, spot)) {
            int here = spot.leaf().size() - spot.at();
            if (left < here) {
                return new Cons(spot.leaf().object(spot.at() + (int) left), Nil.NIL);
            }
            left -= here;
        }
        if (left > 0) {
            throw EtsException.badarg();
        }
        return Table.END;
    }

    static long memory(OrderedTable table) {
        long words = Memory.orderedTable(table.options);
        Tree tree = table.tree();
        for (Tree.Spot spot = tree.first(); spot != null; spot = next(tree, spot)) {
            for (int i = spot.at(); i < spot.leaf().size(); i++) {
                words += Memory.TREE_OBJECT + Memory.flatSize(spot.leaf().object(i));
            }
        }
        return words;
    }
}
