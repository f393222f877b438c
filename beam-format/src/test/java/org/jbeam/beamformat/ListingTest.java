package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Modules of the installed OTP, compiled again by it: the disassembly says what the compiler's own listing ({@code erlc -S}) says, but for types and
 * what the assembler fills in. Three modules, or with {@code -Djbeam.tree=full} all of stdlib, kernel and compiler. Skipped where there is no
 * {@code erl}.
 */
class ListingTest {
    private static final List<String> FEW = List.of("maps.beam", "sets.beam", "re.beam");
    private static final List<String> APPLICATIONS = List.of("stdlib-", "kernel-", "compiler-");

    @TempDir
    private Path folder;

    private static List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        Path lib = Path.of("/usr/lib/erlang/lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> tree = Files.walk(lib, 3)) {
                tree.filter(ListingTest::isWanted).map(Path::toString).sorted().forEach(files::add);
            }
        }
        return files;
    }

    private static boolean isWanted(Path path) {
        String text = path.toString();
        boolean full = System.getProperty("jbeam.tree", "sample").equals("full");
        return text.endsWith(".beam") && APPLICATIONS.stream().anyMatch(text::contains) && (full || FEW.contains(path.getFileName().toString()));
    }

    @Test
    void sameAsTheCompilersListings() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("../conformance/oracle", "-noshell", "-boot", "no_dot_erlang", "-run", "escript", "start", "-extra",
                Path.of("src/test/erl/listings.escript").toAbsolutePath().toString(), folder.toString()));
        List<String> files = files();
        if (files.isEmpty()) {
            System.out.println("skipped: no OTP in /usr/lib/erlang");
            Assumptions.abort("no installed OTP");
        }
        command.addAll(files);
        ProcessBuilder oracle = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
        oracle.environment().put("JBEAM_BUILD", "never");
        assertEquals(0, oracle.start().waitFor(), () -> out(folder.resolve("out")));
        int modules = 0;
        try (Stream<Path> written = Files.list(folder)) {
            for (Path terms : written.filter(path -> path.toString().endsWith(".terms")).toList()) {
                compare(terms);
                modules++;
            }
        }
        if (modules == 0) {
            System.out.println("skipped: the installed OTP has no abstract code");
            Assumptions.abort("no abstract code");
        }
        assertTrue(modules >= FEW.size(), modules + " modules");
        System.out.println("equal to the compiler's listing: " + modules + " modules");
    }

    private static String out(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void compare(Path terms) throws IOException {
        List<Term> expected = Files.readAllLines(terms).stream().filter(line -> !line.isBlank()).map(Term::parse).toList();
        Path beam = Path.of(terms.toString().replace(".terms", ".beam"));
        String text = Disassembler.disassemble(BeamFile.parse(Files.readAllBytes(beam)));
        List<Term> actual = text.substring(text.indexOf("{function,")).lines().filter(line -> !line.isBlank())
                .map(line -> DisassemblerTest.normal(Term.parse(line))).toList();
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i), terms.getFileName() + ", instruction " + i);
        }
        assertEquals(expected.size(), actual.size(), terms.toString());
    }
}
