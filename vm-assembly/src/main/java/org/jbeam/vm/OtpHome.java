package org.jbeam.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An installed Erlang/OTP.
 *
 * @param root what OTP calls its root: the folder of {@code lib}, {@code releases} and {@code bin}
 * @param erts the folder of the emulator's version, {@code erts-…} under the root
 */
record OtpHome(Path root, Path erts) {
    /** The OTP at this root, if there is one. */
    static Optional<OtpHome> at(Path root) {
        if (!Files.isRegularFile(root.resolve("bin/start.boot"))) {
            return Optional.empty();
        }
        return newest(root, "erts-").map(erts -> new OtpHome(root, erts));
    }

    private static Optional<Path> newest(Path folder, String prefix) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.getFileName().toString().startsWith(prefix)).max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The file of a module that is loaded before anything else, if this OTP has it. */
    Optional<Path> preloaded(String module) {
        Path inLib = root.resolve("lib").resolve(erts.getFileName()).resolve("ebin").resolve(module + ".beam");
        if (Files.isRegularFile(inLib)) {
            return Optional.of(inLib);
        }
        Path inErts = erts.resolve("ebin").resolve(module + ".beam");
        return Files.isRegularFile(inErts) ? Optional.of(inErts) : Optional.empty();
    }

    /** The folder of OTP's own programs. */
    Path bin() {
        return erts.resolve("bin");
    }
}
