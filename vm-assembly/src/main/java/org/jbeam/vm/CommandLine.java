package org.jbeam.vm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code erl}'s command line, as OTP's own launcher reads it: emulator flags ({@code +…}), jbeam's own flags, and what goes on to {@code
 * init}. The environment
 * adds {@code ERL_AFLAGS} in front, {@code ERL_FLAGS}, {@code ERL_OTP25_FLAGS} and {@code ERL_ZFLAGS} behind.
 */
final class CommandLine {
    /** Emulator flags that take a value, in the same word or the next. */
    private static final Set<String> VALUED = Set.of("A", "a", "C", "e", "hms", "hmbs", "hmax", "hmaxk", "hmaxel", "hmqd", "hpds", "i", "IOp", "IOt",
            "K", "n", "P", "Q", "R", "s", "S", "SP", "SD", "SDcpu", "SDio", "SDPcpu", "t", "T", "W", "z");
    /** Emulator flags whose value, if any, stands in the same word. */
    private static final String JOINED = "BbcdfLlMprsStvVwzJ";

    private final List<String> initArgs = new ArrayList<>();
    private final List<String> extra = new ArrayList<>();
    private int schedulers = Runtime.getRuntime().availableProcessors();
    private int schedulersOnline;
    private int dirtyCpu;
    private int dirtyIo = 10;
    private int processLimit = 262_144;
    private int portLimit = 65_536;
    private int atomLimit = 1_048_576;
    private String printable = "latin1";
    private String fileNames = "";
    private String otp;
    private boolean version;
    private String bootModule = "init";

    private CommandLine() {}

    /**
     * Reads a command line.
     *
     * @throws UsageException a flag that is not known, or a value that it cannot take
     */
    static CommandLine parse(List<String> args, Map<String, String> env) {
        CommandLine line = new CommandLine();
        List<String> all = new ArrayList<>(words(env.get("ERL_AFLAGS")));
        all.addAll(args);
        all.addAll(words(env.get("ERL_FLAGS")));
        all.addAll(words(env.get("ERL_OTP25_FLAGS")));
        all.addAll(words(env.get("ERL_ZFLAGS")));
        line.read(all);
        if (line.schedulersOnline == 0) {
            line.schedulersOnline = line.schedulers;
        }
        if (line.dirtyCpu == 0) {
            line.dirtyCpu = line.schedulers;
        }
        return line;
    }

    /** Splits a flags variable into words; quotes group, a backslash takes the next character as it is. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        if (text == null) {
            return words;
        }
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    private void read(List<String> args) {
        boolean emulator = true;
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (!emulator) {
                initArgs.add(arg);
            } else if (arg.equals("-extra")) {
                extra.addAll(args.subList(i, args.size()));
                return;
            } else if (arg.equals("--")) {
                emulator = false;
                initArgs.add(arg);
            } else if (arg.startsWith("+") && arg.length() > 1) {
                i += emulatorFlag(arg.substring(1), i + 1 < args.size() ? args.get(i + 1) : null);
            } else {
                i += flag(arg, args, i);
            }
        }
    }

    /** How many further words the flag took. */
    private int flag(String arg, List<String> args, int at) {
        switch (arg) {
            case "--otp" -> {
                otp = value(arg, at + 1 < args.size() ? args.get(at + 1) : null);
                return 1;
            }
            case "-emu_args" -> {
                return 0;
            }
            case "-version" -> version = true;
            default -> initArgs.add(arg);
        }
        return 0;
    }

    private static String value(String flag, String value) {
        if (value == null) {
            throw new UsageException("missing argument for " + flag);
        }
        return value;
    }

    private int emulatorFlag(String flag, String next) {
        for (int length = Math.min(6, flag.length()); length > 0; length--) {
            String name = flag.substring(0, length);
            if (VALUED.contains(name)) {
                boolean joined = flag.length() > length;
                set(name, joined ? flag.substring(length) : value("+" + name, next));
                return joined ? 0 : 1;
            }
        }
        if (flag.startsWith("pc")) {
            printable = value("+pc", flag.length() > 2 ? flag.substring(2) : next);
            return flag.length() > 2 ? 0 : 1;
        }
        if (flag.startsWith("fn")) {
            fileNames = flag.substring(2);
            return 0;
        }
        if (flag.startsWith("zdbbl") || flag.startsWith("zdntgc") || flag.startsWith("zosrl") || flag.startsWith("stbt")
                || flag.startsWith("sbt") || flag.startsWith("sbwt") || flag.startsWith("sub") || flag.startsWith("swt")) {
            return next != null && !next.startsWith("-") && !next.startsWith("+") ? 1 : 0;
        }
        if (JOINED.indexOf(flag.charAt(0)) < 0) {
            throw new UsageException("bad flag +" + flag);
        }
        return 0;
    }

    private void set(String name, String value) {
        switch (name) {
            case "S" -> {
                String[] parts = value.split(":", 2);
                schedulers = number("+S", parts[0], 1, 1024);
                schedulersOnline = parts.length > 1 ? number("+S", parts[1], 1, schedulers) : schedulers;
            }
            case "SDcpu" -> dirtyCpu = number("+SDcpu", value.split(":", 2)[0], 1, 1024);
            case "SDio" -> dirtyIo = number("+SDio", value, 1, 1024);
            case "P" -> processLimit = value.equals("legacy") ? processLimit : number("+P", value, 1024, 134_217_727);
            case "Q" -> portLimit = value.equals("legacy") ? portLimit : number("+Q", value, 1024, 134_217_727);
            case "t" -> atomLimit = number("+t", value, 8192, 134_217_727);
            case "i" -> bootModule = value;
            default -> { }
        }
    }

    private static int number(String flag, String value, int min, int max) {
        try {
            int n = Integer.parseInt(value);
            if (n >= min && n <= max) {
                return n;
            }
        } catch (NumberFormatException e) {
            throw new UsageException("bad value for " + flag + ": " + value);
        }
        throw new UsageException("bad value for " + flag + ": " + value + " is not within " + min + ".." + max);
    }

    /** What {@code init} gets, after the launcher's own arguments. */
    List<String> initArgs() {
        List<String> all = new ArrayList<>(initArgs);
        all.addAll(extra);
        return all;
    }

    int schedulers() {
        return schedulers;
    }

    int schedulersOnline() {
        return schedulersOnline;
    }

    int dirtyCpu() {
        return dirtyCpu;
    }

    int dirtyIo() {
        return dirtyIo;
    }

    int processLimit() {
        return processLimit;
    }

    int portLimit() {
        return portLimit;
    }

    int atomLimit() {
        return atomLimit;
    }

    /** {@code latin1} or {@code unicode}. */
    String printable() {
        return printable;
    }

    /** What follows {@code +fn}: empty, {@code u}, {@code l} or {@code a}, and more. */
    String fileNames() {
        return fileNames;
    }

    /** The OTP to run, or null to look for one. */
    String otp() {
        return otp;
    }

    /** Shall only the version be printed? */
    boolean isVersion() {
        return version;
    }

    /** The module that the first process boots. */
    String bootModule() {
        return bootModule;
    }

    @Override
    public String toString() {
        return Arrays.toString(initArgs.toArray());
    }
}
