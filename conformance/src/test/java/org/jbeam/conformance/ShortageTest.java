package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full device, folders of others, no more descriptors, a machine that is killed: {@code programs/jb_shortage.erl} is told what OTP tells. */
class ShortageTest {
    private static final String ORACLE = Vm.ROOT.resolve("conformance/oracle").toString();
    private static final String JBEAM = Vm.ROOT.resolve("jbeam").toString();
    private static final String RUN = " -noshell -kernel logger_level none -s jb_shortage run ";

    @TempDir
    private Path folder;

    @BeforeEach
    void compile() throws Exception {
        String source = Vm.ROOT.resolve("conformance/programs/jb_shortage.erl").toString();
        Vm.Result result = Vm.jbeam().in(folder).run("-noshell", "-eval", "{ok, _} = compile:file(\"" + source + "\"), halt(0).");
        assertEquals(0, result.status(), result.out() + result.err());
    }

    /** What a line of shell writes to its standard output; it is killed after three minutes. */
    private String shell(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line).directory(folder.toFile()).redirectInput(Path.of("/dev/null").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("JBEAM_BUILD", "never");
        builder.environment().put("JBEAM_AOT_CACHE", "off");
        builder.environment().put("ERL_CRASH_DUMP_SECONDS", "0");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(3, TimeUnit.MINUTES), line);
            return output;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void same(String before, String what) throws Exception {
        Vm.oracle();
        String expected = shell(before + ORACLE + RUN + what);
        assertTrue(expected.lines().count() > 10, expected);
        assertEquals(expected, shell(before + JBEAM + RUN + what), () -> read(folder.resolve("err")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aFullDeviceIsNoSpace() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: no /dev/full here");
        same("", "full");
    }

    @Test
    void withoutDescriptorsNothingIsOpenedAndAllGoesOnAfterwards() throws Exception {
        same("ulimit -n 400; ", "descriptors");
    }

    @Test
    void foldersOfOthersAreRefused() throws Exception {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        boolean root = "root".equals(System.getProperty("user.name"));
        Path nobody = Path.of("/usr/bin/setpriv");
        Assumptions.assumeTrue(!root || Files.isExecutable(nobody) && isForAll(Vm.ROOT), "skipped: root may read all, and there is no setpriv here");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString(root ? "rwx------" : "---------"));
        if (root) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        try {
            same("export HOME=" + folder + " UNREADABLE=" + locked + "; " + (root ? nobody + " --reuid 65534 --regid 65534 --clear-groups " : ""), "unreadable");
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** May everybody read here? */
    private static boolean isForAll(Path at) throws IOException {
        for (Path p = at; p != null; p = p.getParent()) {
            if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(p)).endsWith("x")) {
                return false;
            }
        }
        return true;
    }

    /** The programs of a killed machine see the end of their input, as OTP's do; those that do not look at it stay, as OTP's do. */
    @Test
    void killedLeavesNoMoreThanOtp() throws Exception {
        Vm.oracle();
        String program = " -noshell -eval 'open_port({spawn, \"cat\"}, []), open_port({spawn, \"sleep 7319\"}, []), "
                + "io:format(\"~s~n\", [os:getpid()]), timer:sleep(infinity).' >out 2>err & for i in $(seq 1 300); do test -s out && break; sleep 0.1; done; "
                + "kill -9 $(cat out); sleep 1; pgrep -fxc 'sleep 7319'; pkill -fx 'sleep 7319'; rm out";
        assertEquals(shell(ORACLE + program), shell(JBEAM + program));
    }

    /** Runs that are killed while they fill the caches leave nothing that a later run takes for whole. */
    @Test
    void killedRunsLeaveNoHalfWrittenCache() throws Exception {
        Path caches = folder.resolve("caches");
        String line = "export XDG_CACHE_HOME=" + caches + " JBEAM_OTP=$(" + ORACLE + " -noshell -eval 'io:put_chars(code:root_dir()), halt().'); ";
        for (String delay : List.of("0.6", "0.9", "1.3")) {
            shell(line + "timeout -s KILL " + delay + " " + JBEAM + " -noshell -eval 'compile:forms([]), halt().'");
        }
        String sum = line + JBEAM + " -noshell -eval 'io:format(\"~p\", [lists:sum(lists:seq(1, 100))]), {ok, _} = compile:file(\"full\"), halt().'";
        Files.writeString(folder.resolve("full.erl"), "-module(full).\n");
        assertEquals("5050", shell(sum));
        assertEquals("5050", shell(sum));
        assertEquals("", read(folder.resolve("err")));
        try (Stream<Path> all = Files.walk(caches)) {
            assertTrue(all.anyMatch(p -> p.getFileName().toString().startsWith("code")), "no cache was made");
        }
    }
}
