package org.jbeam.bitsyntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compiled patterns against what OTP 25's compiler makes of them; data made by {@code src/test/erl/patterns.escript}. */
class PatternGoldenTest {
    private static List<PatternCase> lines() throws IOException {
        try (InputStream in = PatternGoldenTest.class.getResourceAsStream("patterns.txt")) {
            List<PatternCase> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                if (!line.startsWith("#")) {
                    lines.add(PatternCase.parse(line));
                }
            }
            assertTrue(lines.size() > 1000);
            return lines;
        }
    }

    @Test
    void matchesAsOtp() throws IOException {
        lines().forEach(PatternCase::checkMatch);
    }

    @Test
    void buildsAsOtp() throws IOException {
        lines().forEach(PatternCase::checkBuild);
    }

    @Test
    void walksAsOtp() throws IOException {
        lines().forEach(PatternCase::checkWalk);
    }

    @Test
    void alternativesMatchAsOneByOne() throws IOException {
        List<String> texts = lines().stream().map(PatternCase::text).distinct().sorted().toList();
        List<Bits> subjects = lines().stream().map(line -> PatternCase.bits(line.subject())).distinct().toList();
        for (int i = 0; i + 4 <= texts.size(); i += 2) {
            BitPattern[] patterns = texts.subList(i, i + 4).stream().map(BitPattern::compile).toArray(BitPattern[]::new);
            BitMatcher first = BitPattern.firstOf(patterns);
            for (Bits subject : subjects) {
                checkFirst(patterns, first, subject);
            }
        }
    }

    private static void checkFirst(BitPattern[] patterns, BitMatcher first, Bits subject) {
        int expected = 0;
        while (expected < patterns.length && !patterns[expected].matcher().matches(subject)) {
            expected++;
        }
        assertEquals(expected < patterns.length, first.matches(subject));
        if (expected < patterns.length) {
            assertEquals(expected, first.which());
        }
    }
}
