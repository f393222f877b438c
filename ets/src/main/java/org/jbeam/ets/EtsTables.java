package org.jbeam.ets;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.ets.EtsException.Cause;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.matchspec.MatchSpec;
import org.jbeam.matchspec.MatchSpecException;
import org.jbeam.matchspec.MatchSpecRef;
import org.jbeam.matchspec.Matcher;
import org.jbeam.matchspec.Target;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** All tables of a system: names, identifiers, owners, heirs, fixations. Safe for any number of threads. */
public final class EtsTables {
    private static final Atom PROTECTION = Atom.of("protection");
    private static final Atom TRANSFER = Atom.of("ETS-TRANSFER");

    private final TableHost host;
    private final int limit;
    private final ConcurrentHashMap<Atom, Table> names = new ConcurrentHashMap<>();
    private final Set<Table> tables = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Pid, Set<Table>> owned = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Pid, Set<Table>> fixed = new ConcurrentHashMap<>();

    /**
     * Tables of this host.
     *
     * @param limit what {@code system_info(ets_limit)} tells; tables may be more
     */
    public EtsTables(TableHost host, int limit) {
        this.host = host;
        this.limit = limit;
    }

    // ---- names and identifiers

    /**
     * {@code ets:new(Name, Options)}.
     *
     * @throws EtsException the name is no atom, an option is wrong, or a named table of that name exists
     */
    public Table create(Term name, Term options, Pid owner) {
        if (!(name instanceof Atom atom)) {
            throw EtsException.badarg();
        }
        TableOptions parsed = TableOptions.parse(options);
        if (parsed.named && names.containsKey(atom)) {
            throw new EtsException(Cause.ALREADY_EXISTS);
        }
        Table table = parsed.type == TableType.ORDERED_SET
                ? new OrderedTable(host, atom, parsed, owner) : new HashTable(host, atom, parsed, owner);
        if (parsed.named && names.putIfAbsent(atom, table) != null) {
            throw new EtsException(Cause.ALREADY_EXISTS);
        }
        tables.add(table);
        addTo(owned, owner, table);
        return table;
    }

    /** The living table of this name or identifier, or null. */
    public Table find(Term nameOrId) {
        Table table = nameOrId instanceof TableId id ? id.table() : nameOrId instanceof Atom name ? names.get(name) : null;
        return table != null && table.alive() ? table : null;
    }

    private Table existing(Term nameOrId) {
        Table table = find(nameOrId);
        if (table == null) {
            throw new EtsException(nameOrId instanceof TableId || nameOrId instanceof Atom ? Cause.ID : Cause.TYPE);
        }
        return table;
    }

    /**
     * The table if this process may read it.
     *
     * @throws EtsException type, id or access
     */
    public Table readable(Term nameOrId, Pid self) {
        Table table = existing(nameOrId);
        if (!table.readable(self)) {
            throw new EtsException(Cause.ACCESS);
        }
        return table;
    }

    /**
     * The table if this process may write it.
     *
     * @throws EtsException type, id or access
     */
    public Table writable(Term nameOrId, Pid self) {
        Table table = existing(nameOrId);
        if (!table.writable(self)) {
            throw new EtsException(Cause.ACCESS);
        }
        return table;
    }

    /** {@code ets:whereis(Name)}: the identifier or {@code undefined}. */
    public Term whereis(Term name) {
        if (!(name instanceof Atom)) {
            throw EtsException.badarg();
        }
        Table table = find(name);
        return table == null ? Atom.UNDEFINED : table.id();
    }

    /** {@code ets:all()}, in no particular order. */
    public List<Table> all() {
        return new ArrayList<>(tables);
    }

    /** How many tables there are. */
    public int count() {
        return tables.size();
    }

    /** The limit given to the constructor. */
    public int limit() {
        return limit;
    }

    /** {@code ets:delete(Table)}. */
    public void delete(Term nameOrId, Pid self) {
        delete(writable(nameOrId, self));
    }

