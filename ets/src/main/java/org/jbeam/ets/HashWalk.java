package org.jbeam.ets;

import java.util.List;
import org.jbeam.matchspec.KeyPlan;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.matchspec.MatchSpec;
import org.jbeam.matchspec.MatchSpecRef;
import org.jbeam.matchspec.Matcher;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.ListTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * Walks over the buckets of a {@link HashTable}, slot by slot, results newest first as OTP gives them. A walk in pieces stops only between
 * slots; its continuation is {@code {Table, Slot, Limit, Spec, Left over, Number left over}} with slot -1 at the end.
 */
final class HashWalk {
    private static final int PAUSE = 100;

    private HashWalk() {}

    static Term first(Buckets buckets) {
        buckets.pin();
        try {
            return keyFrom(buckets, null, 0);
        } finally {
            buckets.unpin();
        }
    }

    /** The key of the first object from a node on, or from a slot on if the node is null. */
    private static Term keyFrom(Buckets buckets, Node from, int firstSlot) {
        Node n = from;
        int slot = firstSlot;
        int active = buckets.active();
        while (true) {
            for (; n != null; n = n.next()) {
                if (n.object() != null) {
                    return n.key;
                }
            }
            if (slot >= active) {
                return Table.END;
            }
            n = buckets.head(slot++);
        }
    }

    static Term next(Buckets buckets, Term key, int hash) {
        buckets.pin();
        try {
            int slot = buckets.slot(hash);
            Node n = buckets.head(slot);
            while (n != null && !n.has(hash, key)) {
                n = n.next();
            }
            if (n == null) {
                throw EtsException.badarg();
            }
            while (n != null && n.has(hash, key)) {
                n = n.next();
            }
            return keyFrom(buckets, n, slot + 1);
        } finally {
            buckets.unpin();
        }
    }

    static Term objects(Buckets buckets, int slot) {
        buckets.pin();
        try {
            Term list = Nil.NIL;
            for (Node n = slot < buckets.active() ? buckets.head(slot) : null; n != null; n = n.next()) {
                Tuple object = n.object();
                list = object == null ? list : new Cons(object, list);
            }
            return list;
        } finally {
            buckets.unpin();
        }
    }

    /** The slots that a specification needs looked at, each once; null for all. */
    private static int[] slots(Buckets buckets, KeyPlan plan) {
        if (plan.nothing()) {
            return new int[0];
        }
        List<Term> keys = plan.keys();
        return keys == null ? null : keys.stream().mapToInt(key -> buckets.slot(EtsHash.of(key))).distinct().toArray();
    }

    /** What a walk has found so far. */
    private static final class Found {
        final Matcher matcher;
        private final MatchContext context;
        private Term list;
        private long got;
        private int unreported;

        Found(MatchSpec spec, MatchContext context, Term list, long got) {
            this.matcher = spec.matcher(context);
            this.context = context;
            this.list = list;
            this.got = got;
        }

        void slot(Buckets buckets, int slot) {
            Term results = list;
            int objects = 0;
            for (Node n = buckets.head(slot); n != null; n = n.next()) {
                Tuple object = n.object();
                Term result = object == null ? null : matcher.match(object);
                if (result != null) {
                    results = new Cons(result, results);
                    got++;
                }
                objects++;
            }
            list = results;
            worked(objects);
        }

        void worked(int objects) {
            unreported += objects;
            if (unreported >= PAUSE) {
                context.worked(unreported);
                unreported = 0;
            }
        }
    }

    static Term select(HashTable table, MatchSpec spec, MatchContext context) {
        Found found = new Found(spec, context, Nil.NIL, 0);
        walk(table, spec, found);
        return found.list;
    }

    private static void walk(HashTable table, MatchSpec spec, Found found) {
        Buckets buckets = table.buckets();
        buckets.pin();
        try {
            int[] slots = slots(buckets, spec.plan(table.keyPosition));
            if (slots == null) {
                int active = buckets.active();
                for (int slot = 0; slot < active; slot++) {
                    found.slot(buckets, slot);
                }
            } else {
                for (int slot : slots) {
                    found.slot(buckets, slot);
                }
            }
        } finally {
            buckets.unpin();
        }
    }

    static Term selectSome(HashTable table, MatchSpec spec, long limit, MatchContext context) {
        Found found = new Found(spec, context, Nil.NIL, 0);
        KeyPlan plan = spec.plan(table.keyPosition);
        int slot = -1;
        if (plan.nothing() || plan.keys() != null) {
            walk(table, spec, found);
        } else {
            slot = from(table.buckets(), 0, limit, found);
        }
        return piece(table, found, slot, limit, spec, null);
    }

    /** Walks until there are enough; the slot to go on with, or -1 at the end. */
    private static int from(Buckets buckets, int firstSlot, long limit, Found found) {
        buckets.pin();
        try {
            int active = buckets.active();
            int slot = firstSlot;
            do {
                found.slot(buckets, slot++);
            } while (slot < active && found.got < limit);
            return slot < active ? slot : -1;
        } finally {
            buckets.unpin();
        }
    }

