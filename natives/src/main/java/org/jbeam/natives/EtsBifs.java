package org.jbeam.natives;

import java.util.function.Supplier;
import org.jbeam.ets.EtsException;
import org.jbeam.ets.EtsTables;
import org.jbeam.ets.Table;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.matchspec.MatchSpecException;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Module ets' natives, over {@link EtsTables}. */
@BifModule("ets")
public final class EtsBifs {
    private static final Atom BINARY = Atom.of("binary");
    private static final Atom ERTS_INTERNAL = Atom.of("erts_internal");
    private static final Atom ETS_INFO_BINARY = Atom.of("ets_info_binary");
    private static final Atom DOLLAR_END = Atom.of("$end_of_table");
    private static final Atom MEMORY = Atom.of("memory");
    /** An insertion of an object takes as long as so many cells of a list. */
    private static final int ITEMS_AN_INSERTION = 4;
    /** Words of a table that are counted while a list's cell is looked at. */
    private static final int WORDS_AN_ITEM = 4;

    private EtsBifs() {}

    static EtsTables tables(VirtualMachine vm) {
        return EtsHost.tables(vm);
    }

    static int tableCount(VirtualMachine vm) {
        return tables(vm).count();
    }

    /** Words of all tables, as OTP counts them. */
    static long memoryWords(VirtualMachine vm) {
        return tables(vm).all().stream().mapToLong(Table::memoryWords).sum();
    }

    private static Table readable(ErlangProcess p, Term table) {
        try {
            return tables(p.vm()).readable(table, p.pid());
        } catch (EtsException e) {
            throw refused(e);
        }
    }

    private static Table writable(ErlangProcess p, Term table) {
        try {
            return tables(p.vm()).writable(table, p.pid());
        } catch (EtsException e) {
            throw refused(e);
        }
    }

    private static BifException refused(EtsException e) {
        return switch (e.reason()) {
            case NONE -> BifException.badarg();
            case SYSTEM_LIMIT -> BifException.systemLimit();
            default -> BifException.badarg(e.reason().atom());
        };
    }

    private static <T> T checked(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (EtsException e) {
            throw refused(e);
        } catch (MatchSpecException e) {
            throw BifException.badarg();
        }
    }

    private static void done(Runnable operation) {
        try {
            operation.run();
        } catch (EtsException e) {
            throw refused(e);
        }
    }

    private static MatchContext context(ErlangProcess p) {
        return EtsHost.context(p);
    }

    // ---- tables

    /** {@code new(Name, Options)}: the name of a named table, else a reference. */
    @Bif("new")
    public static Term newTable(ErlangProcess p, Term name, Term options) {
        return checked(() -> tables(p.vm()).create(name, options, p.pid()).reference());
    }

    /** {@code delete(Table)}. */
    @Bif
    public static Term delete(ErlangProcess p, Term table) {
        done(() -> tables(p.vm()).delete(table, p.pid()));
        return Atom.TRUE;
    }

    /** {@code whereis(Name)}. */
    @Bif
    public static Term whereis(ErlangProcess p, Term name) {
        return checked(() -> tables(p.vm()).whereis(name));
    }

    /** {@code rename(Table, Name)}. */
    @Bif
    public static Term rename(ErlangProcess p, Term table, Term name) {
        return checked(() -> tables(p.vm()).rename(table, name, p.pid()));
    }

    /** {@code give_away(Table, Pid, Data)}. */
    @Bif("give_away")
    public static Term giveAway(ErlangProcess p, Term table, Term to, Term data) {
        done(() -> tables(p.vm()).giveAway(table, to, data, p.pid()));
        return Atom.TRUE;
    }

    /** {@code setopts(Table, Options)}. */
    @Bif
    public static Term setopts(ErlangProcess p, Term table, Term options) {
        done(() -> tables(p.vm()).setOptions(table, options, p.pid()));
        return Atom.TRUE;
    }

    /** {@code safe_fixtable(Table, Boolean)}. */
    @Bif("safe_fixtable")
    public static Term safeFixtable(ErlangProcess p, Term table, Term flag) {
        done(() -> tables(p.vm()).safeFix(table, flag, p.pid()));
        return Atom.TRUE;
    }

    /** {@code info(Table)}. */
    @Bif
    public static Term info(ErlangProcess p, Term table) {
        return measured(checked(() -> tables(p.vm()).info(table)));
    }

    /** {@code info(Table, Item)}. */
    @Bif(tail = true)
    public static Term info(ErlangProcess p, Term table, Term item) {
        if (item == BINARY) {
            return p.deferCall(CodeTable.current().export(ERTS_INTERNAL, ETS_INFO_BINARY, 1), table);
        }
        Term value = checked(() -> tables(p.vm()).info(table, item));
        return item == MEMORY ? measured(value) : value;
    }

    /** The memory of a table is counted by a walk over its objects. */
    private static Term measured(Term info) {
        Term words = info;
        for (Term rest = info; rest instanceof Cons cell; rest = cell.tail()) {
            if (cell.head() instanceof Tuple2 t && t.e0() == MEMORY) {
                words = t.e1();
            }
        }
        if (words instanceof SmallInt n) {
            Work.items(n.value() / WORDS_AN_ITEM);
        }
        return info;
    }

