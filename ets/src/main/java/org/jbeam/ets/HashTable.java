package org.jbeam.ets;

import java.util.List;
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

/** A set, bag or duplicate_bag, in {@link Buckets}. */
final class HashTable extends Table {
    private final Buckets buckets = new Buckets();
    private final boolean set;
    private final boolean bag;

    HashTable(TableHost host, Atom name, TableOptions options, Pid owner) {
        super(host, name, options, owner);
        this.set = options.type == TableType.SET;
        this.bag = options.type == TableType.BAG;
    }

    Buckets buckets() {
        return buckets;
    }

    // ---- objects by key

    @Override
    void put(Tuple object) {
        Term key = keyOf(object);
        int hash = EtsHash.of(key);
        buckets.lock(hash);
        int items;
        try {
            items = place(hash, key, object);
        } finally {
            buckets.unlock(hash);
        }
        buckets.fit(items);
    }

    /** Inserts under the lock; the number of objects if there is a new node, else 0. */
    private int place(int hash, Term key, Tuple object) {
        int slot = buckets.slot(hash);
        Node before = null;
        Node at = buckets.head(slot);
        while (at != null && !at.has(hash, key)) {
            before = at;
            at = at.next();
        }
        if (at != null && set) {
            boolean revived = at.object() == null;
            at.object(object);
            if (revived) {
                buckets.added();
            }
            return 0;
        }
        if (at != null && bag && known(at, object)) {
            return 0;
        }
        buckets.link(slot, before, new Node(hash, key, object, at));
        return buckets.added();
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
        buckets.lockAll();
        try {
            placeAll(objects);
        } finally {
            buckets.unlockAll();
        }
    }

    /** Inserts in order, but into a bag from the last to the first, as OTP 25 does. */
    private void placeAll(Tuple[] objects) {
        for (int i = 0; i < objects.length; i++) {
            Tuple object = objects[bag ? objects.length - 1 - i : i];
            Term key = keyOf(object);
            int items = place(EtsHash.of(key), key, object);
            buckets.fitLocked(items);
        }
    }

    @Override
    boolean putNew(Tuple object) {
        Term key = keyOf(object);
        int hash = EtsHash.of(key);
        int items;
        buckets.lock(hash);
        try {
            if (buckets.live(hash, key) != null) {
                return false;
            }
            items = place(hash, key, object);
        } finally {
            buckets.unlock(hash);
        }
        buckets.fit(items);
        return true;
    }

    @Override
    boolean putAllNew(Tuple[] objects) {
        buckets.lockAll();
        try {
            for (Tuple object : objects) {
                Term key = keyOf(object);
                if (buckets.live(EtsHash.of(key), key) != null) {
                    return false;
                }
            }
            placeAll(objects);
            return true;
        } finally {
            buckets.unlockAll();
        }
    }

    @Override
    public Term lookup(Term key) {
        int hash = EtsHash.of(key);
        if (set) {
            Tuple object = buckets.find(hash, key);
            return object == null ? Nil.NIL : new Cons(object, Nil.NIL);
        }
        buckets.lock(hash);
        try {
            return group(buckets.live(hash, key), 0);
        } finally {
            buckets.unlock(hash);
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
            return buckets.find(hash, key) != null;
        }
        buckets.lock(hash);
        try {
            return buckets.live(hash, key) != null;
        } finally {
            buckets.unlock(hash);
        }
    }

    @Override
    Term elementOf(Term key, int position) {
        int hash = EtsHash.of(key);
        if (set) {
            Tuple object = buckets.find(hash, key);
            if (object == null) {
                throw new EtsException(Cause.BADKEY);
            }
            return element(object, position);
        }
        buckets.lock(hash);
        try {
            Node first = buckets.live(hash, key);
            if (first == null) {
                throw new EtsException(Cause.BADKEY);
            }
            return group(first, position);
        } finally {
            buckets.unlock(hash);
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
        buckets.lock(hash);
        try {
            int slot = buckets.slot(hash);
            Node before = null;
            for (Node n = buckets.head(slot); n != null; n = n.next()) {
                Tuple object = n.object();
                if (object != null && n.has(hash, key)) {
                    list = wanted ? new Cons(object, list) : list;
                    if (buckets.drop(slot, before, n, gone++ == 0)) {
                        before = n;
                    }
                } else if (gone > 0 && object != null) {
                    break;
                } else {
                    before = n;
                }
            }
        } finally {
            buckets.unlock(hash);
        }
        if (gone > 0) {
            buckets.removed(gone);
        }
        return list;
    }

    @Override
    void removeObject(Tuple object) {
        Term key = keyOf(object);
        int hash = EtsHash.of(key);
        int gone = 0;
        buckets.lock(hash);
        try {
            int slot = buckets.slot(hash);
            boolean first = true;
            Node before = null;
            for (Node n = buckets.head(slot); n != null; n = n.next()) {
                Tuple other = n.object();
                boolean mine = other != null && n.has(hash, key);
                if (mine && Terms.equalExact(other, object)) {
                    gone++;
                    if (buckets.drop(slot, before, n, first)) {
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
            buckets.unlock(hash);
        }
        if (gone > 0) {
            buckets.removed(gone);
        }
    }

    @Override
    boolean replaceElements(Term key, Term specs) {
        int hash = EtsHash.of(key);
        buckets.lock(hash);
        try {
            Node node = buckets.live(hash, key);
            if (node == null) {
                return false;
            }
            node.object(Updates.elements(node.object(), specs, keyPosition));
            return true;
        } finally {
            buckets.unlock(hash);
        }
    }

    @Override
    Term count(Term key, Term ops, Tuple defaultObject) {
        int hash = EtsHash.of(key);
        int items = 0;
        Term result;
        buckets.lock(hash);
        try {
            Node node = buckets.live(hash, key);
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
            buckets.unlock(hash);
        }
        buckets.fit(items);
        return result;
    }

    // ---- all objects

    @Override
    public int size() {
        return buckets.count();
    }

    @Override
    public int deleteAll() {
        return buckets.clear();
    }

    @Override
    public List<Tuple> snapshot() {
        return buckets.snapshot();
    }

    @Override
    public long memoryWords() {
        return HashWalk.memory(this);
    }

    @Override
    Term stats() {
        return HashWalk.stats(buckets);
    }

    @Override
    void fixed() {
        buckets.fix();
    }

    @Override
    void unfixed() {
        buckets.unfix();
    }

    // ---- walks: see HashWalk

    @Override
    public Term first() {
        return HashWalk.first(buckets);
    }

    @Override
    public Term last() {
        return HashWalk.first(buckets);
    }

    @Override
    public Term next(Term key) {
        return HashWalk.next(buckets, key, EtsHash.of(key));
    }

    @Override
    public Term prev(Term key) {
        return next(key);
    }

    @Override
    public Term slot(Term index) {
        if (!(index instanceof SmallInt i) || i.value() < 0 || i.value() > buckets.active()) {
            throw EtsException.badarg();
        }
        return i.value() == buckets.active() ? END : HashWalk.objects(buckets, (int) i.value());
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
