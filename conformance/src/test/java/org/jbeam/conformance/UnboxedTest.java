package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Functions on unboxed integers are traced as OTP traces them, from their start and in the middle, and go on when their module is loaded again;
 * so do those that were translated without any optimisation.
 */
class UnboxedTest {
    @Test
    void tracedAndReloadedInTheMiddle(@TempDir Path folder) throws Exception {
        compare(folder);
    }

    @Test
    void unoptimizedCodeDoesTheSame(@TempDir Path folder) throws Exception {
        compare(folder, "--plain");
    }

    private static void compare(Path folder, String... flags) throws Exception {
        Files.copy(Vm.ROOT.resolve("conformance/programs/jb_unboxed.erl"), folder.resolve("jb_unboxed.erl"));
        Vm oracle = Vm.oracle().in(folder);
        Vm.Result compiled = oracle.run("-noshell", "-eval", "{ok, _} = compile:file(\"jb_unboxed\"), halt(0).");
        assertEquals(0, compiled.status(), compiled.out() + compiled.err());
        String expected = oracle.run("-noshell", "-s", "jb_unboxed", "main").out();
        List<String> args = new ArrayList<>(List.of(flags));
        args.addAll(List.of("-noshell", "-s", "jb_unboxed", "main"));
        String actual = Vm.jbeam().in(folder).run(args.toArray(new String[0])).out();
        assertEquals(expected, actual);
    }
}
