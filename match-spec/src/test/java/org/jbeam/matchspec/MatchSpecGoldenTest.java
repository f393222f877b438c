package org.jbeam.matchspec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.junit.jupiter.api.Test;

/** Every row of match_spec_golden.tsv, made by match_spec_golden.escript with OTP 25, gives the same result here. */
class MatchSpecGoldenTest {
    @Test
    void resultsAreThoseOfOtp() throws IOException {
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                MatchSpecGoldenTest.class.getResourceAsStream("match_spec_golden.tsv"), StandardCharsets.ISO_8859_1))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                rows++;
                check(line, wrong);
            }
        }
        assertTrue(rows > 2000, rows + " rows");
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " of the rows differ:\n" + String.join("\n", wrong.subList(0, Math.min(20, wrong.size()))));
    }

    /** Shows lists of characters as text. */
    private static String readable(String printed) {
        return Pattern.compile("\\[\\d+(,\\d+){8,}]").matcher(printed)
                .replaceAll(list -> Matcher.quoteReplacement(Terms.text(Term.parse(list.group()))));
    }

    private static void check(String line, List<String> wrong) {
        String[] cells = line.split("\t");
        try {
            Target target = cells[0].equals("table") ? Target.TABLE : Target.TRACE;
            Term result = MatchSpecTest.run(Term.parse(cells[1]), Term.parse(cells[2]), target, MatchContext.NONE);
            if (!result.equals(Term.parse(cells[3]))) {
                wrong.add(cells[0] + " " + cells[1] + " " + cells[2] + "\n    there: " + readable(cells[3])
                        + "\n    here:  " + readable(result.toString()));
            }
        } catch (RuntimeException e) {
            StackTraceElement[] at = e.getStackTrace();
            wrong.add(line + "\n    here: " + e + (at.length > 0 ? " " + at[0] : ""));
        }
    }
}
