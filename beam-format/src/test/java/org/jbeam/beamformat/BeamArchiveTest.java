package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeamArchiveTest {
    private static final String PLAIN = "app/ebin/sample.beam";
    private static final String ZIPPED = "app/ebin/zipped.beam";

    @TempDir
    private Path folder;

    /** An archive with a module as it is and one compressed by itself, and something in front of it. */
    private static byte[] archive(String head) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry("app/ebin/"));
            zip.putNextEntry(new ZipEntry(PLAIN));
            zip.write(Samples.SAMPLE);
            zip.putNextEntry(new ZipEntry(ZIPPED));
            zip.write(gzip(Samples.OLDER));
        }
        bytes.writeBytes(zipped.toByteArray());
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void findsWhatIsInIt() throws IOException {
        for (String head : new String[] {"", "#!/usr/bin/env escript\n%%! -noshell\n"}) {
            BeamArchive archive = BeamArchive.of(archive(head));
            assertEquals(List.of(PLAIN, ZIPPED), archive.names());
            assertArrayEquals(Samples.SAMPLE, archive.find(PLAIN).orElseThrow());
            assertArrayEquals(Samples.OLDER, BeamFile.gunzip(archive.find(ZIPPED).orElseThrow()));
            assertEquals(Optional.empty(), archive.find("app/ebin/"));
            assertEquals(Optional.empty(), archive.find("app/ebin/other.beam"));
        }
    }

    @Test
    void theCommandLooksIntoArchivesAndCompressedFiles() throws IOException {
        String ez = Files.write(folder.resolve("app.ez"), archive("")).toString();
        String gz = Files.write(folder.resolve("older.beam"), gzip(Samples.OLDER)).toString();
        assertEquals(PLAIN + "\n" + ZIPPED + "\n", out(0, "list", ez));
        assertTrue(out(0, "info", ez + "/" + PLAIN).startsWith("module     sample\n"));
        assertTrue(out(0, "disasm", ez + "/" + PLAIN, "h/3").strip().startsWith("{function, h, 3, "));
        assertEquals("", out(0, "diff", ez + "/" + ZIPPED, gz));
        assertThrows(IOException.class, () -> out(0, "info", ez + "/app/ebin/none.beam"));
    }

    private static String out(int status, String... args) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertEquals(status, BeamCommand.run(List.of(args), new PrintStream(bytes, true, StandardCharsets.UTF_8)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void damageIsTold() throws IOException {
        byte[] good = archive("");
        for (int length = 0; length < good.length; length += 97) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(MalformedBeamException.class, () -> BeamArchive.of(cut));
        }
        Random random = new Random(1);
        for (int round = 0; round < 5000; round++) {
            byte[] bytes = good.clone();
            // mostly the table of contents, which stands at the end
            int at = random.nextBoolean() ? random.nextInt(bytes.length) : bytes.length - 1 - random.nextInt(250);
            bytes[at] = (byte) random.nextInt(256);
            readAll(bytes);
        }
        assertThrows(MalformedBeamException.class, () -> BeamFile.gunzip(new byte[] {0x1f, (byte) 0x8b, 0, 0}));
    }

    private static void readAll(byte[] bytes) {
        try {
            BeamArchive archive = BeamArchive.of(bytes);
            archive.names().forEach(archive::find);
        } catch (MalformedBeamException e) {
            assertEquals("archive", e.chunk());
        }
    }
}
