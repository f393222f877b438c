package org.jbeam.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebArchiveTest {
    private static final int PROGRAM = 0100755;

    @TempDir
    Path folder;
    private Path target;

    @BeforeEach
    void makeTarget() throws IOException {
        target = Files.createDirectory(folder.resolve("target"));
    }

    /** Writes the entries of a test's archive. */
    private interface Entries {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    private Path deb(Entries entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
            entries.write(tar);
        }
        Path deb = folder.resolve("a.deb");
        try (OutputStream out = Files.newOutputStream(deb); ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
            member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            member(ar, "data.tar.xz", bytes.toByteArray());
        }
        return deb;
    }

    private static void member(ArArchiveOutputStream ar, String name, byte[] content) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
        ar.write(content);
        ar.closeArchiveEntry();
    }

    private static void file(TarArchiveOutputStream tar, String name, int mode, String content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(content.length());
        tar.putArchiveEntry(entry);
        tar.write(content.getBytes(StandardCharsets.US_ASCII));
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, String to, byte kind) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(to);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    @Test
    void filesLinksAndRightsComeOut() throws IOException {
        Path deb = deb(tar -> {
            file(tar, "./usr/lib/erlang/bin/run", PROGRAM, "program");
            file(tar, "./usr/lib/erlang/lib/data", 0100644, "data");
            file(tar, "./usr/share/doc/other", 0100644, "other");
            link(tar, "./usr/lib/erlang/inside", "bin/run", TarConstants.LF_SYMLINK);
            link(tar, "./usr/lib/erlang/outside", "../../../etc/passwd", TarConstants.LF_SYMLINK);
            link(tar, "./usr/lib/erlang/same", "./usr/lib/erlang/lib/data", TarConstants.LF_LINK);
        });
        DebArchive.unpack(deb, "usr/lib/erlang", target);
        assertEquals("program", Files.readString(target.resolve("inside")));
        assertTrue(Files.isExecutable(target.resolve("bin/run")));
        assertFalse(Files.isExecutable(target.resolve("lib/data")));
        assertEquals("data", Files.readString(target.resolve("same")));
        assertFalse(Files.exists(target.resolve("outside"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
        try (var files = Files.walk(target)) {
            assertEquals(4, files.filter(file -> !Files.isDirectory(file)).count());
        }
    }

    @Test
    void aNameThatLeadsOutIsRefused() throws IOException {
        Path deb = deb(tar -> file(tar, "./usr/lib/erlang/../../../../escaped", 0100644, "x"));
        assertThrows(IOException.class, () -> DebArchive.unpack(deb, "usr/lib/erlang", target));
        assertFalse(Files.exists(folder.resolve("escaped")));
    }

    @Test
    void damagedPackagesGiveIoExceptionsOnly() throws IOException {
        byte[] good = Files.readAllBytes(deb(tar -> file(tar, "./usr/lib/erlang/bin/run", PROGRAM, "program")));
        Random random = new Random(25);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Path deb = Files.write(folder.resolve("bad.deb"), bad);
            try {
                DebArchive.unpack(deb, "usr/lib/erlang", target);
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 0);
        Path empty = Files.write(folder.resolve("empty.deb"), "!<arch>\n".getBytes(StandardCharsets.US_ASCII));
        assertThrows(IOException.class, () -> DebArchive.unpack(empty, "usr/lib/erlang", target));
    }
}
