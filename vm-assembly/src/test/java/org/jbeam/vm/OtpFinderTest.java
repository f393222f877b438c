package org.jbeam.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtpFinderTest {
    @TempDir
    Path folder;

    private Path otp(String name, String release) throws IOException {
        Path root = folder.resolve(name);
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("releases"));
        Files.writeString(root.resolve("bin/start.boot"), "");
        Files.writeString(root.resolve("releases/start_erl.data"), "13.1.5 " + release + "\n");
        return root;
    }

    private Path erl(Path in, String script) throws IOException {
        Files.createDirectories(in);
        Path erl = Files.writeString(in.resolve("erl"), script);
        Files.setPosixFilePermissions(erl, PosixFilePermissions.fromString("rwxr-xr-x"));
        return erl;
    }

    private static Optional<Path> onPath(String path) {
        return new OtpFinder(Map.of("PATH", path)).installed().map(OtpHome::root);
    }

    @Test
    void aLinkOnThePathLeadsToItsOtp() throws IOException {
        Path root = otp("one", "25");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("erl"), erl(root.resolve("bin"), "#!/bin/sh\n"));
        assertEquals(Optional.of(root.toRealPath()), onPath("/nowhere:" + bin));
    }

    @Test
    void aScriptOnThePathNamesItsOtp() throws IOException {
        Path root = otp("two", "25");
        erl(folder.resolve("bin"), "#!/bin/sh\nif true; then\n    ROOTDIR=\"" + root + "\"\nfi\nexec erlexec\n");
        assertEquals(Optional.of(root), onPath(folder.resolve("bin").toString()));
    }

    @Test
    void aStandInAndOtherReleasesArePassedOver() throws IOException {
        erl(folder.resolve("standin"), "#!/bin/sh\nexec ../jbeam \"$@\"\n");
        Path old = otp("old", "24");
        erl(old.resolve("bin"), "#!/bin/sh\n");
        Path root = otp("right", "25");
        erl(root.resolve("bin"), "#!/bin/sh\n");
        assertEquals(Optional.of(root.toRealPath()), onPath(folder.resolve("standin") + ":" + old.resolve("bin") + ":" + root.resolve("bin")));
    }

    @Test
    void aNamedOtpHasToBeOne() throws IOException {
        OtpFinder finder = new OtpFinder(Map.of("JBEAM_OTP", otp("env", "25").toString()));
        assertEquals(folder.resolve("env"), finder.find(null).root());
        assertEquals("erts-13.1.5", finder.find(otp("word", "25").toString()).erts().getFileName().toString());
        assertThrows(UsageException.class, () -> finder.find(folder.resolve("none").toString()));
        String old = otp("old", "24").toString();
        assertTrue(assertThrows(UsageException.class, () -> finder.find(old)).getMessage().contains("is OTP 24"));
    }

    @Test
    void withoutAnyOtpOneLineSaysWhatToDo() {
        Map<String, String> env = Map.of("JBEAM_OTP_PLACES", "", "PATH", "/nowhere", "XDG_CACHE_HOME", folder.toString());
        String message = assertThrows(UsageException.class, () -> new OtpFinder(env).find(null)).getMessage();
        assertTrue(message.contains("there is no apt-get here") && message.contains("--otp"), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void whatWasFetchedBeforeIsUsed() throws IOException {
        Path root = otp("jbeam/otp-25", "25");
        Map<String, String> env = Map.of("JBEAM_OTP_PLACES", "", "PATH", "/nowhere", "XDG_CACHE_HOME", folder.toString());
        assertEquals(root, new OtpFinder(env).find(null).root());
    }
}
