package org.jbeam.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jbeam.natives.HostProcess;
import org.jbeam.natives.Natives;
import org.jbeam.runtime.BifTable;

/** The {@code jbeam} command. */
public final class Main {
    private static final int USAGE_STATUS = 1;
    private static final String EMULATOR = "beam.smp";

    private Main() {}

    /** Runs a machine until it halts; takes {@code erl}'s flags. */
    public static void main(String[] args) {
        try {
            HostProcess.end(run(List.of(args), System.getenv()));
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
        OtpHome otp = new OtpFinder(env).find(line.otp());
        if (line.isVersion()) {
            System.err.println("Erlang (jbeam) emulator version " + otp.erts().getFileName().toString().substring("erts-".length()));
            return 0;
        }
        if (line.printing() != CommandLine.Printing.NOTHING && print(line, otp)) {
            return 0;
        }
        String epmdError = line.startsEpmd() ? EpmdDaemon.start(line, otp, line.environment()) : null;
        if (epmdError != null) {
            System.err.println(epmdError);
        }
        return Machine.boot(line, otp, line.environment());
    }

    /** Prints the command line as it would go to OTP's emulator; false when the machine shall run nevertheless. */
    private static boolean print(CommandLine line, OtpHome otp) {
        List<String> all = new ArrayList<>(line.emulatorArgs());
        all.add("--");
        all.addAll(Machine.bootWords(line, otp, line.environment()));
        String emulator = otp.bin().resolve(EMULATOR).toString();
        System.out.print(switch (line.printing()) {
            case NAME -> EMULATOR + "\n";
            case LINES -> String.join("\n", all) + "\n";
            case QUOTED -> "\"" + emulator + "\" \"" + String.join("\" \"", all) + "\" \n";
            case AND_RUN, NOTHING -> "Executing: " + emulator + " " + emulator + " " + String.join(" ", all) + "\n\n";
        });
        System.out.flush();
        return line.printing() != CommandLine.Printing.AND_RUN;
    }

    private static int natives() {
        Natives.register();
        BifTable.all().stream().map(e -> e.module() + "\t" + e.function() + "\t" + e.arity() + "\t"
                + (e.withoutSupport() ? "answers without support" : "complete")).sorted().forEach(System.out::println);
        return 0;
    }
}
