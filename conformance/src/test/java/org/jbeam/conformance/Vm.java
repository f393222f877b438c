package org.jbeam.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs an Erlang VM as a user would: {@code ./jbeam}, or the real {@code erl} to compare with. Each run is a process of its own. */
final class Vm {
    /** Of the repository. */
    static final Path ROOT = root();
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path program;
    private final Path folder;
    private final Map<String, String> env;

    private Vm(Path program, Path folder, Map<String, String> env) {
        this.program = program;
        this.folder = folder;
        this.env = env;
    }

    /** What a run left: the exit status and what was written, as UTF-8. */
    record Result(int status, String out, String err) { }

    /** The launcher, with what this build made; it never builds itself. */
    static Vm jbeam() {
        return new Vm(ROOT.resolve("jbeam"), ROOT, Map.of("JBEAM_BUILD", "never"));
    }

    /** OTP's own {@code erl}; the test is skipped where there is none. */
    static Vm oracle() {
        Vm vm = new Vm(ROOT.resolve("conformance/oracle"), ROOT, Map.of("JBEAM_BUILD", "never"));
        Assumptions.assumeTrue(vm.run("-noshell", "-eval", "halt(0).").status() == 0, "skipped: no real erl is here to compare with, and none could be fetched");
        return vm;
    }

    /** The same in another folder. */
    Vm in(Path other) {
        return new Vm(program, other, env);
    }

    /** The same with one more environment variable. */
    Vm with(String name, String value) {
        Map<String, String> more = new HashMap<>(env);
        more.put(name, value);
        return new Vm(program, folder, more);
    }

    /** Runs to the end with these words; a run longer than five minutes fails. */
    Result run(String... words) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        Path out = null;
        Path err = null;
        try {
            out = Files.createTempFile("vm", ".out");
            err = Files.createTempFile("vm", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile())
                    .redirectInput(Path.of("/dev/null").toFile());
            builder.environment().putAll(env);
            Process process = builder.start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " did not end; it wrote: " + text(out) + text(err));
            }
            return new Result(process.exitValue(), text(out), text(err));
        } catch (IOException e) {
            throw new AssertionError(command + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            delete(out);
            delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static void delete(Path file) {
        if (file != null) {
            file.toFile().delete();
        }
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(at.resolve("jbeam"))) {
            at = at.getParent();
            if (at == null) {
                throw new IllegalStateException("the tests run outside of the repository");
            }
        }
        return at;
    }
}
