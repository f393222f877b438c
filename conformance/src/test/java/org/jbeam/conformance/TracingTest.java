package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both VMs tell a tracer the same of the same program. */
class TracingTest {
    @Test
    void theScenariosAreToldAsOtpTellsThem(@TempDir Path folder) throws Exception {
        Files.copy(Vm.ROOT.resolve("conformance/programs/jb_tracing.erl"), folder.resolve("jb_tracing.erl"));
        Vm oracle = Vm.oracle().in(folder);
        Vm.Result compiled = oracle.run("-noshell", "-eval", "{ok, _} = compile:file(\"jb_tracing\"), halt(0).");
        assertEquals(0, compiled.status(), compiled.out() + compiled.err());
        String expected = oracle.run("-noshell", "-s", "jb_tracing", "main").out();
        String actual = Vm.jbeam().in(folder).run("-noshell", "-s", "jb_tracing", "main").out();
        assertEquals(expected, actual);
    }
}
