package org.jbeam.ets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.TermHash;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

/** Every row of ets_golden.tsv, made by ets_golden.escript with OTP 25, gives the same result here, order included. */
class GoldenTest {
    private static final Pid SELF = TestHost.pid(1);
    private static final MatchContext NO = MatchContext.NONE;
    private static final Atom END = Atom.of("$end_of_table");
    private static final Atom NONE = Atom.of("none");
    private final EtsTables tables = TestHost.tables();
    private Table table;

    @Test
    void resultsAreThoseOfOtp() throws IOException {
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                GoldenTest.class.getResourceAsStream("ets_golden.tsv"), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                rows++;
                String[] cells = line.split("\t");
                String there = cells[1];
                String here = row((Tuple) Term.parse(cells[0]), there.startsWith("{hash"));
                if (!Term.parse(there).equals(Term.parse(here))) {
                    wrong.add("row " + rows + " of " + table.type() + ": " + cells[0] + "\n    there: " + there + "\n    here:  " + here);
                }
            }
        }
        assertTrue(rows > 2500, rows + " rows");
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " rows differ:\n" + String.join("\n", wrong.subList(0, Math.min(15, wrong.size()))));
    }

    private String row(Tuple op, boolean hash) {
        Term result;
        try {
            result = Tuple.of(Atom.OK, run(((Atom) op.element(0)).name(), op));
        } catch (EtsException e) {
            Term cause = e.reason() == EtsException.Cause.NONE ? NONE : e.reason().atom();
            result = Tuple.of(Atom.ERROR, Atom.of("badarg"), cause);
        }
        return (hash ? Tuple.of(Atom.of("hash"), SmallInt.of(TermHash.phash2(result))) : result).toString();
    }

    private Term run(String name, Tuple op) {
        Term a = op.arity() > 1 ? op.element(1) : null;
        Term b = op.arity() > 2 ? op.element(2) : null;
        return switch (name) {
            case "new" -> {
                table = tables.create(Atom.of("t"), a, SELF);
                yield Atom.of("new");
            }
            case "insert" -> done(() -> table.insert(a));
            case "insert_new" -> Atom.of(table.insertNew(a));
            case "lookup" -> table.lookup(a);
            case "member" -> Atom.of(table.member(a));
            case "lookup_element" -> table.lookupElement(a, b);
            case "delete" -> done(() -> table.delete(a));
            case "delete_object" -> done(() -> table.deleteObject(a));
            case "take" -> table.take(a);
            case "update_element" -> Atom.of(table.updateElement(a, b));
            case "update_counter" -> op.arity() == 3 ? table.updateCounter(a, b) : table.updateCounter(a, b, op.element(3));
            case "first" -> table.first();
            case "last" -> table.last();
            case "next" -> table.next(a);
            case "prev" -> table.prev(a);
            case "slot" -> table.slot(a);
            case "tab2list" -> table.matchObject(Atom.of("_"), NO);
            case "info" -> tables.info(table.reference(), a);
            case "delete_all" -> done(table::deleteAll);
            default -> walk(name, op, a, b);
        };
    }

    private Term walk(String name, Tuple op, Term a, Term b) {
        return switch (name) {
            case "slots" -> {
                ListBuilder list = new ListBuilder();
                for (int i = 0; i <= 10; i++) {
                    list.add(table.slot(SmallInt.of(i)));
                }
                yield list.finish();
            }
            case "select" -> table.select(a, NO);
            case "select_reverse" -> table.selectReverse(a, NO);
            case "select3" -> chunks(table.select(a, b, NO));
            case "select_reverse3" -> chunks(table.selectReverse(a, b, NO));
            case "match3" -> chunks(table.match(a, b, NO));
            case "match_object3" -> chunks(table.matchObject(a, b, NO));
            case "select_count" -> SmallInt.of(table.selectCount(a, NO));
            case "select_delete" -> SmallInt.of(table.selectDelete(a, NO));
            case "select_replace" -> SmallInt.of(table.selectReplace(a, NO));
            case "match" -> table.match(a, NO);
            case "match_object" -> table.matchObject(a, NO);
            case "walk" -> keys(0);
            case "walk_back" -> back();
            case "walk_delete" -> walkDelete((int) number(a));
            case "fixed_ops" -> fixedOps(Terms.elements(a));
            default -> sequence(name, op, a, b);
        };
    }

    private Term sequence(String name, Tuple op, Term a, Term b) {
        switch (name) {
            case "insert_seq" -> each(a, b, i -> table.insert(Tuple.of(times(i, op.element(3)), SmallInt.of(i))));
            case "insert_binaries" -> each(a, b, i -> table.insert(Tuple.of(binary((int) i), SmallInt.of(i))));
            case "delete_seq" -> each(a, b, i -> table.delete(times(i, op.element(3))));
            case "insert_list" -> {
                ListBuilder list = new ListBuilder();
                each(a, b, i -> list.add(Tuple.of(times(i, op.element(3)), SmallInt.of(i))));
                table.insert(list.finish());
                return Atom.TRUE;
            }
            default -> throw new IllegalArgumentException(name);
        }
        return Atom.OK;
    }

    private static void each(Term from, Term to, java.util.function.LongConsumer action) {
        for (long i = number(from); i <= number(to); i++) {
            action.accept(i);
        }
    }

    private static long number(Term term) {
        return ((SmallInt) term).value();
    }

    private static Term times(long i, Term factor) {
        return factor instanceof FloatTerm f ? FloatTerm.of(i * f.value()) : SmallInt.of(i * number(factor));
    }

    private static Term binary(int i) {
        return Bitstring.of(new byte[] {(byte) (i >>> 24), (byte) (i >>> 16), (byte) (i >>> 8), (byte) i});
    }

    private static Term done(Runnable action) {
        action.run();
        return Atom.TRUE;
    }

    private Term chunks(Term first) {
        ListBuilder list = new ListBuilder();
        Term chunk = first;
        while (chunk instanceof Tuple pair) {
            list.add(pair.element(0));
            chunk = tables.selectMore(pair.element(1), SELF, NO);
        }
        return list.add(chunk).finish();
    }

    private Term keys(int deleteEvery) {
        ListBuilder list = new ListBuilder();
        int i = 1;
        for (Term key = table.first(); key != END; key = table.next(key)) {
            list.add(key);
            if (deleteEvery > 0 && i % deleteEvery == 0) {
                table.delete(key);
            }
            i++;
        }
        return list.finish();
    }

    private Term back() {
        ListBuilder list = new ListBuilder();
        for (Term key = table.last(); key != END; key = table.prev(key)) {
            list.add(key);
        }
        return list.finish();
    }

    private Term all() {
        return table.matchObject(Atom.of("_"), NO);
    }

    private Term walkDelete(int every) {
        tables.safeFix(table.id(), Atom.TRUE, SELF);
        Term keys = keys(every);
        Term before = all();
        tables.safeFix(table.id(), Atom.FALSE, SELF);
        return Tuple.of(keys, before, all());
    }

    private Term object(Term key, Term value) {
        return table.keyPosition() == 1 ? Tuple.of(key, value) : Tuple.of(value, key);
    }

    private Term fixedOps(Term[] keys) {
        tables.safeFix(table.id(), Atom.TRUE, SELF);
        for (Term key : keys) {
            table.delete(key);
        }
        ListBuilder next = new ListBuilder();
        for (Term key : keys) {
            try {
                next.add(table.next(key));
            } catch (EtsException e) {
                next.add(Atom.of("badarg"));
            }
        }
        for (Term key : keys) {
            table.insert(object(key, Atom.of("again")));
        }
        Term b = all();
        ListBuilder list = new ListBuilder();
        for (Term key : keys) {
            table.delete(key);
            list.add(object(key, SmallInt.of(3)));
        }
        table.insert(list.finish());
        Term c = all();
        tables.safeFix(table.id(), Atom.FALSE, SELF);
        return Tuple.of(new Term[] {next.finish(), b, c, all(), SmallInt.of(table.size())});
    }

    @Test
    void emptyListIsOrdinary() {
        table = tables.create(Atom.of("t"), Nil.NIL, SELF);
        table.insert(Nil.NIL);
        assertTrue(table.insertNew(Nil.NIL));
    }
}
