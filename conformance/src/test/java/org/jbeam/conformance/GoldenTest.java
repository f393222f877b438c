package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every row of {@code data/golden.tsv}, evaluated on the booted VM. */
class GoldenTest {
    private static final int ROWS = 611;
    private static final String EVALUATE = "case file:eval(\"conformance/programs/golden.eval\") of ok -> halt(0); E -> io:format(\"~p~n\", [E]), halt(1) end.";

    @Test
    void jbeamAnswersAsRecorded() {
        check(Vm.jbeam());
    }

    @Test
    void theRecordHoldsForTheRealErl() {
        check(Vm.oracle());
    }

    private static void check(Vm vm) {
        Vm.Result result = vm.with("GOLDEN", "conformance/data/golden.tsv").run("-noshell", "-eval", EVALUATE);
        List<String> rows = result.out().lines().toList();
        List<String> different = rows.stream().filter(row -> !row.matches("\\d+\tok\t.*")).toList();
        assertEquals(List.of(), different, result.err());
        assertEquals(ROWS, rows.size(), result.err());
        assertEquals(0, result.status(), result.err());
    }
}
