package org.jbeam.ets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jbeam.ets.EtsException.Cause;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.matchspec.MatchSpec;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * A set, bag or duplicate_bag.
 *
 * <p>The buckets grow and shrink one at a time by linear hashing (Litwin 1980) with OTP's hash and OTP's limits, and objects keep OTP's order
 * within a bucket, so all walks come in OTP's order. A writer holds the lock that its hash selects; the two buckets of a split or a join
 * have the same lock. Sets are read without a lock: links are always such that a reader ends, and a reader that finds nothing
 * asks whether buckets were split or joined meanwhile ({@code version}, odd while one is), and looks again. Who inserts a list holds all
 * locks and raises {@code exclusive}, which readers respect. Walks <em>pin</em> the table: while it is pinned, no bucket is split or
 * joined. A fixed table is pinned too, and objects deleted in it keep their nodes, without the object, until it is not fixed any more.
 */
final class HashTable extends Table {
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
            COUNT = lookup.findVarHandle(HashTable.class, "count", int.class);
            PINS = lookup.findVarHandle(HashTable.class, "pins", int.class);
            FIXES = lookup.findVarHandle(HashTable.class, "fixes", int.class);
            RESIZING = lookup.findVarHandle(HashTable.class, "resizing", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Locks locks = new Locks(LOCKS);
    private final boolean set;
    private final boolean bag;
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

    HashTable(TableHost host, Atom name, TableOptions options, Pid owner) {
        super(host, name, options, owner);
        this.set = options.type == TableType.SET;
        this.bag = options.type == TableType.BAG;
    }

    // ---- buckets

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
    private void link(int slot, Node before, Node node) {
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

    private void lockAll() {
        locks.lockAll();
        exclusive = true;
    }

    private void unlockAll() {
        exclusive = false;
        locks.unlockAll();
    }

    private void awaitReadable() {
        for (int tries = 0; exclusive; tries++) {
            Locks.pause(tries);
        }
    }

    /** The first node of this key with an object, or null; without a lock, for a set. */
    private Tuple find(int hash, Term key) {
        if (exclusive) {
            awaitReadable();
        }
        for (int tries = 0;; tries++) {
            int before = version;
            Node[] table = buckets;
            int slot = slot(hash);
            if (slot < table.length) {
                for (Node n = (Node) BUCKET.getAcquire(table, slot); n != null; n = n.next()) {
                    if (n.hash == hash && Node.same(n.key, key)) {
                        Tuple object = n.object();
                        if (object != null) {
                            return object;
                        }
                    }
                }
                if ((before & 1) == 0 && before == version) {
                    return null;
                }
            }
            Locks.pause(tries);
        }
    }

    /** The first live node of this key; under its lock. */
    private Node live(int hash, Term key) {
        for (Node n = head(slot(hash)); n != null; n = n.next()) {
            if (n.has(hash, key) && n.object() != null) {
                return n;
            }
        }
        return null;
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
            if (pins == 0 && active == n) {
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
            buckets = java.util.Arrays.copyOf(buckets, 2 * buckets.length);
        } finally {
            locks.unlockAll();
        }
    }

    /** Deletes the objects of a slot that pass a test, which must not block; how many. */
    long removeIf(int slot, java.util.function.Predicate<Tuple> test) {
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

    @Override
    void fixed() {
        FIXES.getAndAdd(this, 1);
        pin();
    }

    @Override
    void unfixed() {
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
    private boolean drop(int slot, Node before, Node node, boolean keep) {
        if (keep && fixes != 0) {
            node.object(null);
            deletedInSlots.add(slot);
            return true;
        }
        link(slot, before, node.next());
        return false;
    }

    // ---- objects by key

    @Override
    void put(Tuple object) {
        Term key = keyOf(object);
        int hash = EtsHash.of(key);
        lock(hash);
        int items;
        try {
            items = place(hash, key, object);
        } finally {
            unlock(hash);
        }
        if (items > active && pins == 0) {
            grow(items);
        }
    }

    /** Inserts under the lock; the number of objects if there is a new node, else 0. */
    private int place(int hash, Term key, Tuple object) {
        int slot = slot(hash);
        Node before = null;
        Node at = head(slot);
        while (at != null && !at.has(hash, key)) {
            before = at;
            at = at.next();
        }
        if (at != null && set) {
            boolean revived = at.object() == null;
            at.object(object);
            if (revived) {
                COUNT.getAndAdd(this, 1);
            }
            return 0;
        }
        if (at != null && bag && known(at, object)) {
            return 0;
        }
        link(slot, before, new Node(hash, key, object, at));
        return (int) COUNT.getAndAdd(this, 1) + 1;
    }

    /** Is the object in the bag already? */
    private static boolean known(Node first, Tuple object) {
        for (Node n = first; n != null && n.has(first.hash, first.key); n = n.next()) {
            Tuple other = n.object();
            if (other != null && Terms.equalExact(other, object)) {
                return true;
            }
        }
        return false;
    }

    @Override
    void putAll(Tuple[] objects) {
        lockAll();
        try {
            placeAll(objects);
        } finally {
            unlockAll();
        }
    }

    /** Inserts in order, but into a bag from the last to the first, as OTP 25 does. */
    private void placeAll(Tuple[] objects) {
        for (int i = 0; i < objects.length; i++) {
            Tuple object = objects[bag ? objects.length - 1 - i : i];
            Term key = keyOf(object);
            int items = place(EtsHash.of(key), key, object);
            if (items > active && pins == 0) {
                growLocked(items);
            }
        }
    }

    /** As {@link #grow} for who holds all locks. */
    private void growLocked(int items) {
        for (int steps = 0; steps < STEPS && items > active && RESIZING.compareAndSet(this, 0, 1); steps++) {
            int n = active;
            if (n == buckets.length) {
                buckets = java.util.Arrays.copyOf(buckets, 2 * n);
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

    @Override
    boolean putNew(Tuple object) {
        Term key = keyOf(object);
        int hash = EtsHash.of(key);
        int items;
        lock(hash);
        try {
            if (live(hash, key) != null) {
                return false;
            }
            items = place(hash, key, object);
        } finally {
            unlock(hash);
        }
        if (items > active && pins == 0) {
            grow(items);
        }
        return true;
    }

    @Override
    boolean putAllNew(Tuple[] objects) {
        lockAll();
        try {
            for (Tuple object : objects) {
                Term key = keyOf(object);
                if (live(EtsHash.of(key), key) != null) {
                    return false;
                }
            }
            placeAll(objects);
            return true;
        } finally {
            unlockAll();
        }
    }

    @Override
    public Term lookup(Term key) {
        int hash = EtsHash.of(key);
        if (set) {
            Tuple object = find(hash, key);
            return object == null ? Nil.NIL : new Cons(object, Nil.NIL);
        }
        lock(hash);
        try {
            return group(live(hash, key), 0);
        } finally {
            unlock(hash);
        }
    }

    /** The objects of a key from its first node on, or their elements at a position from 1; the oldest first. */
    private static Term group(Node first, int position) {
        Term list = Nil.NIL;
        for (Node n = first; n != null && n.has(first.hash, first.key); n = n.next()) {
            Tuple object = n.object();
            if (object != null) {
                list = new Cons(position == 0 ? object : element(object, position), list);
            }
        }
        return list;
    }

    @Override
    public boolean member(Term key) {
        int hash = EtsHash.of(key);
        if (set) {
            return find(hash, key) != null;
        }
        lock(hash);
        try {
            return live(hash, key) != null;
        } finally {
            unlock(hash);
        }
    }

    @Override
    Term elementOf(Term key, int position) {
        int hash = EtsHash.of(key);
        if (set) {
            Tuple object = find(hash, key);
            if (object == null) {
                throw new EtsException(Cause.BADKEY);
            }
            return element(object, position);
        }
        lock(hash);
        try {
            Node first = live(hash, key);
            if (first == null) {
                throw new EtsException(Cause.BADKEY);
            }
            return group(first, position);
        } finally {
            unlock(hash);
        }
    }

    @Override
    public void delete(Term key) {
        erase(key, false);
    }

    @Override
    public Term take(Term key) {
        return erase(key, true);
    }

    private Term erase(Term key, boolean wanted) {
        int hash = EtsHash.of(key);
        int gone = 0;
        Term list = Nil.NIL;
        lock(hash);
        try {
            int slot = slot(hash);
            Node before = null;
            for (Node n = head(slot); n != null; n = n.next()) {
                Tuple object = n.object();
                if (object != null && n.has(hash, key)) {
                    list = wanted ? new Cons(object, list) : list;
                    if (drop(slot, before, n, gone++ == 0)) {
                        before = n;
                    }
                } else if (gone > 0 && object != null) {
                    break;
                } else {
                    before = n;
                }
            }
        } finally {
            unlock(hash);
        }
        if (gone > 0) {
            removed(gone);
        }
        return list;
    }

    @Override
    void removeObject(Tuple object) {
        Term key = keyOf(object);
        int hash = EtsHash.of(key);
        int gone = 0;
        lock(hash);
        try {
            int slot = slot(hash);
            boolean first = true;
            Node before = null;
            for (Node n = head(slot); n != null; n = n.next()) {
                Tuple other = n.object();
                boolean mine = other != null && n.has(hash, key);
                if (mine && Terms.equalExact(other, object)) {
                    gone++;
                    if (drop(slot, before, n, first)) {
                        before = n;
                    }
                    if (set || bag) {
                        break;
                    }
                } else {
                    before = n;
                }
                first &= !mine;
            }
        } finally {
            unlock(hash);
        }
        if (gone > 0) {
            removed(gone);
        }
    }

    @Override
    boolean replaceElements(Term key, Term specs) {
        int hash = EtsHash.of(key);
        lock(hash);
        try {
            Node node = live(hash, key);
            if (node == null) {
                return false;
            }
            node.object(Updates.elements(node.object(), specs, keyPosition));
            return true;
        } finally {
            unlock(hash);
        }
    }

    @Override
    Term count(Term key, Term ops, Tuple defaultObject) {
        int hash = EtsHash.of(key);
        int items = 0;
        Term result;
        lock(hash);
        try {
            Node node = live(hash, key);
            if (node == null && defaultObject == null) {
                throw new EtsException(Cause.BADKEY);
            }
            Updates.Counted counted = Updates.counters(node == null ? defaultObject : node.object(), ops, keyPosition);
            if (node == null) {
                items = place(hash, key, counted.object());
            } else {
                node.object(counted.object());
            }
            result = counted.result();
        } finally {
            unlock(hash);
        }
        if (items > active && pins == 0) {
            grow(items);
        }
        return result;
    }

    // ---- all objects

    @Override
    public int size() {
        return count;
    }

    @Override
    public int deleteAll() {
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

    @Override
    public long memoryWords() {
        return HashWalk.memory(this);
    }

    @Override
    Term stats() {
        return HashWalk.stats(this);
    }

    // ---- walks: see HashWalk

    @Override
    public Term first() {
        return HashWalk.first(this);
    }

    @Override
    public Term last() {
        return HashWalk.first(this);
    }

    @Override
    public Term next(Term key) {
        return HashWalk.next(this, key, EtsHash.of(key));
    }

    @Override
    public Term prev(Term key) {
        return next(key);
    }

    @Override
    public Term slot(Term index) {
        if (!(index instanceof SmallInt i) || i.value() < 0 || i.value() > active) {
            throw EtsException.badarg();
        }
        return i.value() == active ? END : HashWalk.objects(this, (int) i.value());
    }

    @Override
    Term select(MatchSpec spec, boolean reverse, MatchContext context) {
        return spec == null ? Nil.NIL : HashWalk.select(this, spec, context);
    }

    @Override
    Term selectSome(MatchSpec spec, long limit, boolean reverse, MatchContext context) {
        return spec == null ? END : HashWalk.selectSome(this, spec, limit, context);
    }

    @Override
    Term selectMore(Tuple continuation, MatchContext context) {
        return HashWalk.selectMore(this, continuation, context);
    }

    @Override
    long count(MatchSpec spec, MatchContext context) {
        return HashWalk.count(this, spec, context);
    }

    @Override
    long delete(MatchSpec spec, MatchContext context) {
        return HashWalk.delete(this, spec, context);
    }

    @Override
    long replace(MatchSpec spec, MatchContext context) {
        return HashWalk.replace(this, spec, context);
    }
}