    static Term selectMore(HashTable table, Tuple continuation, MatchContext context) {
        if (continuation.arity() != 6 || !(continuation.element(1) instanceof SmallInt slot)
                || !(continuation.element(2) instanceof SmallInt limit) || limit.value() < 1
                || !(continuation.element(3) instanceof MatchSpecRef spec) || !(continuation.element(4) instanceof ListTerm left)
                || !(continuation.element(5) instanceof SmallInt got) || got.value() < 0) {
            throw EtsException.badarg();
        }
        Found found = new Found(spec.spec(), context, left, got.value());
        int next = (int) Math.max(slot.value(), -1);
        if (next >= 0 && got.value() < limit.value()) {
            if (slot.value() >= table.buckets().active()) {
                throw EtsException.badarg();
            }
            next = from(table.buckets(), next, limit.value(), found);
        }
        return piece(table, found, next, limit.value(), spec.spec(), spec);
    }

    /** The result of a walk in pieces: what is beyond the limit is left over for the next piece. */
    private static Term piece(HashTable table, Found found, int slot, long limit, MatchSpec spec, MatchSpecRef known) {
        Term list = found.list;
        Term left = Nil.NIL;
        long over = found.got - limit;
        if (over > 0) {
            // OTP turns what is left over round in every piece but the first
            Term[] newest = new Term[(int) over];
            for (int i = 0; i < over; i++) {
                Cons cell = (Cons) list;
                newest[known == null ? i : (int) over - 1 - i] = cell.head();
                list = cell.tail();
            }
            left = Terms.list(newest);
        }
        if (slot < 0 && left == Nil.NIL) {
            return list == Nil.NIL ? Table.END : Tuple.of(list, Table.END);
        }
        MatchSpecRef ref = known == null ? table.reference(spec) : known;
        return Tuple.of(list, Tuple.of(new Term[] {table.id(), SmallInt.of(slot), SmallInt.of(limit), ref, left,
            SmallInt.of(Math.max(over, 0))}));
    }

    static long count(HashTable table, MatchSpec spec, MatchContext context) {
        Buckets buckets = table.buckets();
        Found found = new Found(spec, context, Nil.NIL, 0);
        return each(table, spec, found, slot -> {
            long counted = 0;
            for (Node n = buckets.head(slot); n != null; n = n.next()) {
                Tuple object = n.object();
                counted += object != null && found.matcher.match(object) == Atom.TRUE ? 1 : 0;
            }
            return counted;
        });
    }

    static long delete(HashTable table, MatchSpec spec, MatchContext context) {
        Buckets buckets = table.buckets();
        Found found = new Found(spec, context, Nil.NIL, 0);
        long deleted = each(table, spec, found, slot -> buckets.removeIf(slot, object -> found.matcher.match(object) == Atom.TRUE));
        buckets.removed(0);
        return deleted;
    }

    static long replace(HashTable table, MatchSpec spec, MatchContext context) {
        Buckets buckets = table.buckets();
        Found found = new Found(spec, context, Nil.NIL, 0);
        return each(table, spec, found, slot -> {
            long replaced = 0;
            buckets.lock(slot);
            try {
                for (Node n = buckets.head(slot); n != null; n = n.next()) {
                    Tuple object = n.object();
                    Term result = object == null ? null : found.matcher.match(object);
                    if (result != null) {
                        n.object(table.replacement(result, object));
                        replaced++;
                    }
                }
            } finally {
                buckets.unlock(slot);
            }
            return replaced;
        });
    }

    /** Something done to a slot, which says how many objects it was done to. */
    private interface SlotAction {
        long apply(int slot);
    }

    private static long each(HashTable table, MatchSpec spec, Found found, SlotAction action) {
        Buckets buckets = table.buckets();
        buckets.pin();
        try {
            long total = 0;
            int[] slots = slots(buckets, spec.plan(table.keyPosition));
            int active = slots == null ? buckets.active() : slots.length;
            for (int i = 0; i < active; i++) {
                total += action.apply(slots == null ? i : slots[i]);
                found.worked(1);
            }
            return total;
        } finally {
            buckets.unpin();
        }
    }

    static long memory(HashTable table) {
        Buckets buckets = table.buckets();
        long words = Memory.hashTable(table);
        buckets.pin();
        try {
            int active = buckets.active();
            for (int slot = 0; slot < active; slot++) {
                for (Node n = buckets.head(slot); n != null; n = n.next()) {
                    Tuple object = n.object();
                    words += object == null ? 0 : Memory.HASH_OBJECT + Memory.flatSize(object);
                }
            }
            return words;
        } finally {
            buckets.unpin();
        }
    }

    /** {@code {Slots, Average, Deviation, Expected deviation, Shortest, Longest, Deleted, Locks}}. */
    static Term stats(Buckets buckets) {
        buckets.pin();
        try {
            int active = buckets.active();
            int shortest = Integer.MAX_VALUE;
            int longest = 0;
            int deleted = 0;
            long total = 0;
            long squares = 0;
            for (int slot = 0; slot < active; slot++) {
                int length = 0;
                for (Node n = buckets.head(slot); n != null; n = n.next()) {
                    length++;
                    deleted += n.object() == null ? 1 : 0;
                }
                shortest = Math.min(shortest, length);
                longest = Math.max(longest, length);
                total += length;
                squares += (long) length * length;
            }
            double average = (double) total / active;
            double deviation = Math.sqrt((squares - average * total) / active);
            double expected = Math.sqrt(average * (1 - 1.0 / active));
            return Tuple.of(new Term[] {SmallInt.of(active), FloatTerm.of(average), FloatTerm.of(deviation), FloatTerm.of(expected),
                SmallInt.of(shortest), SmallInt.of(longest), SmallInt.of(deleted), SmallInt.of(1)});
        } finally {
            buckets.unpin();
        }
    }
}
