package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting and purging code, and which processes run what is old: {@code programs/jb_purge.erl} prints the same as on OTP. */
class CodePurgeTest {
    @Test
    void knowsWhoRunsOldCode(@TempDir Path folder) {
        String source = Vm.ROOT.resolve("conformance/programs/jb_purge.erl").toString();
        Vm oracle = Vm.oracle().in(folder);
        assertEquals(0, oracle.run("-noshell", "-eval", "{ok, _} = compile:file(\"" + source + "\"), halt(0).").status());
        String[] words = {"-noshell", "-kernel", "logger_level", "none", "-s", "jb_purge", "run"};
        assertEquals(oracle.run(words).out(), Vm.jbeam().in(folder).run(words).out());
    }
}
