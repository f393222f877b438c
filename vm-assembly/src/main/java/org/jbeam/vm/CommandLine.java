package org.jbeam.vm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jbeam.runtime.ProcessSettings;

/**
 * {@code erl}'s command line, as OTP's own launcher reads it: emulator flags ({@code +…}), flags for the launcher, and what goes on to
 * {@code init}. The
 * environment adds {@code ERL_AFLAGS} in front, {@code ERL_FLAGS}, {@code ERL_OTP25_FLAGS} and {@code ERL_ZFLAGS} behind; what follows
 * {@code -extra} in
 * any of them comes last.
 */
final class CommandLine {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_SCHEDULERS = 1024;
    private static final int MAX_PERCENT = 100;
    private static final int MIN_TABLE = 1024;
    private static final int MAX_TABLE = 134_217_727;
    private static final int MAX_DIST_BUSY_KIB = 2_097_151;
    private static final int MIN_ATOMS = 8192;
    /** Emulator flags that take a value, in the same word or the next. */
    private static final Set<String> VALUED = Set.of("A", "a", "C", "dcg", "e", "hms", "hmbs", "hmax", "hmaxk", "hmaxel", "hmqd", "hpds", "i", "IOp",
            "IOt", "IOPp", "IOPt", "JPperf", "JDdump", "K", "n", "P", "pc", "Q", "R", "rg", "S", "SP", "SD", "SDcpu", "SDio", "SDPcpu", "sbt", "sbwt",
            "sbwtdcpu", "sbwtdio", "scl", "sct", "secio", "spp", "sss", "sssdcpu", "sssdio", "stbt", "sub", "swct", "sws", "swt", "swtdcpu", "swtdio",
            "t", "T", "W", "zdbbl", "zdntgc", "zosrl");
    /** Emulator flags that stand alone, or with their value in the same word. */
    private static final Set<String> ALONE = Set.of("B", "c", "d", "fn", "L", "r", "ssrct", "v", "V");
    private static final int LONGEST_NAME = 8;
    private static final Set<String> BREAK_MODES = Set.of("c", "d", "i");
    private static final List<String> NO_INPUT = List.of("-noshell", "-noinput");

    /** What {@code -emu_args} and its like want to see of the command line. */
    enum Printing {
        NOTHING, AND_RUN, LINES, NAME, QUOTED
    }

    private final List<String> initArgs = new ArrayList<>();
    private final List<String> extra = new ArrayList<>();
    private final Map<String, String> environment;
    private int schedulers = Runtime.getRuntime().availableProcessors();
    private int schedulersOnline;
    private int dirtyCpu;
    private int dirtyIo = 10;
    private int processLimit = 262_144;
    private int portLimit = 65_536;
    private int atomLimit = 1_048_576;
    private String printable = "latin1";
    private String fileNames = "";
    private int distBusyKib = 1024;
    private ProcessSettings processDefaults = ProcessSettings.DEFAULT;
    private boolean distributed;
    private boolean startEpmd = true;
    private String epmd;
    private String otp;
    private boolean version;
    private boolean plain;
    private String breakMode;
    private Printing printing = Printing.NOTHING;
    private final List<String> emulatorArgs = new ArrayList<>();
    private String bootModule = "init";

    private CommandLine(Map<String, String> env) {
        this.environment = new HashMap<>(env);
    }

    /**
     * Reads a command line.
     *
     * @throws UsageException a flag that is not known, or a value that it cannot take
     */
    static CommandLine parse(List<String> args, Map<String, String> env) {
        CommandLine line = new CommandLine(env);
        List<String> words = new ArrayList<>();
        line.gather(Words.of(env.get("ERL_AFLAGS")), words, 0);
        line.gather(args, words, 0);
        for (String variable : List.of("ERL_FLAGS", "ERL_OTP25_FLAGS", "ERL_ZFLAGS")) {
            line.gather(Words.of(env.get(variable)), words, 0);
        }
        line.read(words);
        line.schedulersOnline = line.schedulersOnline == 0 ? line.schedulers : line.schedulersOnline;
        line.dirtyCpu = line.dirtyCpu == 0 ? line.schedulers : line.dirtyCpu;
        return line;
    }

