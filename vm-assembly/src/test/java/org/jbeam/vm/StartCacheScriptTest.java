package org.jbeam.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The part of the launcher that makes and uses the JVM's start cache, with a program in place of the JVM that notes how it was called. */
class StartCacheScriptTest {
    private static final Path SCRIPT = Path.of("..", "build-tools", "start-cache").toAbsolutePath().normalize();

    @TempDir
    private Path temporary;

    @BeforeEach
    void standIns() throws IOException {
        Files.createDirectories(temporary.resolve("jdk/bin"));
        Files.writeString(temporary.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        Files.createDirectories(temporary.resolve("jars"));
        Files.writeString(temporary.resolve("jars/a.jar"), "one");
        java("for a; do case $a in -XX:AOTCacheOutput=*) echo cache >\"${a#*=}\"; esac; done; echo run >>\"" + temporary + "/runs\"; echo noise");
    }

    private void java(String body) throws IOException {
        Path java = temporary.resolve("jdk/bin/java");
        Files.writeString(java, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    /** What the launcher would add to the JVM's flags; nothing else may come out. */
    private String flags(String mode) throws Exception {
        String script = """
                set -u
                home=%1$s jdk=%1$s/jdk path=%1$s/jars classes=%1$s/jars/a.jar flags=(-XX:+Some)
                . %2$s
                use_start_cache --otp /otp
                echo "${flags[*]}"
                """.formatted(temporary, SCRIPT);
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script).redirectError(ProcessBuilder.Redirect.DISCARD);
        bash.environment().put("XDG_CACHE_HOME", temporary.resolve("caches").toString());
        bash.environment().put("JBEAM_AOT_CACHE", mode);
        bash.environment().remove("JBEAM_JAVA_OPTS");
        Process process = bash.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return out.strip();
    }

    private List<String> caches() throws IOException {
        try (Stream<Path> all = Files.list(temporary.resolve("caches/jbeam/start"))) {
            return new ArrayList<>(all.map(p -> p.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void itIsMadeOnceAndThenUsed() throws Exception {
        String first = flags("now");
        assertTrue(first.startsWith("-XX:+Some -XX:AOTCache=" + temporary + "/caches/jbeam/start/aot-"), first);
        assertEquals(1, caches().size(), caches().toString());
        String second = flags("");
        assertTrue(second.startsWith(first), second);
        assertEquals(2, Files.readAllLines(temporary.resolve("runs")).size());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("caches/jbeam/start"))));
    }

    @Test
    void otherJarsOrAnotherJavaHaveAnother() throws Exception {
        String first = flags("now");
        Files.writeString(temporary.resolve("jars/a.jar"), "two");
        Files.setLastModifiedTime(temporary.resolve("jars/a.jar"), FileTime.from(Instant.now().plusSeconds(5)));
        String second = flags("now");
        assertNotEquals(first, second);
        Files.writeString(temporary.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        assertNotEquals(second, flags("now"));
    }

    @Test
    void aFailureIsNotTriedAgainAtOnce() throws Exception {
        java("echo run >>\"" + temporary + "/runs\"; exit 1");
        assertEquals("-XX:+Some", flags("now"));
        assertEquals("-XX:+Some", flags("now"));
        assertEquals(1, Files.readAllLines(temporary.resolve("runs")).size());
        assertTrue(caches().getFirst().endsWith(".lock"), caches().toString());
    }

    @Test
    void twoFirstRunsMakeOne() throws Exception {
        java("for a; do case $a in -XX:AOTCacheOutput=*) sleep 1; echo cache >\"${a#*=}\"; esac; done; echo run >>\"" + temporary + "/runs\"");
        List<Thread> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(Thread.ofPlatform().start(() -> {
                try {
                    flags("now");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread t : both) {
            t.join();
        }
        assertEquals(2, Files.readAllLines(temporary.resolve("runs")).size());
        assertEquals(1, caches().size(), caches().toString());
    }

    @Test
    void aFolderThatOthersMayWriteToIsNotUsed() throws Exception {
        flags("now");
        Files.setPosixFilePermissions(temporary.resolve("caches/jbeam/start"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertEquals("-XX:+Some", flags("now"));
    }

    @Test
    void onlyThoseOfTheLastBuildsStay() throws Exception {
        String last = "";
        for (int i = 0; i < 7; i++) {
            Files.writeString(temporary.resolve("jdk/release"), "JAVA_VERSION=\"25.0." + i + "\"\n");
            last = flags("now");
        }
        assertEquals(4, caches().size(), caches().toString());
        assertEquals(last.split(" ")[1], flags("").split(" ")[1]);
    }

    @Test
    void itCanBeSwitchedOff() throws Exception {
        assertEquals("-XX:+Some", flags("off"));
        assertFalse(Files.exists(temporary.resolve("caches")));
    }
}
