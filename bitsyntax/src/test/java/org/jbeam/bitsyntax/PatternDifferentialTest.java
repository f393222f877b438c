package org.jbeam.bitsyntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Random patterns, matched with random subjects and built from random values, against the real {@code erl}, each run with others:
 * {@code -Djbeam.differential=100000} for so many matches and so many builds (or {@code conformance/run-long bits}). Skipped where there is no
 * {@code erl}.
 */
class PatternDifferentialTest {
    /** A variable three times: which of its values a computed size of OTP's generator takes is told in docs/parts/bitsyntax.md. */
    private static final Pattern THRICE = Pattern.compile("[< ](V\\d):.*[, ]\\1[:/].*[, ]\\1[:/]");
    private static final int CASES_A_HUNDRED_PATTERNS = 1100;

    @Test
    void randomPatternsAsOtp() throws Exception {
        int wanted = Integer.getInteger("jbeam.differential", CASES_A_HUNDRED_PATTERNS);
        long seed = Long.getLong("jbeam.seed", System.nanoTime() & 0xff_ffff);
        int patterns = (wanted + CASES_A_HUNDRED_PATTERNS - 1) / CASES_A_HUNDRED_PATTERNS * 100;
        Path script = Path.of("src/test/erl/patterns.escript").toAbsolutePath();
        ProcessBuilder oracle = new ProcessBuilder("../conformance/oracle", "-noshell", "-boot", "no_dot_erlang", "-run", "escript", "start", "-extra",
                script.toString(), Long.toString(seed), Integer.toString(patterns));
        oracle.environment().put("JBEAM_BUILD", "never");
        Process erl = oracle.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        int cases = 0;
        int built = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(erl.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (PatternCase.isBuild(line)) {
                    PatternCase.parseBuild(line).checkBuild();
                    built++;
                    continue;
                }
                PatternCase each = PatternCase.parse(line);
                each.checkMatch();
                each.checkBuild();
                if (!THRICE.matcher(each.text()).find()) {
                    each.checkWalk();
                }
                cases++;
                built += each.rebuilt().equals("-") ? 0 : 1;
            }
        } catch (AssertionError | IOException | RuntimeException e) {
            erl.destroy();
            throw new AssertionError("with -Djbeam.seed=" + seed, e);
        }
        int status = erl.waitFor();
        // escript, too, ends with 127, after an error in the script
        Assumptions.assumeTrue(status != 127 || cases > 0, "skipped: there is no real erl to compare with");
        assertEquals(0, status, "with -Djbeam.seed=" + seed);
        assertTrue(cases >= wanted && built >= wanted, cases + " cases, " + built + " built");
        System.out.println("equal to OTP: " + cases + " matches and walks, " + built + " builds");
    }
}