    /** Sets what follows {@code -extra} apart and puts the words of argument files in their place. */
    private void gather(List<String> source, List<String> words, int depth) {
        for (int i = 0; i < source.size(); i++) {
            String word = source.get(i);
            if (word.equals("-extra")) {
                extra.addAll(source.subList(i + 1, source.size()));
                return;
            }
            if (!word.equals("-args_file")) {
                words.add(word);
                continue;
            }
            if (depth == MAX_DEPTH) {
                throw new UsageException("argument files nest more than " + MAX_DEPTH + " deep");
            }
            gather(Words.ofFile(value(word, source, ++i)), words, depth + 1);
        }
    }

    private void read(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                initArgs.addAll(words.subList(i, words.size()));
                return;
            }
            if (!word.startsWith("+") || word.length() == 1) {
                i += flag(word, words, i + 1);
                continue;
            }
            int taken = emulatorFlag(word.substring(1), words, i + 1);
            emulatorArgs.add("-" + word.substring(1));
            emulatorArgs.addAll(words.subList(i + 1, i + 1 + taken));
            i += taken;
        }
    }

    /** How many further words the flag took. */
    private int flag(String word, List<String> words, int next) {
        switch (word) {
            case "--otp" -> {
                otp = value(word, words, next);
                return 1;
            }
            case "-env" -> {
                environment.put(value(word, words, next), value(word, words, next + 1));
                return 2;
            }
            case "--plain" -> plain = true;
            case "-version" -> version = true;
            case "-noinput" -> initArgs.addAll(NO_INPUT);
            case "-detached" -> initArgs.addAll(NO_INPUT);
            case "-configfd" -> {
                if (value(word, words, next).equals("0")) {
                    initArgs.addAll(NO_INPUT);
                }
                initArgs.add(word);
            }
            case "-compile" -> {
                initArgs.addAll(NO_INPUT);
                initArgs.addAll(List.of("-s", "c", "lc_batch"));
                breakMode = "d";
            }
            case "-make" -> {
                initArgs.addAll(NO_INPUT);
                initArgs.addAll(List.of("-s", "make", "all_or_nothing", "-s", "erlang", "halt"));
                breakMode = "d";
                return words.size() - next;
            }
            case "-smp" -> {
                if (next < words.size() && words.get(next).equals("disable")) {
                    throw new UsageException("Argument '-smp disable' not supported. Use \"+S 1\" instead.");
                }
                initArgs.add(word);
            }
            case "-sname", "-name" -> {
                value(word, words, next);
                distributed = true;
                initArgs.add(word);
            }
            case "-start_epmd" -> {
                startEpmd = flagValue(value(word, words, next));
                initArgs.add(word);
            }
            case "-no_epmd" -> {
                startEpmd = false;
                initArgs.add(word);
            }
            case "-epmd" -> {
                epmd = value(word, words, next);
                return 1;
            }
            case "-emu_args" -> printing = Printing.AND_RUN;
            case "-emu_args_exit" -> printing = Printing.LINES;
            case "-emu_name_exit" -> printing = Printing.NAME;
            case "-emu_qouted_cmd_exit" -> printing = Printing.QUOTED;
            default -> initArgs.add(word);
        }
        return 0;
    }

    private static boolean flagValue(String value) {
        if (!Set.of("true", "false").contains(value)) {
            throw new UsageException("Expected boolean argument for '-start_epmd'.");
        }
        return value.equals("true");
    }

    private static String value(String flag, List<String> words, int at) {
        if (at >= words.size()) {
            throw new UsageException("Missing argument(s) for '" + flag + "'.");
        }
        return words.get(at);
    }

    /** How many further words the flag took; {@code flag} is without its plus sign. */
    private int emulatorFlag(String flag, List<String> words, int next) {
        if (flag.startsWith("M") && flag.length() > 1) {
            value("+" + flag, words, next);
            return 1;
        }
        for (int length = Math.min(LONGEST_NAME, flag.length()); length > 0; length--) {
            String name = flag.substring(0, length);
            String joined = flag.substring(length);
            if (VALUED.contains(name)) {
                set(name, joined.isEmpty() ? value("+" + name, words, next) : joined);
                return joined.isEmpty() ? 1 : 0;
            }
            if (ALONE.contains(name)) {
                return alone(name, joined, words, next);
            }
        }
        throw new UsageException("unknown flag +" + flag);
    }

    private int alone(String name, String joined, List<String> words, int next) {
        switch (name) {
            case "V" -> version = true;
            case "fn" -> fileNames = joined;
            case "B" -> {
                boolean separate = joined.isEmpty() && next < words.size() && BREAK_MODES.contains(words.get(next));
                breakMode = separate ? words.get(next) : joined;
                if (!breakMode.isEmpty() && !BREAK_MODES.contains(breakMode)) {
                    throw new UsageException("unknown flag +B" + joined);
                }
                return separate ? 1 : 0;
            }
            case "c" -> {
                return joined.isEmpty() && next < words.size() && Set.of("true", "false").contains(words.get(next)) ? 1 : 0;
            }
            default -> { }
        }
        return 0;
    }

    private void set(String name, String value) {
        switch (name) {
            case "S" -> setSchedulers(value);
            case "SP" -> schedulers = share(number("+SP", value.split(":", 2)[0], 1, MAX_PERCENT));
            case "SDcpu" -> dirtyCpu = number("+SDcpu", value.split(":", 2)[0], 1, MAX_SCHEDULERS);
            case "SDio" -> dirtyIo = number("+SDio", value, 1, MAX_SCHEDULERS);
            case "P" -> processLimit = value.equals("legacy") ? processLimit : number("+P", value, MIN_TABLE, MAX_TABLE);
            case "Q" -> portLimit = value.equals("legacy") ? portLimit : number("+Q", value, MIN_TABLE, MAX_TABLE);
            case "t" -> atomLimit = number("+t", value, MIN_ATOMS, Integer.MAX_VALUE);
            case "zdbbl" -> distBusyKib = number("+zdbbl", value, 1, MAX_DIST_BUSY_KIB);
            case "i" -> bootModule = value;
            case "pc" -> setPrintable(value);
            default -> processDefaults = HeapFlags.apply(processDefaults, name, value);
        }
    }

    /** {@code total}, {@code total:online} or {@code :online}; 0 or nothing means as many as there are processors. */
    private void setSchedulers(String value) {
        String[] parts = value.split(":", 2);
        int total = parts[0].isEmpty() ? 0 : number("+S", parts[0], 0, MAX_SCHEDULERS);
        schedulers = total == 0 ? schedulers : total;
        if (parts.length > 1 && !parts[1].isEmpty()) {
            int online = number("+S", parts[1], 0, schedulers);
            schedulersOnline = online == 0 ? schedulers : online;
        }
    }

    /** So many percent of the processors, but one at least. */
    private static int share(int percent) {
        return Math.max(1, Runtime.getRuntime().availableProcessors() * percent / MAX_PERCENT);
    }

    private void setPrintable(String value) {
        if (!Set.of("latin1", "unicode").contains(value)) {
            throw new UsageException("bad range of printable characters: " + value);
        }
        printable = value;
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
        if (!extra.isEmpty()) {
            all.add("-extra");
            all.addAll(extra);
        }
        return all;
    }

    /** The environment that the machine starts with: the process' own, and what {@code -env} sets. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    int schedulers() {
        return schedulers;
    }

    /** Is a port mapper to be started, as the node gets a name? */
    boolean startsEpmd() {
        return distributed && startEpmd;
    }

    /** The command that starts the port mapper, or null for OTP's own. */
    String epmd() {
        return epmd;
    }

    /** How many bytes may wait to be sent to another node before senders are parked. */
    long distBusyBytes() {
        return distBusyKib * 1024L;
    }

    /** What processes are started with that do not ask for something else: {@code +hms} and its like. */
    ProcessSettings processDefaults() {
        return processDefaults;
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

    /** Is code translated without any optimisation? */
    boolean isPlain() {
        return plain;
    }

    /** The OTP to run, or null to look for one. */
    String otp() {
        return otp;
    }

    /** Shall only the version be printed? */
    boolean isVersion() {
        return version;
    }

    /** What follows {@code +B}, empty for nothing; null without the flag. */
    String breakMode() {
        return breakMode;
    }

    /** What shall be printed of the command line. */
    Printing printing() {
        return printing;
    }

    /** The emulator's own flags, with the minus sign that OTP's emulator knows them by. */
    List<String> emulatorArgs() {
        return emulatorArgs;
    }

    /** The module that the first process boots. */
    String bootModule() {
        return bootModule;
    }
}
