package org.jbeam.vm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * OTP's port mapper, with which nodes register: started as OTP's launcher does for a node with a name. One that finds another running ends by
 * itself, so nobody waits for it.
 */
final class EpmdDaemon {
    private EpmdDaemon() {}

    /** Starts it: null, or what went wrong. */
    static String start(CommandLine line, OtpHome otp, Map<String, String> env) {
        List<String> command = line.epmd() == null ? List.of(program(otp), "-daemon") : List.of("/bin/sh", "-c", line.epmd());
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(env);
            builder.start();
            return null;
        } catch (IOException e) {
            return "Error spawning " + String.join(" ", command) + " (" + e.getMessage() + ")";
        }
    }

    private static String program(OtpHome otp) {
        Path own = otp.bin().resolve("epmd");
        return Files.isExecutable(own) ? own.toString() : "epmd";
    }
}