    /** {@code internal_request_all()}: the answer comes as {@code {Ref, Tables}}, once for each scheduler. */
    @Bif("internal_request_all")
    public static Term internalRequestAll(ErlangProcess p) {
        Ref ref = p.vm().newRef();
        ListBuilder all = new ListBuilder();
        tables(p.vm()).all().forEach(table -> all.add(table.reference()));
        p.deliver(Tuple.of(ref, all.finish()));
        for (int i = 1; i < p.vm().scheduler().carriers(); i++) {
            p.deliver(Tuple.of(ref, org.jbeam.term.Nil.NIL));
        }
        return ref;
    }

    // ---- objects

    /** {@code insert(Table, ObjectOrObjects)}. */
    @Bif
    public static Term insert(ErlangProcess p, Term table, Term objects) {
        Table t = writable(p, table);
        try {
            t.insert(objects);
        } catch (EtsException e) {
            throw refused(e);
        }
        inserted(objects);
        return Atom.TRUE;
    }

    /** {@code insert_new(Table, ObjectOrObjects)}. */
    @Bif("insert_new")
    public static Term insertNew(ErlangProcess p, Term table, Term objects) {
        Table t = writable(p, table);
        Term done = Atom.of(checked(() -> t.insertNew(objects)));
        inserted(objects);
        return done;
    }

    private static void inserted(Term objects) {
        if (objects instanceof Cons) {
            Work.items((long) ITEMS_AN_INSERTION * Terms.length(objects));
        }
    }

    /** {@code lookup(Table, Key)}. */
    @Bif
    public static Term lookup(ErlangProcess p, Term table, Term key) {
        return readable(p, table).lookup(key);
    }

    /** {@code lookup_element(Table, Key, Position)}. */
    @Bif("lookup_element")
    public static Term lookupElement(ErlangProcess p, Term table, Term key, Term position) {
        Table t = readable(p, table);
        try {
            return t.lookupElement(key, position);
        } catch (EtsException e) {
            throw refused(e);
        }
    }

    /** {@code member(Table, Key)}. */
    @Bif
    public static Term member(ErlangProcess p, Term table, Term key) {
        return Atom.of(readable(p, table).member(key));
    }

    /** {@code delete(Table, Key)}. */
    @Bif
    public static Term delete(ErlangProcess p, Term table, Term key) {
        writable(p, table).delete(key);
        return Atom.TRUE;
    }

    /** {@code delete_object(Table, Object)}. */
    @Bif("delete_object")
    public static Term deleteObject(ErlangProcess p, Term table, Term object) {
        Table t = writable(p, table);
        done(() -> t.deleteObject(object));
        return Atom.TRUE;
    }

    /** {@code take(Table, Key)}. */
    @Bif
    public static Term take(ErlangProcess p, Term table, Term key) {
        return writable(p, table).take(key);
    }

    /** {@code update_element(Table, Key, Specs)}. */
    @Bif("update_element")
    public static Term updateElement(ErlangProcess p, Term table, Term key, Term specs) {
        Table t = writable(p, table);
        return Atom.of(checked(() -> t.updateElement(key, specs)));
    }

    /** {@code update_counter(Table, Key, Operations)}. */
    @Bif("update_counter")
    public static Term updateCounter(ErlangProcess p, Term table, Term key, Term operations) {
        Table t = writable(p, table);
        try {
            return t.updateCounter(key, operations);
        } catch (EtsException e) {
            throw refused(e);
        }
    }

    /** {@code update_counter(Table, Key, Operations, Default)}. */
    @Bif("update_counter")
    public static Term updateCounter(ErlangProcess p, Term table, Term key, Term operations, Term otherwise) {
        Table t = writable(p, table);
        if (!(otherwise instanceof org.jbeam.term.Tuple)) {
            throw BifException.badarg();
        }
        return checked(() -> t.updateCounter(key, operations, otherwise));
    }

    /** {@code internal_delete_all(Table, undefined)}: how many objects there were. */
    @Bif("internal_delete_all")
    public static Term internalDeleteAll(ErlangProcess p, Term table, Term continuation) {
        Table t = writable(p, table);
        return continuation == Atom.UNDEFINED ? SmallInt.of(t.deleteAll()) : continuation;
    }

    // ---- walking

    /** {@code first(Table)}. */
    @Bif
    public static Term first(ErlangProcess p, Term table) {
        return end(readable(p, table).first());
    }

    /** {@code last(Table)}. */
    @Bif
    public static Term last(ErlangProcess p, Term table) {
        return end(readable(p, table).last());
    }

    /** {@code next(Table, Key)}. */
    @Bif
    public static Term next(ErlangProcess p, Term table, Term key) {
        Table t = readable(p, table);
        return end(checked(() -> t.next(key)));
    }

    /** {@code prev(Table, Key)}. */
    @Bif
    public static Term prev(ErlangProcess p, Term table, Term key) {
        Table t = readable(p, table);
        return end(checked(() -> t.prev(key)));
    }

