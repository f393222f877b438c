package org.jbeam.ets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * The buckets of a hash table.
 *
 * <p>They grow and shrink one at a time by linear hashing (Litwin 1980) with OTP's limits, and nodes keep their order when a bucket is split
 * or joined, so all walks come in OTP's order. A writer holds the lock that its hash selects; the two buckets of a split or a join
 * have the same lock. Sets are read without a lock: links are always such that a reader ends, and a reader that finds nothing
 * asks whether buckets were split or joined meanwhile ({@code version}, odd while one is), and looks again. Who inserts a list holds all
 * locks and raises {@code exclusive}, which readers respect. Walks <em>pin</em> the buckets: while they are pinned, none is split or
 * joined. Those of a fixed table are pinned too, and objects deleted in it keep their nodes, without the object, until it is not fixed any
 * more.
 */
final class Buckets {
    private static final VarHandle BUCKET = MethodHandles.arrayElementVarHandle(Node[].class);
    private static final VarHandle COUNT;
    private static final VarHandle PINS;
    private static final VarHandle FIXES;
    private static final VarHandle RESIZING;
    private static final int LOCKS = 16;
    static final int FIRST_SEGMENT = 256;
    static final int SEGMENT = 2048;
    private static final int STEPS = 5;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            COUNT = lookup.findVarHandle(Buckets.class, "count", int.class);
            PINS = lookup.findVarHandle(Buckets.class, "pins", int.class);
            FIXES = lookup.findVarHandle(Buckets.class, "fixes", int.class);
            RESIZING = lookup.findVarHandle(Buckets.class, "resizing", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Locks locks = new Locks(LOCKS);
    private volatile Node[] buckets = new Node[FIRST_SEGMENT];
    private volatile int active = FIRST_SEGMENT;
    private volatile int version;
    private volatile boolean exclusive;
    private volatile int count;
    private volatile int pins;
    private volatile int fixes;
    @SuppressWarnings("unused") // by handle
    private volatile int resizing;
    /** How many slots OTP would have allocated: the first segment and whole ones after it. */
    private int slots = FIRST_SEGMENT;
    private final ConcurrentLinkedQueue<Integer> deletedInSlots = new ConcurrentLinkedQueue<>();

    /** How many objects there are. */
    int count() {
        return count;
    }

    /** One object more; how many there are now. */
    int added() {
        return (int) COUNT.getAndAdd(this, 1) + 1;
    }

    /** Grows the buckets if so many objects are too many for them. */
    void fit(int items) {
        if (items > active && pins == 0) {
            grow(items);
        }
    }

    // ---- reading and linking

    int active() {
        return active;
    }

    int slots() {
        return slots;
    }

    /** The bucket of a hash. Stable under the hash's lock, or while the table is pinned. */
    int slot(int hash) {
        int n = active;
        int mask = -1 >>> Integer.numberOfLeadingZeros(n - 1);
        int at = hash & mask;
        return at < n ? at : at & mask >>> 1;
    }

    Node head(int slot) {
        return (Node) BUCKET.getAcquire(buckets, slot);
    }

    private void head(int slot, Node node) {
        BUCKET.setRelease(buckets, slot, node);
    }

    /** Links {@code node} after {@code before}, or as the first of its slot. */
    void link(int slot, Node before, Node node) {
        if (before == null) {
            head(slot, node);
        } else {
            before.next(node);
        }
    }

    /** The lock of all that hash to this slot: slots that are split or joined have it in common. */
    void lock(int hash) {
        locks.lock(hash);
    }

    void unlock(int hash) {
        locks.unlock(hash);
    }

    void lockAll() {
        locks.lockAll();
        exclusive = true;
    }

    void unlockAll() {
        exclusive = false;
        locks.unlockAll();
    }

    private void awaitReadable() {
        for (int tries = 0; exclusive; tries++) {
            Locks.pause(tries);
        }
    }

    /** The first node of this key with an object, or null; without a lock, for a set. */
    Tuple find(int hash, Term key) {
        if (exclusive) {
            awaitReadable();
        }
        for (int tries = 0;; tries++) {
            int before = version;
            Node[] table = buckets;
            int slot = slot(hash);
            if (slot < table.length) {
                Tuple object = findIn((Node) BUCKET.getAcquire(table, slot), hash, key);
                if (object != null || (before & 1) == 0 && before == version) {
                    return object;
                }
            }
            Locks.pause(tries);
        }
    }

    private static Tuple findIn(Node first, int hash, Term key) {
        for (Node n = first; n != null; n = n.next()) {
            if (n.hash == hash && Node.same(n.key, key)) {
                Tuple object = n.object();
                if (object != null) {
                    return object;
                }
            }
        }
        return null;
    }

    /** The first live node of this key; under its lock. */
    Node live(int hash, Term key) {
        for (Node n = head(slot(hash)); n != null; n = n.next()) {
            if (n.has(hash, key) && n.object() != null) {
                return n;
            }
        }
        return null;
    }

    /** All objects; no one writes meanwhile. */
    List<Tuple> snapshot() {
        List<Tuple> objects = new ArrayList<>(count);
        locks.lockAll();
        try {
            for (int slot = 0; slot < active; slot++) {
                for (Node n = head(slot); n != null; n = n.next()) {
                    Tuple object = n.object();
                    if (object != null) {
                        objects.add(object);
                    }
                }
            }
        } finally {
            locks.unlockAll();
        }
        return objects;
    }

    // ---- growing and shrinking

    private void grow(int items) {
        for (int steps = 0; steps < STEPS && items > active && pins == 0; steps++) {
            if (!RESIZING.compareAndSet(this, 0, 1)) {
                return;
            }
            try {
                if (items > active) {
                    split();
                }
            } finally {
                resizing = 0;
            }
        }
    }

    private void split() {
        int n = active;
        if (n == buckets.length) {
            enlarge();
        }
        int mask = -1 >>> Integer.numberOfLeadingZeros(n);
        int from = n & mask >>> 1;
        lock(from);
        version++;
        try {
            // the table may have been cleared, and with it the room taken back, before the lock was ours
            if (pins == 0 && active == n && n < buckets.length) {
                slots += n == slots ? SEGMENT : 0;
                active = n + 1;
                divide(from, n, mask);
            }
        } finally {
            version++;
            unlock(from);
        }
    }

    /** Moves the nodes of a bucket that now belong to a new one; both keep the order. */
    private void divide(int from, int to, int mask) {
        Node stays = null;
        Node goes = null;
        for (Node n = head(from); n != null; n = n.next()) {
            if (n.object() == null) {
                continue;
            }
            if ((n.hash & mask) == from) {
                link(from, stays, n);
                stays = n;
            } else {
                link(to, goes, n);
                goes = n;
            }
        }
        link(from, stays, null);
        link(to, goes, null);
    }

    private void enlarge() {
        locks.lockAll();
        try {
            buckets = Arrays.copyOf(buckets, 2 * buckets.length);
        } finally {
            locks.unlockAll();
        }
    }

    /** Deletes the objects of a slot that pass a test, which must not block; how many. */
    long removeIf(int slot, Predicate<Tuple> test) {
        int gone = 0;
        lock(slot);
        try {
            Node before = null;
            for (Node n = head(slot); n != null; n = n.next()) {
                Tuple object = n.object();
                if (object == null || !test.test(object)) {
                    before = n;
                } else {
                    gone++;
                    before = drop(slot, before, n, true) ? n : before;
                }
            }
        } finally {
            unlock(slot);
        }
        COUNT.getAndAdd(this, -gone);
        return gone;
    }

    /** So many objects are gone: joins buckets if there are too many. */
    void removed(int howMany) {
        int items = (int) COUNT.getAndAdd(this, -howMany) - howMany;
        if (active > FIRST_SEGMENT && items < shrinkLimit() && pins == 0) {
            shrink(items);
        }
    }

    private int shrinkLimit() {
        return slots >= FIRST_SEGMENT + 2 * SEGMENT ? (slots - SEGMENT) / 2 : 0;
    }

    private void shrink(int items) {
        for (int steps = 0; steps < STEPS && active > FIRST_SEGMENT && items < shrinkLimit() && pins == 0; steps++) {
            if (!RESIZING.compareAndSet(this, 0, 1)) {
                return;
            }
            try {
                if (active > FIRST_SEGMENT && items < shrinkLimit()) {
                    join();
                }
            } finally {
                resizing = 0;
            }
        }
    }

    private void join() {
        int from = active - 1;
        int to = from & -1 >>> Integer.numberOfLeadingZeros(from) >>> 1;
        lock(to);
        version++;
        try {
            if (pins == 0 && active == from + 1) {
                append(from, to);
                active = from;
                if (slots - from >= SEGMENT) {
                    slots -= SEGMENT;
                }
            }
        } finally {
            version++;
            unlock(to);
        }
    }

    /** Puts the nodes of the last bucket before those of the one it joins. */
    private void append(int from, int to) {
        Node last = null;
        for (Node n = head(from); n != null; n = n.next()) {
            if (n.object() == null) {
                link(from, last, n.next());
            } else {
                last = n;
            }
        }
        if (last != null) {
            last.next(head(to));
            head(to, head(from));
        }
        head(from, null);
    }

    /** As {@link #fit} for who holds all locks. */
    void fitLocked(int items) {
        for (int steps = 0; steps < STEPS && items > active && pins == 0 && RESIZING.compareAndSet(this, 0, 1); steps++) {
            int n = active;
            if (n == buckets.length) {
                buckets = Arrays.copyOf(buckets, 2 * n);
            }
            int mask = -1 >>> Integer.numberOfLeadingZeros(n);
            version++;
            if (pins == 0) {
                slots += n == slots ? SEGMENT : 0;
                active = n + 1;
                divide(n & mask >>> 1, n, mask);
            }
            version++;
            resizing = 0;
        }
    }

    // ---- pins and fixation

    void pin() {
        PINS.getAndAdd(this, 1);
        for (int tries = 0; (version & 1) != 0; tries++) {
            Locks.pause(tries);
        }
    }

    void unpin() {
        PINS.getAndAdd(this, -1);
    }

    /** One process more has fixed the table. */
    void fix() {
        FIXES.getAndAdd(this, 1);
        pin();
    }

    /** One process less has fixed the table. */
    void unfix() {
        if ((int) FIXES.getAndAdd(this, -1) == 1) {
            purge();
        }
        unpin();
    }

    /** Unlinks what was deleted while the table was fixed, unless it is fixed again. */
    private void purge() {
        for (Integer slot = deletedInSlots.poll(); slot != null; slot = deletedInSlots.poll()) {
            lock(slot);
            try {
                if (fixes != 0) {
                    deletedInSlots.add(slot);
                    return;
                }
                Node before = null;
                for (Node n = head(slot); n != null; n = n.next()) {
                    if (n.object() == null) {
                        link(slot, before, n.next());
                    } else {
                        before = n;
                    }
                }
            } finally {
                unlock(slot);
            }
        }
    }

    /** Deletes one node under its lock; {@code before} is the node before it, or null. True when the node is still linked. */
    boolean drop(int slot, Node before, Node node, boolean keep) {
        if (keep && fixes != 0) {
            node.object(null);
            deletedInSlots.add(slot);
            return true;
        }
        link(slot, before, node.next());
        return false;
    }

    /** Deletes all objects; how many there were. */
    int clear() {
        lockAll();
        version++;
        try {
            int gone = count;
            if (pins != 0) {
                hideAll();
            } else {
                buckets = new Node[FIRST_SEGMENT];
                slots = FIRST_SEGMENT;
                active = FIRST_SEGMENT;
            }
            count = 0;
            return gone;
        } finally {
            version++;
            unlockAll();
        }
    }

    /** Deletes all but leaves the buckets as they are: someone walks over them. */
    private void hideAll() {
        for (int slot = 0; slot < active; slot++) {
            if (fixes == 0) {
                head(slot, null);
                continue;
            }
            for (Node n = head(slot); n != null; n = n.next()) {
                n.object(null);
            }
            deletedInSlots.add(slot);
        }
    }
}