    private void delete(Table table) {
        if (table.kill()) {
            if (table.named()) {
                names.remove(table.name(), table);
            }
            tables.remove(table);
            removeFrom(owned, table.owner(), table);
            table.deleteAll();
        }
    }

    /** {@code ets:rename(Table, Name)}: what the table is now called, the new name or its identifier. */
    public Term rename(Term nameOrId, Term newName, Pid self) {
        Table table = writable(nameOrId, self);
        if (!(newName instanceof Atom name)) {
            throw EtsException.badarg();
        }
        if (table.named()) {
            if (names.putIfAbsent(name, table) != null) {
                throw EtsException.badarg();
            }
            names.remove(table.name(), table);
        }
        table.name(name);
        return table.reference();
    }

    // ---- owners

    /**
     * {@code ets:give_away(Table, Pid, Data)}.
     *
     * @throws EtsException type, id, access; not_owner; owner if it is given to its owner; none if the pid is none of a living local process
     */
    public void giveAway(Term nameOrId, Term to, Term data, Pid self) {
        Table table = writable(nameOrId, self);
        if (!(to instanceof Pid pid)) {
            throw EtsException.badarg();
        }
        if (!table.ownedBy(self)) {
            throw new EtsException(Cause.NOT_OWNER);
        }
        if (table.ownedBy(pid)) {
            throw new EtsException(Cause.OWNER);
        }
        if (!host.alive(pid)) {
            throw EtsException.badarg();
        }
        transfer(table, self, pid, data);
    }

    private void transfer(Table table, Pid from, Pid to, Term data) {
        addTo(owned, to, table);
        table.owner(to);
        removeFrom(owned, from, table);
        host.send(from, to, Tuple.of(TRANSFER, table.reference(), from, data));
        if (!host.alive(to)) {
            // its end may have been handled before it became the owner
            addTo(owned, to, table);
            exited(to);
        }
    }

    /**
     * {@code ets:setopts(Table, Opts)}.
     *
     * @throws EtsException type, id, access; none if an option is wrong or given twice, or the caller is not the owner
     */
    public void setOptions(Term nameOrId, Term options, Pid self) {
        Table table = writable(nameOrId, self);
        Term heir = null;
        Protection protection = null;
        Term rest = options instanceof Tuple ? new Cons(options, Nil.NIL) : options;
        while (rest instanceof Cons cell) {
            Term option = cell.head();
            if (heir == null && isHeir(option)) {
                heir = option;
            } else if (protection == null && option instanceof Tuple pair && pair.arity() == 2 && pair.element(0) == PROTECTION
                    && TableOptions.protection(pair.element(1)) != null) {
                protection = TableOptions.protection(pair.element(1));
            } else {
                throw EtsException.badarg();
            }
            rest = cell.tail();
        }
        if (rest != Nil.NIL || !table.ownedBy(self)) {
            throw EtsException.badarg();
        }
        if (heir instanceof Tuple given) {
            // one that has ended is none
            boolean none = given.arity() == 2 || !host.alive((Pid) given.element(1));
            table.heir(none ? null : (Pid) given.element(1), none ? Nil.NIL : given.element(2));
        }
        if (protection != null) {
            table.protection(protection);
        }
    }

    private static boolean isHeir(Term option) {
        return option instanceof Tuple tuple && tuple.arity() >= 2 && tuple.element(0) == TableOptions.HEIR
                && (tuple.arity() == 2 ? tuple.element(1) == TableOptions.NONE
                : tuple.arity() == 3 && tuple.element(1) instanceof Pid pid && pid.node().isLocal());
    }

    /** A process ended: its fixations go, its tables go to their heirs or are deleted. Cheap for one that had neither. */
    public void exited(Pid process) {
        Set<Table> fixations = fixed.remove(process);
        if (fixations != null) {
            fixations.forEach(table -> table.unfixAll(process));
        }
        Set<Table> mine = owned.remove(process);
        if (mine == null) {
            return;
        }
        for (Table table : mine) {
            Pid heir = table.heir();
            if (!table.ownedBy(process)) {
                continue;
            }
            if (heir != null && !heir.equals(process) && host.alive(heir)) {
                transfer(table, process, heir, table.heirData());
            } else {
                delete(table);
            }
        }
    }