    private static Term end(Term key) {
        return key == null ? DOLLAR_END : key;
    }

    /** {@code slot(Table, Index)}. */
    @Bif
    public static Term slot(ErlangProcess p, Term table, Term index) {
        Table t = readable(p, table);
        return checked(() -> t.slot(index));
    }

    // ---- patterns

    /** {@code match(Table, Pattern)}. */
    @Bif
    public static Term match(ErlangProcess p, Term table, Term pattern) {
        Table t = readable(p, table);
        return checked(() -> t.match(pattern, context(p)));
    }

    /** {@code match(Table, Pattern, Limit)}. */
    @Bif
    public static Term match(ErlangProcess p, Term table, Term pattern, Term limit) {
        Table t = readable(p, table);
        return checked(() -> t.match(pattern, limit, context(p)));
    }

    /** {@code match(Continuation)}. */
    @Bif
    public static Term match(ErlangProcess p, Term continuation) {
        return more(p, continuation);
    }

    private static Term more(ErlangProcess p, Term continuation) {
        return checked(() -> tables(p.vm()).selectMore(continuation, p.pid(), context(p)));
    }

    /** {@code match_object(Table, Pattern)}. */
    @Bif("match_object")
    public static Term matchObject(ErlangProcess p, Term table, Term pattern) {
        Table t = readable(p, table);
        return checked(() -> t.matchObject(pattern, context(p)));
    }

    /** {@code match_object(Table, Pattern, Limit)}. */
    @Bif("match_object")
    public static Term matchObject(ErlangProcess p, Term table, Term pattern, Term limit) {
        Table t = readable(p, table);
        return checked(() -> t.matchObject(pattern, limit, context(p)));
    }

    /** {@code match_object(Continuation)}. */
    @Bif("match_object")
    public static Term matchObject(ErlangProcess p, Term continuation) {
        return more(p, continuation);
    }

    /** {@code select(Table, Spec)}. */
    @Bif
    public static Term select(ErlangProcess p, Term table, Term spec) {
        Table t = readable(p, table);
        return checked(() -> t.select(spec, context(p)));
    }

    /** {@code select(Table, Spec, Limit)}. */
    @Bif
    public static Term select(ErlangProcess p, Term table, Term spec, Term limit) {
        Table t = readable(p, table);
        return checked(() -> t.select(spec, limit, context(p)));
    }

    /** {@code select(Continuation)}. */
    @Bif
    public static Term select(ErlangProcess p, Term continuation) {
        return more(p, continuation);
    }

    /** {@code select_reverse(Table, Spec)}. */
    @Bif("select_reverse")
    public static Term selectReverse(ErlangProcess p, Term table, Term spec) {
        Table t = readable(p, table);
        return checked(() -> t.selectReverse(spec, context(p)));
    }

    /** {@code select_reverse(Table, Spec, Limit)}. */
    @Bif("select_reverse")
    public static Term selectReverse(ErlangProcess p, Term table, Term spec, Term limit) {
        Table t = readable(p, table);
        return checked(() -> t.selectReverse(spec, limit, context(p)));
    }

    /** {@code select_reverse(Continuation)}. */
    @Bif("select_reverse")
    public static Term selectReverse(ErlangProcess p, Term continuation) {
        return more(p, continuation);
    }

    /** {@code select_count(Table, Spec)}. */
    @Bif("select_count")
    public static Term selectCount(ErlangProcess p, Term table, Term spec) {
        Table t = readable(p, table);
        return SmallInt.of(checked(() -> t.selectCount(spec, context(p))));
    }

    /** {@code internal_select_delete(Table, Spec)}: how many were deleted. */
    @Bif("internal_select_delete")
    public static Term internalSelectDelete(ErlangProcess p, Term table, Term spec) {
        Table t = writable(p, table);
        return SmallInt.of(checked(() -> t.selectDelete(spec, context(p))));
    }

    /** {@code select_replace(Table, Spec)}: how many were replaced. */
    @Bif("select_replace")
    public static Term selectReplace(ErlangProcess p, Term table, Term spec) {
        Table t = writable(p, table);
        return SmallInt.of(checked(() -> t.selectReplace(spec, context(p))));
    }

    // ---- compiled match specifications

    /** {@code match_spec_compile(Spec)}. */
    @Bif("match_spec_compile")
    public static Term matchSpecCompile(ErlangProcess p, Term spec) {
        return checked(() -> tables(p.vm()).compileMatchSpec(spec));
    }

    /** {@code is_compiled_ms(Term)}. */
    @Bif("is_compiled_ms")
    public static Term isCompiledMs(Term term) {
        return Atom.of(EtsTables.isCompiledMatchSpec(term));
    }

    /** {@code match_spec_run_r(List, Compiled, Accumulator)}: the results before the accumulator, last first. */
    @Bif("match_spec_run_r")
    public static Term matchSpecRunR(ErlangProcess p, Term list, Term compiled, Term accumulator) {
        return checked(() -> EtsTables.runMatchSpec(list, compiled, accumulator, context(p)));
    }
}
