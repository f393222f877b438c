package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user meets first: the command, its exit status, and how it finds OTP. */
class LauncherTest {
    private static final String SUM = "io:format(\"~p~n\",[lists:sum(lists:seq(1,100))]), halt(3).";

    @Test
    void printsAndExits() {
        assertEquals(new Vm.Result(3, "5050\n", ""), Vm.jbeam().run("-noshell", "-eval", SUM));
    }

    @Test
    void runsWithoutAnInstalledErlang() {
        Vm.Result result = Vm.jbeam().with("JBEAM_OTP_PLACES", "").run("-noshell", "-eval", SUM);
        Assumptions.assumeFalse(result.err().contains("none could be fetched"), "skipped: OTP cannot be fetched here: " + result.err());
        assertEquals("5050\n", result.out(), result.err());
        assertEquals(3, result.status());
    }

    @Test
    void worksThroughSymbolicLinks(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Vm.ROOT.resolve("jbeam"));
        Files.createSymbolicLink(folder.resolve("second"), link.getFileName());
        Process process = new ProcessBuilder(folder.resolve("second").toString(), "-version").redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("13.1.5"), output);
        Files.delete(link);
    }

    @Test
    void saysInOneLineWhatIsWrongWithANamedOtp(@TempDir Path folder) {
        Vm.Result result = Vm.jbeam().run("--otp", folder.toString(), "-noshell");
        assertEquals(1, result.status());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("is no Erlang/OTP root"), result.err());
    }

    @Test
    void passesTheProgramsOutputOnUntouched() {
        Vm.Result result = Vm.jbeam().run("-noshell", "-eval", "file:write(standard_io, <<>>), io:put_chars([<<\"a\\r\\n\\tb\"/utf8>>]), halt(0).");
        assertEquals(new Vm.Result(0, "a\r\n\tb", ""), result);
    }

    @Test
    void haltsWithAReportWhenInitDies() {
        Vm.Result result = Vm.jbeam().run("-noshell", "-s", "no_such_module");
        assertEquals(1, result.status(), result.err());
        assertTrue((result.out() + result.err()).contains("no_such_module"), result.err());
    }
}
