package org.jbeam.translator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jbeam.beamformat.BeamFile;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.ops.GuardBifs;
import org.jbeam.term.Atom;

/**
 * Translates every file under some folders, and prints how many there were, which failed, how long it took, and the longest methods. Command: the
 * folders (default: the OTP and Elixir of this machine), after {@code -plain} for plain calls.
 */
public final class TranslateTree {
    private TranslateTree() {}

    /** The sum of a run. */
    record Report(int files, List<String> failures, List<String> long_, long bytes, long millis) {}

    public static void main(String[] args) throws IOException {
        List<Path> roots = new ArrayList<>();
        for (String arg : args) {
            roots.add(Path.of(arg));
        }
        if (roots.isEmpty()) {
            roots.add(Path.of("/usr/lib/erlang/lib"));
            roots.add(Path.of("/usr/lib/elixir/lib"));
        }
        Report report = run(roots);
        report.failures.forEach(System.out::println);
        report.long_.forEach(System.out::println);
        System.out.println(report.files + " files, " + report.failures.size() + " failures, " + report.bytes + " bytes of classes, "
                + report.millis + " ms");
    }

    static Report run(List<Path> roots) throws IOException {
        if (BifTable.find(Atom.of("erlang"), Atom.of("+"), 2) == null) {
            BifTable.register(GuardBifs.class);
        }
        List<Path> files = new ArrayList<>();
        for (Path root : roots) {
            try (Stream<Path> walk = Files.walk(root)) {
                walk.filter(p -> p.toString().endsWith(".beam")).sorted().forEach(files::add);
            }
        }
        List<String> failures = new ArrayList<>();
        List<String> longMethods = new ArrayList<>();
        long bytes = 0;
        long start = System.nanoTime();
        Translator translator = Translator.create();
        for (Path file : files) {
            try {
                byte[] data = BeamFile.gunzip(Files.readAllBytes(file));
                ModuleTranslation translation = translator.translation(data);
                var classes = translation.run();
                for (GeneratedClass c : classes.values()) {
                    bytes += c.bytes().length;
                    if (c.longest() > TranslatorOptions.DEFAULT.maxMethodBytes()) {
                        longMethods.add(c.name() + "." + c.longestMethod() + ": " + c.longest() + " bytes");
                    }
                }
                if (Boolean.getBoolean("define")) {
                    new TranslatedModule(translation).define(classes);
                }
            } catch (Throwable e) {
                StackTraceElement[] trace = e.getStackTrace();
                failures.add(file + ": " + String.valueOf(e).lines().limit(3).toList() + (trace.length > 0 ? " at " + trace[0] + " " + trace[1] + " " + trace[2] : ""));
            }
        }
        return new Report(files.size(), failures, longMethods, bytes, (System.nanoTime() - start) / 1_000_000);
    }
}
