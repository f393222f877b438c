package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls of built-in functions with what OTP 25.2.3 answered; bif_calls.escript and bif_fuzz.escript made the files. Calls that go on in
 * Erlang code are for a machine that has some.
 */
class BifCallsTest {
    /** A call and its answer. */
    private record Row(String module, String function, Term[] args, String line, String expected) {
        static Row parse(String line) {
            String[] columns = line.split("\t", 3);
            int slash = columns[0].lastIndexOf('/');
            int colon = columns[0].indexOf(':');
            String function = ((Atom) Term.parse(columns[0].substring(colon + 1, slash))).name();
            return new Row(columns[0].substring(0, colon), function, Terms.elements(Term.parse(columns[1])), line, columns[2]);
        }

        /** Another C library, or release of it, rounds some results otherwise. */
        private boolean isLastBit(String actual) {
            return module.equals("math") && !expected.startsWith("error") && !actual.startsWith("error")
                    && Math.abs(Double.parseDouble(actual) - Double.parseDouble(expected)) <= Math.ulp(Double.parseDouble(expected));
        }

        String difference(ErlangProcess p) {
            String actual = BifMachine.call(p, module, function, args);
            return actual.equals(expected) || actual.equals(BifMachine.IN_ERLANG) || isLastBit(actual) ? null : line + "\n    but was " + actual;
        }
    }

    private static List<Row> rows(String file) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(BifCallsTest.class.getResourceAsStream(file), StandardCharsets.ISO_8859_1))) {
            return in.lines().map(Row::parse).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bif_calls.tsv", "bif_fuzz.tsv"})
    void callsAnswerAsInOtp(String file) throws Exception {
        List<Row> rows = rows(file);
        List<String> differences = new ArrayList<>();
        BifMachine.in(p -> {
            for (Row row : rows) {
                String difference = row.difference(p);
                if (difference != null) {
                    differences.add(difference);
                }
            }
            return Atom.OK;
        });
        assertTrue(rows.size() > 500, "too few rows: " + rows.size());
        assertTrue(differences.isEmpty(), () -> differences.size() + " of " + rows.size() + " differ\n" + String.join("\n", differences));
    }
}
