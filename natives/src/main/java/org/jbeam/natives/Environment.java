package org.jbeam.natives;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;

/**
 * What the operating system gives a process and a JVM cannot change: environment variables, the current folder, and how file names are
 * encoded. The machine keeps its own, and hands them to the programs that it starts.
 */
public final class Environment {
    private final ConcurrentSkipListMap<String, String> variables = new ConcurrentSkipListMap<>();
    private final Map<String, byte[]> originals = new ConcurrentHashMap<>();
    private volatile byte[] folder = FilePath.bytes(Path.of(""), false);
    private volatile Charset fileNames = StandardCharsets.UTF_8;
    private volatile Atom badNames = Atom.of("warning");
    private volatile Atom printable = Atom.of("latin1");

    private Environment() {}

    /** That of a machine. */
    public static Environment of(VirtualMachine vm) {
        return vm.service(Environment.class, Environment::new);
    }

    static Environment of(ErlangProcess p) {
        return of(p.vm());
    }

    /**
     * Sets it up.
     *
     * @param inherited the JVM's own variables
     * @param added more of them
     * @param fileNameFlag what follows {@code +fn}: u, l, a or nothing
     * @param printableRange {@code latin1} or {@code unicode}
     */
    public void start(Map<String, String> inherited, Map<String, String> added, String fileNameFlag, String printableRange) {
        fileNames = charset(fileNameFlag, inherited);
        variables.putAll(inherited);
        variables.putAll(originalValues(inherited));
        variables.putAll(added);
        printable = Atom.of(printableRange);
        badNames = Atom.of(fileNameFlag.endsWith("e") ? "error" : fileNameFlag.endsWith("i") ? "ignore" : "warning");
    }

    /** Java reads variables in the encoding of the locale, which may have no place for what they hold: those again, from the bytes. */
    private Map<String, String> originalValues(Map<String, String> inherited) {
        Map<String, String> found = new HashMap<>();
        Path block = Path.of("/proc/self/environ");
        if (inherited.values().stream().allMatch(Environment::isSafe) || !Files.isReadable(block)) {
            return found;
        }
        byte[] all;
        try {
            all = Files.readAllBytes(block);
        } catch (IOException e) {
            return found;
        }
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] != 0) {
                continue;
            }
            byte[] entry = Arrays.copyOfRange(all, start, i);
            start = i + 1;
            int equals = 1;
            while (equals < entry.length && entry[equals] != '=') {
                equals++;
            }
            String name = new String(entry, 0, Math.min(equals, entry.length), fileNames);
            if (equals < entry.length && inherited.containsKey(name) && !isSafe(inherited.get(name))) {
                originals.put(name, entry);
                found.put(name, decoded(entry, equals + 1));
            }
        }
        return found;
    }

    private static boolean isSafe(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static Charset charset(String flag, Map<String, String> env) {
        if (flag.startsWith("u")) {
            return StandardCharsets.UTF_8;
        }
        if (flag.startsWith("l")) {
            return StandardCharsets.ISO_8859_1;
        }
        String locale = "";
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = env.getOrDefault(name, "");
            if (!value.isEmpty()) {
                locale = value;
                break;
            }
        }
        String upper = locale.toUpperCase(java.util.Locale.ROOT);
        return upper.contains("UTF-8") || upper.contains("UTF8") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    /** The variables, by name; changes are seen by programs started later. */
    public ConcurrentSkipListMap<String, String> variables() {
        return variables;
    }

    /** A variable as programs get it: {@code NAME=VALUE}, in the bytes it came with unless it has changed. */
    byte[] entry(String name, String value) {
        byte[] original = originals.get(name);
        if (original != null && decoded(original, name.getBytes(fileNames).length + 1).equals(value)) {
            return original;
        }
        return (name + "=" + value).getBytes(fileNames);
    }

    private String decoded(byte[] entry, int from) {
        return FileNames.lenientText(Arrays.copyOfRange(entry, from, entry.length), fileNames);
    }

    /** The current folder, absolute. */
    public Path folder() {
        return FilePath.path(folder);
    }

    /** {@link #folder()} in the bytes of the operating system. */
    byte[] folderBytes() {
        return folder;
    }

    /** Sets {@link #folder()}. */
    void folder(byte[] absolute) {
        folder = absolute;
    }

    /** How file names are encoded: UTF-8 or Latin-1. */
    public Charset fileNames() {
        return fileNames;
    }

    /** What listing a folder does about names that are no text: {@code warning}, {@code ignore} or {@code error}. */
    Atom badNames() {
        return badNames;
    }

    /** Which characters {@code ~p} prints as text: {@code latin1} or {@code unicode}. */
    public Atom printable() {
        return printable;
    }
}
