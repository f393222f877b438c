package org.jbeam.matchspec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Random specifications against the real {@code erl}, each run with others: {@code -Djbeam.differential=10000} for so many of them (or
 * {@code conformance/run-long specs}). Legal ones run on both engines. Skipped where there is no {@code erl}.
 */
class SpecDifferentialTest {
    private static final int FEW = 500;

    @Test
    void randomSpecificationsAsOtp() throws Exception {
        int wanted = Integer.getInteger("jbeam.differential", FEW);
        long seed = Long.getLong("jbeam.seed", System.nanoTime() & 0xff_ffff);
        Path script = Path.of("src/test/resources/org/jbeam/matchspec/match_spec_golden.escript").toAbsolutePath();
        ProcessBuilder oracle = new ProcessBuilder("../conformance/oracle", "+pc", "unicode", "-noshell", "-boot", "no_dot_erlang", "-run", "escript",
                "start", "-extra", script.toString(), Long.toString(seed), Integer.toString(wanted));
        oracle.environment().put("JBEAM_BUILD", "never");
        Process erl = oracle.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        int rows = 0;
        int legal = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(erl.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                legal += same(line.split("\t")) ? 1 : 0;
                rows++;
            }
        } catch (AssertionError | IOException | RuntimeException e) {
            erl.destroy();
            throw new AssertionError("with -Djbeam.seed=" + seed, e);
        }
        int status = erl.waitFor();
        Assumptions.assumeTrue(status != 127 || rows > 0, "skipped: there is no real erl to compare with");
        assertEquals(0, status, "with -Djbeam.seed=" + seed);
        assertTrue(rows >= wanted && legal > 0, rows + " rows, " + legal + " legal");
        System.out.println("equal to OTP: " + rows + " specifications, " + legal + " of them legal");
    }

    /** Is the result the same here? True for a specification that is legal. */
    private static boolean same(String[] cells) {
        Target target = cells[0].equals("table") ? Target.TABLE : Target.TRACE;
        Term object = Term.parse(cells[1]);
        Term spec = Term.parse(cells[2]);
        Tuple expected = (Tuple) Term.parse(cells[3]);
        assertEquals(expected, MatchSpecTest.run(object, spec, target, MatchContext.NONE), () -> String.join(" ", cells));
        boolean legal = expected.element(0) == Atom.OK;
        if (legal && target == Target.TABLE) {
            Term result = PlainEngine.match(spec, object, MatchContext.NONE);
            assertEquals(expected.element(1), result == null ? Atom.FALSE : result, () -> String.join(" ", cells));
        }
        return legal;
    }
}
