package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeamCommandTest {
    private static final String SAMPLE = "src/test/resources/org/jbeam/beamformat/sample.beam";

    @TempDir
    private Path folder;

    private static String out(int status, String... args) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertEquals(status, BeamCommand.run(List.of(args), new PrintStream(bytes, true, StandardCharsets.UTF_8)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachOfItsWords() throws IOException {
        assertTrue(out(0, "info", SAMPLE).startsWith("module     sample\n"));
        assertTrue(out(0, "chunks", SAMPLE).contains("Code "));
        assertTrue(out(0, "disasm", SAMPLE).contains("{function, g, 1, "));
        assertTrue(out(0, "disasm", SAMPLE, "h/3").strip().startsWith("{function, h, 3, "));
        assertEquals("no function h/4\n", out(1, "disasm", SAMPLE, "h/4"));
        String small = folder.resolve("small.beam").toString();
        assertEquals("", out(0, "strip", SAMPLE, small, "Attr"));
        assertEquals(false, out(0, "chunks", small).contains("CInf"));
        assertTrue(out(0, "chunks", small).contains("Attr"));
        assertEquals("", out(0, "diff", SAMPLE, small));
        assertTrue(out(1, "diff", SAMPLE, SAMPLE.replace("sample.beam", "older.beam")).contains("Code"));
        assertTrue(out(2).contains("beam disasm FILE"));
    }
}
