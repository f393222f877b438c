package org.jbeam.ets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jbeam.ets.EtsException.Cause;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class EtsTablesTest {
    private static final Pid ME = TestHost.pid(1);
    private static final Pid YOU = TestHost.pid(2);
    private static final Atom NAME = Atom.of("name");

    private final TestHost host = new TestHost();
    private final EtsTables tables = new EtsTables(host, 8192);

    private Table create(String options) {
        return tables.create(NAME, Term.parse(options), ME);
    }

    private static void fails(Cause cause, Executable action) {
        assertEquals(cause, assertThrows(EtsException.class, action).reason());
    }

    @Test
    void optionsAreChecked() {
        for (String bad : new String[] {"[foo]", "foo", "[set|x]", "[{keypos,0}]", "[{keypos,1.0}]", "[{heir,foo,bar}]", "[{read_concurrency,x}]"}) {
            fails(Cause.NONE, () -> create(bad));
        }
        fails(Cause.NONE, () -> tables.create(SmallInt.ONE, Nil.NIL, ME));
        Table table = create("[set,bag,public,{keypos,3},{write_concurrency,auto},compressed]");
        assertEquals(TableType.BAG, table.type());
        assertEquals(Protection.PUBLIC, table.protection());
        assertEquals(3, table.keyPosition());
        assertSame(Atom.TRUE, tables.info(table.id(), Atom.of("decentralized_counters")));
    }

    @Test
    void namesAreUniqueAndGoWithTheTable() {
        Table table = create("[named_table]");
        assertSame(NAME, table.reference());
        fails(Cause.ALREADY_EXISTS, () -> create("[named_table]"));
        assertSame(table.id(), tables.whereis(NAME));
        Atom other = Atom.of("other");
        Table second = tables.create(other, Term.parse("[named_table]"), ME);
        fails(Cause.NONE, () -> tables.rename(NAME, other, ME));
        tables.delete(second.id(), ME);
        assertSame(other, tables.rename(NAME, other, ME));
        assertSame(Atom.UNDEFINED, tables.whereis(NAME));
        tables.delete(other, ME);
        assertNull(tables.find(other));
        assertSame(Atom.UNDEFINED, tables.info(table.id()));
        fails(Cause.ID, () -> tables.readable(table.id(), ME));
        fails(Cause.ID, () -> tables.readable(NAME, ME));
        fails(Cause.TYPE, () -> tables.readable(SmallInt.ONE, ME));
        fails(Cause.TYPE, () -> tables.readable(new PlainRef(1, 2, 3), ME));
        assertTrue(tables.all().isEmpty());
    }

    @Test
    void protectionHolds() {
        Term id = create("[private]").id();
        fails(Cause.ACCESS, () -> tables.readable(id, YOU));
        tables.setOptions(id, Term.parse("{protection,protected}"), ME);
        assertNotNull(tables.readable(id, YOU));
        fails(Cause.ACCESS, () -> tables.writable(id, YOU));
        tables.setOptions(id, Term.parse("[{protection,public}]"), ME);
        assertNotNull(tables.writable(id, YOU));
        fails(Cause.NONE, () -> tables.setOptions(id, Term.parse("[{heir,none}]"), YOU));
        fails(Cause.NONE, () -> tables.setOptions(id, Term.parse("[{heir,none},{heir,none}]"), ME));
    }

    @Test
    void tablesAreGivenAway() {
        Term id = create("[]").id();
        fails(Cause.OWNER, () -> tables.giveAway(id, ME, Atom.OK, ME));
        fails(Cause.NONE, () -> tables.giveAway(id, Atom.OK, Atom.OK, ME));
        tables.giveAway(id, YOU, Term.parse("gift"), ME);
        assertEquals(List.of(Tuple.of(Atom.of("ETS-TRANSFER"), id, ME, Atom.of("gift"))), host.sent);
        assertTrue(tables.find(id).ownedBy(YOU));
        fails(Cause.ACCESS, () -> tables.giveAway(id, ME, Atom.OK, ME));
        tables.exited(ME);
        assertNotNull(tables.find(id));
        host.dead.add(ME);
        fails(Cause.NONE, () -> tables.giveAway(id, ME, Atom.OK, YOU));
        tables.exited(YOU);
        assertNull(tables.find(id));
    }

    @Test
    void heirsInherit() {
        Table table = tables.create(NAME, Terms.list(Tuple.of(Atom.of("heir"), YOU, SmallInt.ONE), Atom.of("named_table")), ME);
        host.dead.add(ME);
        tables.exited(ME);
        assertTrue(table.alive() && table.ownedBy(YOU));
        assertEquals(List.of(Tuple.of(Atom.of("ETS-TRANSFER"), NAME, ME, SmallInt.ONE)), host.sent);
        host.dead.add(YOU);
        tables.exited(YOU);
        assertFalse(table.alive());
        assertEquals(1, host.sent.size());
    }

    @Test
    void fixationEndsWithTheProcess() {
        Table table = create("[]");
        table.insert(Term.parse("[{1},{2},{3}]"));
        tables.safeFix(table.id(), Atom.TRUE, YOU);
        tables.safeFix(table.id(), Atom.TRUE, YOU);
        table.delete(SmallInt.ONE);
        assertNotNull(table.next(SmallInt.ONE));
        assertSame(Atom.TRUE, tables.info(table.id(), Atom.of("fixed")));
        tables.safeFix(table.id(), Atom.FALSE, YOU);
        assertNotNull(table.next(SmallInt.ONE));
        tables.exited(YOU);
        assertSame(Atom.FALSE, tables.info(table.id(), Atom.of("safe_fixed")));
        fails(Cause.NONE, () -> table.next(SmallInt.ONE));
        fails(Cause.NONE, () -> tables.safeFix(table.id(), SmallInt.ONE, YOU));
    }

    @Test
    void continuationsAreChecked() {
        Table table = create("[]");
        table.insert(Term.parse("[{1},{2},{3}]"));
        Tuple piece = (Tuple) table.select(Term.parse("[{'_',[],['$_']}]"), SmallInt.ONE, MatchContext.NONE);
        Tuple continuation = (Tuple) piece.element(1);
        for (int i = 1; i < continuation.arity(); i++) {
            Tuple broken = continuation.with(i, Atom.of("x"));
            fails(Cause.NONE, () -> tables.selectMore(broken, ME, MatchContext.NONE));
        }
        fails(Cause.NONE, () -> tables.selectMore(continuation.with(1, SmallInt.of(1 << 20)), ME, MatchContext.NONE));
        fails(Cause.NONE, () -> tables.selectMore(Atom.OK, ME, MatchContext.NONE));
        assertSame(Table.END, tables.selectMore(Table.END, ME, MatchContext.NONE));
        Table ordered = create("[ordered_set]");
        ordered.insert(Term.parse("[{1},{2}]"));
        Tuple next = (Tuple) ((Tuple) ordered.select(Term.parse("[{'_',[],['$_']}]"), SmallInt.ONE, MatchContext.NONE)).element(1);
        assertTrue(EtsTables.isCompiledMatchSpec(next.element(4)));
        fails(Cause.NONE, () -> tables.selectMore(next.with(4, Atom.OK), ME, MatchContext.NONE));
        tables.delete(table.id(), ME);
        fails(Cause.ID, () -> tables.selectMore(continuation, ME, MatchContext.NONE));
    }

    @Test
    void compiledSpecificationsRunOverLists() {
        Term compiled = tables.compileMatchSpec(Term.parse("[{{'$1','$2'},[{'>','$1',1}],['$2']}]"));
        assertEquals(Term.parse("[6,4,x]"),
                EtsTables.runMatchSpec(Term.parse("[{1,2},{3,4},{5,6}]"), compiled, Term.parse("[x]"), MatchContext.NONE));
        fails(Cause.NONE, () -> EtsTables.runMatchSpec(Term.parse("[1|2]"), compiled, Nil.NIL, MatchContext.NONE));
        fails(Cause.NONE, () -> tables.compileMatchSpec(Nil.NIL));
        fails(Cause.NONE, () -> create("[]").select(compiled, MatchContext.NONE));
    }

    /** Keys and objects nested a million deep are stored, found and counted without recursion. */
    @Test
    void deepTermsAreFine() {
        Term deep = Nil.NIL;
        Term again = Nil.NIL;
        for (int i = 0; i < 1_000_000; i++) {
            deep = Tuple.of(deep);
            again = Tuple.of(again);
        }
        for (String type : new String[] {"[set]", "[bag]", "[ordered_set]"}) {
            Table table = create(type);
            table.insert(Tuple.of(deep, Atom.OK));
            assertTrue(table.member(again), type);
            table.deleteObject(Tuple.of(again, Atom.OK));
            assertEquals(0, table.size(), type);
            table.insert(Tuple.of(again));
            assertTrue(table.memoryWords() > 2_000_000, type);
        }
    }

    /** A walk tells its host about the work, with nothing locked: the host may even change the table. */
    @Test
    void walksReportWork() {
        for (String type : new String[] {"[set]", "[ordered_set]"}) {
            Table table = create(type);
            for (int i = 0; i < 1000; i++) {
                table.insert(Tuple.of(SmallInt.of(i)));
            }
            int[] worked = {0};
            MatchContext context = new MatchContext() {
                @Override
                public Term self() {
                    return ME;
                }

                @Override
                public void worked(int objects) {
                    worked[0] += objects;
                    table.insert(Tuple.of(SmallInt.of(-worked[0]), Atom.OK));
                    table.delete(SmallInt.of(-worked[0]));
                }
            };
            assertEquals(1000, Terms.length(table.select(Term.parse("[{{'_'},[],['$_']}]"), context)));
            assertTrue(worked[0] >= 900, type);
        }
    }
}
