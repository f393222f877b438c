package org.jbeam.vm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jbeam.natives.Natives;
import org.jbeam.runtime.BifTable;

/** The {@code jbeam} command. */
public final class Main {
    private static final int USAGE_STATUS = 1;

    private Main() {}

    /** Runs a machine until it halts; takes {@code erl}'s flags. */
    public static void main(String[] args) {
        try {
            Runtime.getRuntime().halt(run(List.of(args), System.getenv()));
        } catch (UsageException e) {
            System.err.println("jbeam: " + e.getMessage());
            Runtime.getRuntime().halt(USAGE_STATUS);
        }
    }

    private static int run(List<String> args, Map<String, String> env) {
        if (args.contains("--natives")) {
            return natives();
        }
        if (!args.isEmpty() && args.getFirst().equals("--translate-all")) {
            return TranslateAll.run(args.subList(1, args.size()));
        }
        CommandLine line = CommandLine.parse(args, env);
        OtpHome otp = findOtp(line, env);
        if (line.isVersion()) {
            System.err.println("Erlang (jbeam) emulator version " + otp.erts().getFileName().toString().substring("erts-".length()));
            return 0;
        }
        return Machine.boot(line, otp, env);
    }

    private static OtpHome findOtp(CommandLine line, Map<String, String> env) {
        String chosen = line.otp() != null ? line.otp() : env.get("JBEAM_OTP");
        if (chosen == null) {
            throw new UsageException("no Erlang/OTP is named: set JBEAM_OTP to its root folder or give --otp DIR");
        }
        return OtpHome.at(Path.of(chosen))
                .orElseThrow(() -> new UsageException(chosen + " is no Erlang/OTP root: it has no bin/start.boot"));
    }

    private static int natives() {
        Natives.register();
        BifTable.all().stream().map(e -> e.module() + "\t" + e.function() + "\t" + e.arity() + "\t"
                + (e.withoutSupport() ? "answers without support" : "complete")).sorted().forEach(System.out::println);
        return 0;
    }
}
