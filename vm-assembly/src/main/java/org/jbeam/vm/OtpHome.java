package org.jbeam.vm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An installed Erlang/OTP.
 *
 * @param root what OTP calls its root: the folder of {@code lib}, {@code releases} and {@code bin}
 * @param erts the folder of the emulator's version, {@code erts-…} under the root
 * @param release OTP's release number, such as {@code 25}
 */
record OtpHome(Path root, Path erts, String release) {
    /** The release whose preloaded modules this VM's native functions fit. */
    static final String RELEASE = "25";

    /** The OTP at this root, if there is one; {@code releases/start_erl.data} tells its versions, as OTP's own start scripts read it. */
    static Optional<OtpHome> at(Path root) {
        Path data = root.resolve("releases/start_erl.data");
        if (!Files.isRegularFile(root.resolve("bin/start.boot")) || !Files.isRegularFile(data)) {
            return Optional.empty();
        }
        try {
            String[] versions = Files.readString(data, StandardCharsets.UTF_8).trim().split("\\s+");
            if (versions.length < 2) {
                return Optional.empty();
            }
            return Optional.of(new OtpHome(root, root.resolve("erts-" + versions[0]), versions[1]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Does this VM fit this OTP? */
    boolean fits() {
        return release.equals(RELEASE);
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