    private static void addTo(ConcurrentHashMap<Pid, Set<Table>> index, Pid process, Table table) {
        index.computeIfAbsent(process, pid -> ConcurrentHashMap.newKeySet()).add(table);
    }

    private static void removeFrom(ConcurrentHashMap<Pid, Set<Table>> index, Pid process, Table table) {
        Set<Table> set = index.get(process);
        if (set != null) {
            set.remove(table);
        }
    }

    // ---- the rest

    /**
     * {@code ets:info(Table)}: a list of pairs, or {@code undefined} when there is no such table.
     *
     * @throws EtsException type
     */
    public Term info(Term nameOrId) {
        Table table = known(nameOrId);
        return table == null ? Atom.UNDEFINED : TableInfo.all(table);
    }

    /**
     * {@code ets:info(Table, Item)}: the value, or {@code undefined} when there is no such table.
     *
     * @throws EtsException type; none if there is no such item
     */
    public Term info(Term nameOrId, Term item) {
        Table table = known(nameOrId);
        return table == null ? Atom.UNDEFINED : TableInfo.item(table, item);
    }

    private Table known(Term nameOrId) {
        if (!(nameOrId instanceof Atom) && !(nameOrId instanceof TableId)) {
            throw new EtsException(Cause.TYPE);
        }
        return find(nameOrId);
    }

    /**
     * {@code ets:safe_fixtable(Table, Flag)}.
     *
     * @throws EtsException type, id, access; none if the flag is no boolean
     */
    public void safeFix(Term nameOrId, Term flag, Pid self) {
        Table table = readable(nameOrId, self);
        if (flag == Atom.TRUE) {
            addTo(fixed, self, table);
            table.fix(self);
        } else if (flag == Atom.FALSE) {
            if (table.unfix(self)) {
                removeFrom(fixed, self, table);
            }
        } else {
            throw EtsException.badarg();
        }
    }

    /**
     * {@code ets:select(Continuation)}, also of {@code match/1}, {@code match_object/1} and {@code select_reverse/1}.
     *
     * @throws EtsException none if it is no continuation; type, id, access
     */
    public Term selectMore(Term continuation, Pid self, MatchContext context) {
        if (continuation == Table.END) {
            return Table.END;
        }
        if (!(continuation instanceof Tuple tuple) || tuple.arity() < 1) {
            throw EtsException.badarg();
        }
        return readable(tuple.element(0), self).selectMore(tuple, context);
    }

    /**
     * {@code ets:match_spec_compile(Spec)}: a reference.
     *
     * @throws EtsException the specification is not legal
     */
    public MatchSpecRef compileMatchSpec(Term spec) {
        try {
            MatchSpec compiled = MatchSpec.compile(spec, Target.TABLE);
            return host.newRef((w0, w1, w2) -> new MatchSpecRef(compiled, w0, w1, w2));
        } catch (MatchSpecException e) {
            throw EtsException.badarg();
        }
    }

    /** {@code ets:is_compiled_ms(Term)}. */
    public static boolean isCompiledMatchSpec(Term term) {
        return term instanceof MatchSpecRef;
    }

    /**
     * {@code ets:match_spec_run_r(List, Compiled, Accumulator)}: the results in reverse before the accumulator.
     *
     * @throws EtsException no proper list, or no compiled specification
     */
    public static Term runMatchSpec(Term list, Term compiled, Term accumulator, MatchContext context) {
        if (!(compiled instanceof MatchSpecRef ref) || Terms.length(list) < 0) {
            throw EtsException.badarg();
        }
        Matcher matcher = ref.spec().matcher(context);
        Term results = accumulator;
        for (Term rest = list; rest instanceof Cons cell; rest = cell.tail()) {
            Term result = matcher.match(cell.head());
            results = result == null ? results : new Cons(result, results);
        }
        return results;
    }
}
