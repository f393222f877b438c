package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** demo.beam was compiled from demo.erl by {@code erlc +deterministic} of OTP 25; the value is what {@code erl} gives. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MiniRuntimeTest {
    private static MiniRuntime withDemo() throws IOException {
        MiniRuntime runtime = new MiniRuntime();
        try (InputStream in = MiniRuntimeTest.class.getResourceAsStream("/demo.beam")) {
            runtime.load(in.readAllBytes());
        }
        return runtime;
    }

    @Test
    void runsWhatTheCompilerMade() throws Exception {
        try (MiniRuntime runtime = withDemo()) {
            assertEquals(Term.parse("{30,{7,<<97,98,99>>},[16,9,4,1],[112,0,3,97,98,99]}"), runtime.run("demo", "main", SmallInt.of(4)));
            assertEquals(SmallInt.of(333_833_500), ((org.jbeam.term.Tuple) runtime.run("demo", "main", SmallInt.of(1000))).element(0));
        }
    }

    @Test
    void errorsEndTheProcess() throws Exception {
        try (MiniRuntime runtime = withDemo()) {
            assertThrows(MiniProcess.ErlangError.class, () -> runtime.run("demo", "negate", Atom.of("many")));
            assertThrows(MiniProcess.ErlangError.class, () -> runtime.run("demo", "nothing"));
        }
    }

    /** At most 400 lines, not counting empty ones and imports. */
    @Test
    void isSmall() throws IOException {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            long lines = 0;
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                lines += Files.readAllLines(file).stream().filter(line -> !line.isBlank() && !line.startsWith("import ")).count();
            }
            assertTrue(lines <= 400, lines + " lines");
        }
    }
}
