package org.jbeam.ets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
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

/**
 * An ordered_set: a {@link Tree} that is read without a lock and written under one. Who inserts a list raises {@code exclusive}, which
 * readers respect, so that no one sees a part of the list.
 */
final class OrderedTable extends Table {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(OrderedTable.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Locks lock = new Locks(1);
    private final Tree tree = new Tree();
    private volatile boolean exclusive;
    private int count;

    OrderedTable(TableHost host, Atom name, TableOptions options, Pid owner) {
        super(host, name, options, owner);
    }

    /** The tree, for reading. */
    Tree tree() {
        for (int tries = 0; exclusive; tries++) {
            Locks.pause(tries);
        }
        return tree;
    }

    private void add(int n) {
        COUNT.setRelease(this, count + n);
    }

    private void place(Tuple object) {
        if (tree.put(keyOf(object), object)) {
            add(1);
        }
    }

    // ---- objects by key

    @Override
    void put(Tuple object) {
        lock.lock(0);
        try {
            place(object);
        } finally {
            lock.unlock(0);
        }
    }

    @Override
    void putAll(Tuple[] objects) {
        lock.lock(0);
        exclusive = true;
        try {
            for (Tuple object : objects) {
                place(object);
            }
        } finally {
            exclusive = false;
            lock.unlock(0);
        }
    }

    @Override
    boolean putNew(Tuple object) {
        return putAllNew(new Tuple[] {object});
    }

    @Override
    boolean putAllNew(Tuple[] objects) {
        lock.lock(0);
        try {
            for (Tuple object : objects) {
                if (tree.get(keyOf(object)) != null) {
                    return false;
                }
            }
            exclusive = objects.length > 1;
            for (Tuple object : objects) {
                place(object);
            }
            return true;
        } finally {
            exclusive = false;
            lock.unlock(0);
        }
    }

    @Override
    public Term lookup(Term key) {
        Tuple object = tree().get(key);
        return object == null ? Nil.NIL : new Cons(object, Nil.NIL);
    }

    @Override
    public boolean member(Term key) {
        return tree().get(key) != null;
    }

    @Override
    Term elementOf(Term key, int position) {
        Tuple object = tree().get(key);
        if (object == null) {
            throw new EtsException(Cause.BADKEY);
        }
        return element(object, position);
    }

    @Override
    public void delete(Term key) {
        take(key);
    }

    @Override
    public Term take(Term key) {
        lock.lock(0);
        try {
            Tuple object = tree.get(key);
            if (object == null) {
                return Nil.NIL;
            }
            tree.remove(key);
            add(-1);
            return new Cons(object, Nil.NIL);
        } finally {
            lock.unlock(0);
        }
    }

    @Override
    void removeObject(Tuple object) {
        lock.lock(0);
        try {
            Tuple present = tree.get(keyOf(object));
            if (present != null && Terms.equalExact(present, object)) {
                tree.remove(keyOf(object));
                add(-1);
            }
        } finally {
            lock.unlock(0);
        }
    }

    @Override
    boolean replaceElements(Term key, Term specs) {
        lock.lock(0);
        try {
            Tuple object = tree.get(key);
            if (object == null) {
                return false;
            }
            tree.put(key, Updates.elements(object, specs, keyPosition));
            return true;
        } finally {
            lock.unlock(0);
        }
    }

    @Override
    Term count(Term key, Term ops, Tuple defaultObject) {
        lock.lock(0);
        try {
            Tuple object = tree.get(key);
            if (object == null && defaultObject == null) {
                throw new EtsException(Cause.BADKEY);
            }
            Updates.Counted counted = Updates.counters(object == null ? defaultObject : object, ops, keyPosition);
            place(counted.object());
            return counted.result();
        } finally {
            lock.unlock(0);
        }
    }

    // ---- all objects

    @Override
    public int size() {
        return (int) COUNT.getAcquire(this);
    }

    @Override
    public int deleteAll() {
        lock.lock(0);
        try {
            int gone = count;
            tree.clear();
            add(-gone);
            return gone;
        } finally {
            lock.unlock(0);
        }
    }

    @Override
    public List<Tuple> snapshot() {
        List<Tuple> objects = new ArrayList<>(count);
        lock.lock(0);
        try {
            for (Tuple object : new TableRange(this)) {
                objects.add(object);
            }
        } finally {
            lock.unlock(0);
        }
        return objects;
    }

    @Override
    public TableRange range() {
        return new TableRange(this);
    }

    @Override
    public long memoryWords() {
        return TreeWalk.memory(this);
    }

    @Override
    Term stats() {
        return Atom.FALSE;
    }

    @Override
    void fixed() {
        // a walk over keys needs no object to stay
    }

    @Override
    void unfixed() {
        // nothing was kept
    }

    // ---- walks: see TreeWalk

    @Override
    public Term first() {
        return key(tree().first());
    }

    @Override
    public Term last() {
        return key(tree().last());
    }

    @Override
    public Term next(Term key) {
        return key(tree().after(key));
    }

    @Override
    public Term prev(Term key) {
        return key(tree().before(key));
    }

    private Term key(Tree.Spot spot) {
        return spot == null ? END : keyOf(spot.object());
    }

    @Override
    public Term slot(Term index) {
        if (!(index instanceof SmallInt i) || i.value() < 0) {
            throw EtsException.badarg();
        }
        return TreeWalk.slot(this, i.value());
    }

    @Override
    Term select(MatchSpec spec, boolean reverse, MatchContext context) {
        return spec == null ? Nil.NIL : TreeWalk.select(this, spec, reverse, context);
    }

    @Override
    Term selectSome(MatchSpec spec, long limit, boolean reverse, MatchContext context) {
        return spec == null ? END : TreeWalk.selectSome(this, spec, limit, reverse, context);
    }

    @Override
    Term selectMore(Tuple continuation, MatchContext context) {
        return TreeWalk.selectMore(this, continuation, context);
    }

    @Override
    long count(MatchSpec spec, MatchContext context) {
        return TreeWalk.count(this, spec, context);
    }

    @Override
    long delete(MatchSpec spec, MatchContext context) {
        return TreeWalk.delete(this, spec, context);
    }

    @Override
    long replace(MatchSpec spec, MatchContext context) {
        return TreeWalk.replace(this, spec, context);
    }

    /** What a walk does to an object that may have changed since it was seen, under the lock. */
    interface Change {
        /** The new object, {@link Tuple#EMPTY} to delete it, or null to leave it. */
        Tuple apply(Tuple object);
    }

    /** Applies a change to the object of a key if it is still there; true if it did something. */
    boolean change(Term key, Change change) {
        lock.lock(0);
        try {
            Tuple object = tree.get(key);
            Tuple changed = object == null ? null : change.apply(object);
            if (changed == null) {
                return false;
            }
            if (changed == Tuple.EMPTY) {
                tree.remove(key);
                add(-1);
            } else {
                tree.put(key, changed);
            }
            return true;
        } finally {
            lock.unlock(0);
        }
    }
}
