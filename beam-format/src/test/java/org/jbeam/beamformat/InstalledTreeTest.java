package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
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
    void md5AndStrippedFilesAreThoseOfBeamLib(@TempDir Path dir) throws IOException, InterruptedException, NoSuchAlgorithmException {
        List<Path> files = files();
        Path list = Files.write(dir.resolve("files"), files.stream().map(Path::toString).toList());
        String program = "Plain = fun(<<\"FOR1\",_/binary>> = B) -> B; (B) -> zlib:gunzip(B) end, {ok,Names} = file:read_file(\"" + list + "\"), "
                + "[begin {ok,{_,D}} = beam_lib:md5(F), {ok,C} = file:read_file(F),"
                // of the bytes: with a file's name it would overwrite that file
                + " {ok,{_,S}} = beam_lib:strip(C), {ok,{_,K}} = beam_lib:strip(C, [\"Attr\"]),"
                + " io:format(\"~s ~s ~s~n\",[binary:encode_hex(D) | [binary:encode_hex(erlang:md5(Plain(B))) || B <- [S, K]]]) end"
                + " || F <- string:lexemes(unicode:characters_to_list(Names), \"\\n\")], halt().";
        Path out = dir.resolve("out");
        Process erl;
        try {
            erl = new ProcessBuilder("erl", "-noshell", "-eval", program).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        } catch (IOException e) {
            System.out.println("skipped: erl does not start: " + e.getMessage());
            Assumptions.abort("no erl");
            return;
        }
        assertEquals(0, erl.waitFor(), Files.readString(out));
        List<String> expected = Files.readAllLines(out, StandardCharsets.UTF_8);
        assertEquals(files.size(), expected.size());
        for (int i = 0; i < files.size(); i++) {
            BeamChunks chunks = BeamChunks.parse(BeamFile.gunzip(Files.readAllBytes(files.get(i))));
            String actual = hex(chunks.md5()) + " " + strippedMd5(chunks, Set.of()) + " " + strippedMd5(chunks, Set.of("Attr"));
            assertEquals(expected.get(i), actual, files.get(i).toString());
        }
    }

    private static String strippedMd5(BeamChunks chunks, Set<String> keep) throws NoSuchAlgorithmException {
        return hex(MessageDigest.getInstance("MD5").digest(BeamWriter.write(BeamWriter.strip(chunks, keep))));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
