package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key of what a machine tells of itself is answered in OTP's shape, and stands in docs/parts/system-info.md. */
class SystemKeysTest {
    /** Answers whose shape differs on purpose, or with what the machine happens to hold. */
    private static final Set<String> OTHERWISE = Set.of("system_info [alloc_util_allocators]", "system_info [allocator]", "system_info [allocated_areas]",
            "system_info [c_compiler_used]", "system_info [compile_info]", "system_info [check_io]", "system_info [ethread_info]",
            "system_info [dist_ctrl]", "system_info [taints]", "process_info [pid,binary]", "process_info [pid,monitored_by]",
            "process_info [pid,monitors]", "process_info [pid,links]", "process_info [pid,dictionary]", "statistics [microstate_accounting]");

    @Test
    void everyKeyIsAnsweredInOtpsShape(@TempDir Path folder) throws Exception {
        Vm oracle = Vm.oracle().in(folder);
        String program = Vm.ROOT.resolve("conformance/programs/jb_keys.erl").toString();
        assertEquals(0, oracle.run("-noshell", "-eval", "{ok, _} = compile:file(\"" + program + "\"), halt(0).").status());
        List<String> expected = shapes(oracle.run("-noshell", "-s", "jb_keys", "run"));
        List<String> actual = shapes(Vm.jbeam().in(folder).run("-noshell", "-s", "jb_keys", "run"));
        assertTrue(expected.size() > 200, "too few keys: " + expected.size());
        assertEquals(String.join("\n", expected), String.join("\n", actual));
    }

    private static List<String> shapes(Vm.Result result) {
        assertEquals(0, result.status(), result.err());
        List<String> lines = new ArrayList<>(result.out().lines().toList());
        lines.removeIf(line -> OTHERWISE.stream().anyMatch(key -> line.startsWith(key + " ")));
        return lines;
    }

    @Test
    void everyKeyHasARow() throws Exception {
        String page = Files.readString(Vm.ROOT.resolve("docs/parts/system-info.md"));
        List<String> missing = Files.readAllLines(Vm.ROOT.resolve("conformance/data/system_info_keys.tsv")).stream().skip(1)
                .map(line -> line.split("\t")[0]).filter(key -> Pattern.matches("[a-z_]+", key)).filter(key -> !page.contains("`" + key + "`")).toList();
        assertEquals(List.of(), missing);
    }
}
