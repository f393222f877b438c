package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Natives answer generated arguments as OTP's do. {@code conformance/differential --full} makes many more calls. */
class DifferentialTest {
    private static final int LIMIT_MINUTES = 5;

    @Test
    void nativesAnswerAsOtpDoes(@TempDir Path folder) throws Exception {
        Vm.oracle();
        Path report = folder.resolve("report");
        ProcessBuilder builder = new ProcessBuilder(Vm.ROOT.resolve("conformance/differential").toString()).directory(Vm.ROOT.toFile())
                .redirectErrorStream(true).redirectOutput(report.toFile()).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("JBEAM_BUILD", "never");
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String text = new String(java.nio.file.Files.readAllBytes(report), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals("0", ended ? String.valueOf(process.exitValue()) : "no end", text);
    }
}
