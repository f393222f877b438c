package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of the installed OTP and Elixir: all of them with {@code -Djbeam.tree=full}, else every 11th. Where they are installed may be said with
 * {@code -Djbeam.tree.roots=dir:dir}.
 */
class InstalledTreeTest {
    private static final int SAMPLE_STEP = 11;

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String root : System.getProperty("jbeam.tree.roots", "/usr/lib/erlang:/usr/lib/elixir").split(":")) {
            if (Files.isDirectory(Path.of(root))) {
                try (Stream<Path> tree = Files.walk(Path.of(root))) {
                    tree.filter(path -> path.toString().endsWith(".beam")).sorted().forEach(files::add);
                }
            }
        }
        if (files.isEmpty()) {
            System.out.println("skipped: no OTP in /usr/lib/erlang; say where with -Djbeam.tree.roots");
            Assumptions.abort("no installed OTP");
        }
        if (System.getProperty("jbeam.tree", "sample").equals("full")) {
            return files;
        }
        List<Path> sample = new ArrayList<>();
        for (int i = 0; i < files.size(); i += SAMPLE_STEP) {
            sample.add(files.get(i));
        }
        return sample;
    }

    @Test
    void everyFileIsReadValidatedAndWrittenBack() throws IOException {
        for (Path path : files()) {
            byte[] bytes = BeamFile.gunzip(Files.readAllBytes(path));
            try {
                BeamFile file = BeamFile.parse(bytes);
                CodeValidator.validate(file, 25);
                assertEquals(file.code().functionCount(), file.code().functions().size());
                assertArrayEquals(bytes, BeamWriter.write(file.chunks()));
                byte[] code = file.chunks().find("Code").orElseThrow().toByteArray();
                assertArrayEquals(code, CodeEncoder.encode(file, file.code().functions()).toByteArray());
                assertTrue(Disassembler.disassemble(file).length() > file.code().functionCount());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(path.toString(), e);
            }
        }
    }

    @Test
    void md5IsThatOfBeamLib(@TempDir Path dir) throws IOException, InterruptedException {
        List<Path> files = files();
        Path list = Files.write(dir.resolve("files"), files.stream().map(Path::toString).toList());
        String program = "{ok,B} = file:read_file(\"" + list + "\"), "
                + "[begin {ok,{_,D}} = beam_lib:md5(F), io:format(\"~s~n\",[binary:encode_hex(D)]) end"
                + " || F <- string:lexemes(unicode:characters_to_list(B), \"\\n\")], halt().";
        Path out = dir.resolve("out");
        Process erl;
        try {
            erl = new ProcessBuilder("erl", "-noshell", "-eval", program).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        } catch (IOException e) {
            System.out.println("skipped: erl does not start: " + e.getMessage());
            Assumptions.abort("no erl");
            return;
        }
        assertEquals(0, erl.waitFor());
        List<String> expected = Files.readAllLines(out, StandardCharsets.UTF_8);
        assertEquals(files.size(), expected.size());
        for (int i = 0; i < files.size(); i++) {
            byte[] md5 = BeamChunks.parse(BeamFile.gunzip(Files.readAllBytes(files.get(i)))).md5();
            assertEquals(expected.get(i), HexFormat.of().withUpperCase().formatHex(md5), files.get(i).toString());
        }
    }
}
