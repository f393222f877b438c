package org.jbeam.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jbeam.natives.Natives;
import org.jbeam.runtime.BadFileException;
import org.jbeam.translator.Translator;

/** {@code jbeam --translate-all DIR…}: translates every {@code .beam} file below some folders and reports how that went. */
final class TranslateAll {
    private static final int FAILURE_STATUS = 1;

    private TranslateAll() {}

    /** The exit status: 0 when there was no failure. */
    static int run(List<String> folders) {
        Natives.register();
        Translator translator = Translator.create();
        List<Path> files = new ArrayList<>();
        folders.forEach(folder -> files.addAll(beamsBelow(Path.of(folder))));
        int failures = 0;
        long bytes = 0;
        long classBytes = 0;
        Translator.Examined longest = null;
        long start = System.nanoTime();
        for (Path file : files) {
            try {
                byte[] code = Files.readAllBytes(file);
                bytes += code.length;
                Translator.Examined examined = translator.examine(code);
                classBytes += examined.bytes();
                if (longest == null || examined.longestBytes() > longest.longestBytes()) {
                    longest = examined;
                }
            } catch (BadFileException e) {
                failures++;
                System.out.println("failed: " + file + ": " + e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d files, %d failures, %.1f s, %.1f MB/s, %.1f MB of classes, longest method: %s%n", files.size(), failures,
                seconds, bytes / 1e6 / seconds, classBytes / 1e6,
                longest == null ? "none" : longest.longestMethod() + ", " + longest.longestBytes() + " bytes");
        return failures == 0 ? 0 : FAILURE_STATUS;
    }

    private static List<Path> beamsBelow(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".beam")).sorted().toList();
        } catch (IOException e) {
            throw new UsageException(folder + " cannot be read: " + e.getMessage());
        }
    }
}
