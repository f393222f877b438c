package org.jbeam.ets;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.ets.EtsException.Cause;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.matchspec.MatchSpec;
import org.jbeam.matchspec.MatchSpecException;
import org.jbeam.matchspec.MatchSpecRef;
import org.jbeam.matchspec.Target;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * A table. Any number of threads may use it at once; each method is atomic and isolated but for walks over the table ({@code select} and
 * its kin without a bound key), which see every object that stays in the table throughout. Methods do not check who calls:
 * {@link EtsTables#readable} and {@link EtsTables#writable} do. Keys and objects are any terms; a failing operation throws
 * {@link EtsException}. On a table that was deleted, all methods behave as on an empty one or throw.
 *
 * @see <a href="https://www.erlang.org/docs/25/man/ets.html">ets in OTP 25</a>
 */
public abstract sealed class Table permits HashTable, OrderedTable {
    static final Atom END = Atom.of("$end_of_table");
    private static final Atom WHOLE = Atom.of("$_");
    private static final Atom BINDINGS = Atom.of("$$");
    /** OTP's largest small integer, which bounds the limits of {@code select/3}. */
    private static final long MAX_SMALL = (1L << 59) - 1;

    final TableOptions options;
    final int keyPosition;
    private final TableHost host;
    private final TableId id;
    /** How often each process has fixed the table, and since when. */
    private final ConcurrentHashMap<Pid, Integer> fixers = new ConcurrentHashMap<>();
    private volatile long fixedSince;
    private volatile Atom name;
    private volatile Pid owner;
    private volatile Pid heir;
    private volatile Term heirData;
    private volatile Protection protection;
    private volatile boolean alive = true;

    Table(TableHost host, Atom name, TableOptions options, Pid owner) {
        this.host = host;
        this.name = name;
        this.options = options;
        this.keyPosition = options.keyPosition;
        this.owner = owner;
        this.heir = options.heir;
        this.heirData = options.heirData;
        this.protection = options.protection;
        this.id = host.newRef((w0, w1, w2) -> new TableId(this, w0, w1, w2));
    }

    // ---- what the table is

    /** The name of a named table, or else the identifier: what {@code ets:new} returns. */
    public final Term reference() {
        return options.named ? name : id;
    }

    /** The identifier. */
    public final TableId id() {
        return id;
    }

    /** The name given to {@code ets:new} or {@code ets:rename}, whether the table can be found by it or not. */
    public final Atom name() {
        return name;
    }

    /** Can the table be found by its name? */
    public final boolean named() {
        return options.named;
    }

    /** The type. */
    public final TableType type() {
        return options.type;
    }

    /** The protection. */
    public final Protection protection() {
        return protection;
    }

    /** Where the key stands in objects, from 1. */
    public final int keyPosition() {
        return keyPosition;
    }

    /** The owner. */
    public final Pid owner() {
        return owner;
    }

    /** The heir, or null. */
    public final Pid heir() {
        return heir;
    }

    /** Is the table still there? */
    public final boolean alive() {
        return alive;
    }

    /** May this process read? */
    public final boolean readable(Pid self) {
        return protection != Protection.PRIVATE || ownedBy(self);
    }

    /** May this process write? */
    public final boolean writable(Pid self) {
        return protection == Protection.PUBLIC || ownedBy(self);
    }

    /** Is this process the owner? */
    public final boolean ownedBy(Pid self) {
        Pid pid = owner;
        return pid == self || pid.equals(self);
    }

    final TableHost host() {
        return host;
    }

    final Term heirData() {
        return heirData;
    }

    final void name(Atom newName) {
        name = newName;
    }

    final void owner(Pid newOwner) {
        owner = newOwner;
    }

    final void heir(Pid newHeir, Term data) {
        heirData = data;
        heir = newHeir;
    }

    final void protection(Protection newProtection) {
        protection = newProtection;
    }

    /** Ends the table's life; false when someone else did. */
    final synchronized boolean kill() {
        boolean first = alive;
        alive = false;
        return first;
    }

    /** How many objects there are. */
    public abstract int size();

    /** What the table and its objects would take in OTP, in words of 8 bytes. Walks the whole table. */
    public abstract long memoryWords();

    /** The objects of one moment, in the order of walks; a list of its own. Writers wait meanwhile, readers do not. */
    public abstract List<Tuple> snapshot();

    /**
     * The objects in the order of their keys, as a view that can be narrowed.
     *
     * @throws EtsException table_type: it is no {@code ordered_set}
     */
    public TableRange range() {
        throw new EtsException(EtsException.Cause.TABLE_TYPE);
    }

    /** {@code info(stats)} of a hash table; {@code false} of an ordered one. */
    abstract Term stats();

    // ---- objects by key

    /** {@code insert(Object | [Object])}. A list is inserted at once: no one sees a part of it. */
    public final void insert(Term objects) {
        if (objects instanceof Tuple object) {
            put(checked(object));
        } else {
            Tuple[] all = objects(objects);
            if (all.length > 1) {
                putAll(all);
            } else if (all.length == 1) {
                put(all[0]);
            }
        }
    }

    /** {@code insert_new(Object | [Object])}: false, and nothing inserted, when any key is there. */
    public final boolean insertNew(Term objects) {
        return objects instanceof Tuple object ? putNew(checked(object)) : putAllNew(objects(objects));
    }

    private Tuple checked(Tuple object) {
        if (object.arity() < keyPosition) {
            throw EtsException.badarg();
        }
        return object;
    }

    private Tuple[] objects(Term list) {
        List<Tuple> all = new ArrayList<>();
        Term rest = list;
        while (rest instanceof Cons cell) {
            if (!(cell.head() instanceof Tuple object)) {
                throw EtsException.badarg();
            }
            all.add(checked(object));
            rest = cell.tail();
        }
        if (rest != Nil.NIL) {
            throw EtsException.badarg();
        }
        return all.toArray(new Tuple[0]);
    }

    final Term keyOf(Tuple object) {
        return object.element(keyPosition - 1);
    }

    abstract void put(Tuple object);

    abstract void putAll(Tuple[] objects);

    abstract boolean putNew(Tuple object);

    abstract boolean putAllNew(Tuple[] objects);

    /** {@code lookup(Key)}: the list of objects. */
    public abstract Term lookup(Term key);

    /** {@code member(Key)}. */
    public abstract boolean member(Term key);

    /** {@code lookup_element(Key, Pos)}: the element, in bags the list of elements. */
    public final Term lookupElement(Term key, Term position) {
        if (!(position instanceof SmallInt p) || p.value() < 1 || p.value() > Tuple.MAX_ARITY) {
            throw EtsException.badarg();
        }
        return elementOf(key, (int) p.value());
    }

    abstract Term elementOf(Term key, int position);

    /** Element {@code position}, from 1, of an object; badarg when there is none. */
    static Term element(Tuple object, int position) {
        if (position > object.arity()) {
            throw EtsException.badarg();
        }
        return object.element(position - 1);
    }

    /** {@code delete(Key)}. */
    public abstract void delete(Term key);

    /** {@code delete_object(Object)}. */
    public final void deleteObject(Term object) {
        if (!(object instanceof Tuple tuple)) {
            throw EtsException.badarg();
        }
        removeObject(checked(tuple));
    }

    abstract void removeObject(Tuple object);

    /** {@code take(Key)}: the objects, which are gone from the table. */
    public abstract Term take(Term key);

    /** {@code update_element(Key, Spec | [Spec])}: false when the key is not there. */
    public final boolean updateElement(Term key, Term specs) {
        if (manyPerKey()) {
            throw EtsException.badarg();
        }
        return replaceElements(key, specs);
    }

    abstract boolean replaceElements(Term key, Term specs);

    /** {@code update_counter(Key, Op | [Op])}: the new value or list of values. */
    public final Term updateCounter(Term key, Term ops) {
        if (manyPerKey()) {
            throw new EtsException(Cause.TABLE_TYPE);
        }
        return count(key, ops, null);
    }

    /** {@code update_counter(Key, Op | [Op], Default)}: as with the default object, under this key, when there is none. */
    public final Term updateCounter(Term key, Term ops, Term defaultObject) {
        if (manyPerKey()) {
            throw new EtsException(Cause.TABLE_TYPE);
        }
        if (!(defaultObject instanceof Tuple object)) {
            throw EtsException.badarg();
        }
        if (object.arity() >= keyPosition) {
            return count(key, ops, object.with(keyPosition - 1, key));
        }
        if (!member(key)) {
            throw EtsException.badarg();
        }
        return count(key, ops, null);
    }

    abstract Term count(Term key, Term ops, Tuple defaultObject);

    final boolean manyPerKey() {
        return options.type == TableType.BAG || options.type == TableType.DUPLICATE_BAG;
    }

    /** {@code delete_all_objects}: how many there were. */
    public abstract int deleteAll();

    // ---- walks

    /** {@code first()}: a key or {@code '$end_of_table'}. */
    public abstract Term first();

    /** {@code last()}: as {@code first()} but for ordered_set. */
    public abstract Term last();

    /** {@code next(Key)}. */
    public abstract Term next(Term key);

    /** {@code prev(Key)}. */
    public abstract Term prev(Term key);

    /** {@code slot(I)}: the objects of a slot, or {@code '$end_of_table'} for the slot after the last. */
    public abstract Term slot(Term index);

    /** {@code select(Spec)}. The specification of this and of the following methods is a term; a compiled reference is not accepted, as in OTP. */
    public final Term select(Term spec, MatchContext context) {
        return select(compiled(spec), false, context);
    }

    /** {@code select(Spec, Limit)}: {@code {Matches, Continuation}} or {@code '$end_of_table'}. */
    public final Term select(Term spec, Term limit, MatchContext context) {
        return selectSome(compiled(spec), limit(limit), false, context);
    }

    /** {@code select_reverse(Spec)}. */
    public final Term selectReverse(Term spec, MatchContext context) {
        return select(compiled(spec), true, context);
    }

    /** {@code select_reverse(Spec, Limit)}. */
    public final Term selectReverse(Term spec, Term limit, MatchContext context) {
        return selectSome(compiled(spec), limit(limit), true, context);
    }

    /** {@code select_count(Spec)}: how many objects give {@code true}. */
    public final long selectCount(Term spec, MatchContext context) {
        MatchSpec compiled = compiled(spec);
        return compiled == null ? 0 : count(compiled, context);
    }

    /** {@code select_delete(Spec)}: how many objects gave {@code true} and were deleted. */
    public final long selectDelete(Term spec, MatchContext context) {
        MatchSpec compiled = compiled(spec);
        return compiled == null ? 0 : delete(compiled, context);
    }

    /** {@code select_replace(Spec)}: how many objects were replaced. */
    public final long selectReplace(Term spec, MatchContext context) {
        if (options.type == TableType.BAG) {
            throw new EtsException(Cause.TABLE_TYPE);
        }
        MatchSpec compiled = compiled(spec);
        if (compiled == null) {
            return 0;
        }
        if (!compiled.keepsKey(keyPosition)) {
            throw EtsException.badarg();
        }
        return replace(compiled, context);
    }

    /** {@code match(Pattern)}: lists of bindings. */
    public final Term match(Term pattern, MatchContext context) {
        return select(pattern(pattern, BINDINGS), false, context);
    }

    /** {@code match(Pattern, Limit)}. */
    public final Term match(Term pattern, Term limit, MatchContext context) {
        return selectSome(pattern(pattern, BINDINGS), limit(limit), false, context);
    }

    /** {@code match_object(Pattern)}, and with {@code '_'} {@code tab2list}. */
    public final Term matchObject(Term pattern, MatchContext context) {
        return select(pattern(pattern, WHOLE), false, context);
    }

    /** {@code match_object(Pattern, Limit)}. */
    public final Term matchObject(Term pattern, Term limit, MatchContext context) {
        return selectSome(pattern(pattern, WHOLE), limit(limit), false, context);
    }

    private static MatchSpec pattern(Term pattern, Term result) {
        try {
            return MatchSpec.ofPattern(pattern, result);
        } catch (MatchSpecException e) {
            throw EtsException.badarg();
        }
    }

    /** The compiled specification; null for the empty list, which matches nothing. */
    private static MatchSpec compiled(Term spec) {
        if (spec == Nil.NIL) {
            return null;
        }
        try {
            return MatchSpec.compile(spec, Target.TABLE);
        } catch (MatchSpecException e) {
            throw EtsException.badarg();
        }
    }

    private static long limit(Term limit) {
        if (!(limit instanceof SmallInt n) || n.value() < 1 || n.value() > MAX_SMALL) {
            throw EtsException.badarg();
        }
        return n.value();
    }

    /** A null specification matches nothing. */
    abstract Term select(MatchSpec spec, boolean reverse, MatchContext context);

    abstract Term selectSome(MatchSpec spec, long limit, boolean reverse, MatchContext context);

    /** Goes on after {@link #selectSome}; the continuation is a tuple whose first element is the table. */
    abstract Term selectMore(Tuple continuation, MatchContext context);

    abstract long count(MatchSpec spec, MatchContext context);

    abstract long delete(MatchSpec spec, MatchContext context);

    abstract long replace(MatchSpec spec, MatchContext context);

    /** Checks what a replacement gave: an object with that very key. */
    final Tuple replacement(Term result, Tuple old) {
        if (!(result instanceof Tuple object) || object.arity() < keyPosition || !sameKey(keyOf(object), keyOf(old))) {
            throw EtsException.badarg();
        }
        return object;
    }

    private boolean sameKey(Term a, Term b) {
        return options.type == TableType.ORDERED_SET ? Terms.equal(a, b) : Terms.equalExact(a, b);
    }

    final MatchSpecRef reference(MatchSpec spec) {
        return host.newRef((w0, w1, w2) -> new MatchSpecRef(spec, w0, w1, w2));
    }

    // ---- fixation

    /** Fixes the table once more for this process, which alone may do so. */
    final void fix(Pid process) {
        Integer count = fixers.get(process);
        if (count == null) {
            if (fixers.isEmpty()) {
                fixedSince = host.monotonicTime();
            }
            fixed();
        }
        fixers.put(process, count == null ? 1 : count + 1);
    }

    /** Takes one fixation of this process back. True when it has none left. */
    final boolean unfix(Pid process) {
        Integer count = fixers.get(process);
        if (count != null && count > 1) {
            fixers.put(process, count - 1);
            return false;
        }
        unfixAll(process);
        return true;
    }

    /** Takes all fixations of this process back. */
    final void unfixAll(Pid process) {
        if (fixers.remove(process) != null) {
            unfixed();
        }
    }

    /** One more process has fixed the table: deleted objects must stay findable by {@code next}. */
    abstract void fixed();

    /** One process less has fixed the table. */
    abstract void unfixed();

    final boolean isFixed() {
        return !fixers.isEmpty();
    }

    final long fixedSince() {
        return fixedSince;
    }

    /** {@code [{Pid, Count}]}. */
    final Term fixers() {
        Term list = Nil.NIL;
        for (var entry : fixers.entrySet()) {
            list = new Cons(Tuple.of(entry.getKey(), SmallInt.of(entry.getValue())), list);
        }
        return list;
    }
}
