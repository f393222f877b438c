package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs at the limits, and files that are damaged. {@code conformance/run-long} runs the same ones longer and under every collector. */
class LimitsTest {
    @TempDir
    static Path beams;

    @BeforeAll
    static void compilePrograms() throws Exception {
        List<String> files;
        try (Stream<Path> all = Files.list(Vm.ROOT.resolve("conformance/programs"))) {
            files = all.map(Path::toString).filter(name -> name.endsWith(".erl")).sorted().toList();
        }
        String list = String.join(",", files.stream().map(name -> "\"" + name + "\"").toList());
        Vm.Result result = Vm.jbeam().in(beams).run("-noshell", "-eval", "[{ok, _} = compile:file(F, [report]) || F <- [" + list + "]], halt(0).");
        assertEquals(0, result.status(), result.out() + result.err());
    }

    @ParameterizedTest(name = "{0} {1} under {3}")
    @CsvSource({
        "deep, 10000000, 10000000, ''",
        "deep, 1000000, 1000000, -Xmx512m",
        "deep, 300000, 300000, -Xint",
        "deep, 1000000, 1000000, -XX:+UseG1GC",
        "deep12, 1000000, 64152, ''",
        "deep_map, 1000000, 1000000, ''",
        "tail, 20000000, 20000000, -Xmx512m",
        "server, 1000000, 3000000, -Xmx512m",
        "processes, 100000, 100000, ''",
        "uncounted, 100000, [], ''",
        "yielding, 100, [], ''"})
    void keepsWithinWhatOtpAllows(String program, String size, String expected, String options) {
        Vm.Result result = Vm.jbeam().with("JBEAM_JAVA_OPTS", options).in(beams).run("-noshell", "-s", "jb_limits", "run", program, size);
        assertEquals(new Vm.Result(0, expected + "\n", ""), result);
    }

    @Test
    void aProcessDiesAtItsLimit() {
        Vm.Result result = Vm.jbeam().in(beams).run("-noshell", "-s", "jb_memory", "run", "limit", "1000000");
        String tenths = result.out().replaceAll("[^0-9]", "");
        assertEquals("{killed," + tenths + "}\n", result.out(), result.err());
        assertTrue(Integer.parseInt(tenths) >= 9 && Integer.parseInt(tenths) <= 14, result.out());
    }

    @Test
    void anIdleProcessTakesAThousandBytesOfHeap() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Vm.Result result = Vm.jbeam().in(beams).run("-noshell", "-s", "jb_weight", "run", jcmd, "20000");
        assertEquals(0, result.status(), result.out() + result.err());
        int bytes = Integer.parseInt(result.out().strip());
        assertTrue(bytes > 400 && bytes <= 1000, result.out());
    }

    @Test
    void processesThatTakeAllMemoryDieAndTheRestLives() {
        Vm.Result result = Vm.jbeam().with("JBEAM_JAVA_OPTS", "-Xmx256m").in(beams).run("-noshell", "-s", "jb_memory", "run", "runaway");
        assertEquals("{[system_limit],system_limit,true,true}\n", result.out(), result.err());
    }

    @Test
    void nothingIsLostOrLeftAmongManyProcesses() {
        Vm.Result result = Vm.jbeam().in(beams).run("-noshell", "-s", "jb_soak", "run", "3", "2000");
        assertEquals(new Vm.Result(0, "ok true\n", ""), result);
    }

    @Test
    void damagedFilesLoadOrAreRefused() {
        Vm.Result result = Vm.jbeam().with("JBEAM_CODE_CACHE", "off").in(beams).run("-noshell", "-kernel", "logger_level", "none", "-s", "jb_damaged", "run", "jb_small.beam", "1");
        List<String> lines = result.out().lines().toList();
        assertEquals(List.of(), lines.stream().filter(line -> line.startsWith("byte ")).toList(), result.err());
        assertEquals(1, lines.stream().filter(line -> line.startsWith("tried ")).count(), result.out() + result.err());
        assertEquals(0, result.status(), result.err());
    }
}
