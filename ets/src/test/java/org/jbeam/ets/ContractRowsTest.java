package org.jbeam.ets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jbeam.matchspec.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exact results of OTP 25 that programs and test suites have come to rely on. */
class ContractRowsTest {
    private static Term all(Table table) {
        return table.matchObject(Atom.of("_"), MatchContext.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "[ordered_set] ; [{1,a},{1.0,b}]               ; [{1.0,b}]",
        "[set]         ; [{k,1},{z,12}]                ; [{z,12},{k,1}]",
        "[]            ; [{a},{b},{c},{d},{e},{f}]     ; [{f},{e},{d},{c},{b},{a}]",
    })
    void allObjects(String options, String objects, String expected) {
        Table table = TestHost.table(options);
        for (Term object : org.jbeam.term.Terms.elements(Term.parse(objects))) {
            table.insert(object);
        }
        assertEquals(Term.parse(expected), all(table));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "[bag]           ; [{1,a},{1,b}]",
        "[duplicate_bag] ; [{1,a},{1,b},{1,a}]",
    })
    void bagsKeepTheOrderOfInsertion(String options, String expected) {
        Table table = TestHost.table(options);
        table.insert(Term.parse("[{1,a},{1,b},{1,a}]"));
        assertEquals(Term.parse(expected), table.lookup(SmallInt.ONE));
    }

    @Test
    void setsTellOneFromOnePointZero() {
        Table table = TestHost.table("[set]");
        table.insert(Term.parse("{1,a}"));
        table.insert(Term.parse("{1.0,b}"));
        assertEquals(2, table.size());
    }

    @Test
    void integersComeInTheOrderOfTheirHashes() {
        Table table = TestHost.table("[]");
        ListBuilder objects = new ListBuilder();
        for (int i = 1; i <= 20; i++) {
            objects.add(Tuple.of(SmallInt.of(i), SmallInt.of(i)));
        }
        table.insert(objects.finish());
        assertEquals(Term.parse("[{20,20},{5,5},{15,15},{19,19},{12,12},{11,11},{17,17},{18,18},{14,14},{6,6},{13,13},{10,10},{1,1},{9,9},{2,2},"
                + "{8,8},{4,4},{7,7},{3,3},{16,16}]"), all(table));
    }

    @Test
    void countersHaveThresholdsAndDefaults() {
        Table table = TestHost.table("[]");
        table.insert(Term.parse("{k,1}"));
        assertEquals(SmallInt.ZERO, table.updateCounter(Atom.of("k"), Term.parse("{2,5,4,0}")));
        assertEquals(SmallInt.of(12), table.updateCounter(Atom.of("z"), SmallInt.of(2), Term.parse("{z,10}")));
        assertEquals(Term.parse("[{z,12},{k,0}]"), all(table));
    }
}
