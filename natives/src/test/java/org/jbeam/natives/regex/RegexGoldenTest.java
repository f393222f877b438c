package org.jbeam.natives.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's answers are those of OTP's {@code re}, compile errors included. */
class RegexGoldenTest {
    private static final int NO_SLICES = Integer.MAX_VALUE;

    private static void check(String resource, int steps, int shift) {
        List<String> wrong = new ArrayList<>();
        List<GoldenCase> cases = GoldenCase.read(resource);
        for (GoldenCase c : cases) {
            String here = c.answerHere(steps, shift);
            if (!here.equals(c.answer())) {
                wrong.add(c.line() + "\n    here: " + here);
            }
        }
        assertTrue(cases.size() > 1000, resource + " is short");
        assertEquals("", String.join("\n", wrong), wrong.size() + " of " + cases.size() + " differ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"regex_cases.tsv", "regex_fuzz.tsv"})
    void answersAreThoseOfOtp(String resource) {
        check(resource, NO_SLICES, 0);
    }

    @Test
    void answersDoNotDependOnSlices() {
        check("regex_fuzz.tsv", 1, 0);
    }

    @Test
    void aPartOfAnArrayIsMatchedAsIfItWereAlone() {
        check("regex_cases.tsv", NO_SLICES, 3);
    }
}
