package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every row of {@code data/golden.tsv}, evaluated on the booted VM. What differs by intent is listed in {@code data/golden-differences.tsv} with its
 * result and the reason; it has to differ in just that way.
 */
class GoldenTest {
    private static final int ROWS = 611;
    /** Columns of what {@code golden.eval} prints. */
    private static final int EXPRESSION = 3;
    private static final int GOT = 5;
    private static final String EVALUATE = "case file:eval(\"conformance/programs/golden.eval\") of ok -> halt(0); E -> io:format(\"~p~n\", [E]), halt(1) end.";

    @Test
    void jbeamAnswersAsRecorded() {
        check(Vm.jbeam(), intended());
    }

    @Test
    void theRecordHoldsForTheRealErl() {
        check(Vm.oracle(), Map.of());
    }

    private static void check(Vm vm, Map<String, String> intended) {
        Vm.Result result = vm.with("GOLDEN", "conformance/data/golden.tsv").run("-noshell", "-eval", EVALUATE);
        List<String> rows = result.out().lines().toList();
        Map<String, String> different = rows.stream().filter(row -> !row.matches("\\d+\tok\t.*")).map(row -> row.split("\t", -1))
                .collect(Collectors.toMap(row -> row.length > GOT ? row[EXPRESSION] : String.join("\t", row), row -> row[row.length - 1]));
        assertEquals(intended, different, result.err());
        assertEquals(ROWS, rows.size(), result.err());
        assertEquals(0, result.status(), result.err());
    }

    private static Map<String, String> intended() {
        try (Stream<String> rows = Files.lines(Vm.ROOT.resolve("conformance/data/golden-differences.tsv"))) {
            return rows.skip(1).map(row -> row.split("\t")).collect(Collectors.toMap(row -> row[0], row -> row[1]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
