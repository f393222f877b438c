package org.jbeam.vm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings Debian's packages of OTP with {@code apt-get} and unpacks them into a cache folder. Needs no root: apt works on state folders of
 * its own, and what is
 * installed is neither asked nor changed. apt checks signatures and hashes as it does for the system.
 */
final class OtpFetcher {
    /** Every application but documentation, sources, wx and what needs it. */
    private static final List<String> PACKAGES = Stream.of("base", "asn1", "common-test", "crypto", "dev", "dialyzer", "diameter", "edoc",
            "eldap", "erl-docgen", "eunit", "ftp", "inets", "mnesia", "os-mon", "parsetools", "public-key", "runtime-tools", "snmp", "ssh", "ssl",
            "syntax-tools", "tftp", "tools", "xmerl").map("erlang-"::concat).toList();
    private static final String KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
    /** The Debian release that has this OTP. */
    private static final String SUITE = "bookworm";
    private static final int MAX_REASON = 160;

    private final Path cache;
    private final Path target;
    private final Map<String, String> env;

    /** Keeps what it fetches under {@code cache}. */
    OtpFetcher(Path cache, Map<String, String> env) {
        this.cache = cache;
        this.target = cache.resolve("otp-" + OtpHome.RELEASE);
        this.env = env;
    }

    /** Nothing could be fetched; the message tells why, in a few words. */
    static final class FetchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FetchException(String message) {
            super(message, null, false, false);
        }
    }

    /** What an earlier run fetched. */
    Optional<OtpHome> fetched() {
        return OtpHome.at(target).filter(OtpHome::fits);
    }

    /**
     * Fetches OTP; a second process waits for the first one's work.
     *
     * @throws FetchException it cannot be had
     */
    Optional<OtpHome> fetch() {
        try {
            Files.createDirectories(cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (FileChannel file = FileChannel.open(cache.resolve("otp.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = file.lock()) {
                assert held.isValid();
                return fetched().or(this::fetchLocked);
            }
        } catch (IOException e) {
            throw new FetchException(cache + ": " + e.getMessage());
        }
    }

    private Optional<OtpHome> fetchLocked() {
        if (!onPath("apt-get")) {
            throw new FetchException("there is no apt-get here");
        }
        progress("no Erlang/OTP " + OtpHome.RELEASE + " here: fetching Debian's packages (about 25 MB) into " + cache);
        Path work = null;
        try {
            work = Files.createTempDirectory(cache, "fetch-");
            List<Path> packages = download(work);
            Path unpacked = Files.createDirectory(work.resolve("otp"));
            progress("unpacking " + packages.size() + " packages");
            for (Path deb : packages) {
                DebArchive.unpack(deb, "usr/lib/erlang", unpacked);
            }
            OtpHome home = OtpHome.at(unpacked).filter(OtpHome::fits)
                    .orElseThrow(() -> new FetchException("the packages hold no OTP " + OtpHome.RELEASE));
            deleteTree(target);
            Files.move(home.root(), target);
            progress("OTP is ready");
            return fetched();
        } catch (IOException e) {
            throw new FetchException(e.getMessage());
        } finally {
            deleteTree(work);
        }
    }

    /** The packages from the first source that has them. */
    private List<Path> download(Path work) throws IOException {
        List<List<String>> sources = new ArrayList<>();
        boolean system = isSystem(SUITE);
        if (system) {
            sources.add(List.of());
        }
        if (Files.isReadable(Path.of(KEYRING))) {
            Path list = Files.writeString(work.resolve("sources.list"),
                    "deb [signed-by=" + KEYRING + "] http://deb.debian.org/debian " + SUITE + " main\n");
            sources.add(List.of("-o", "Dir::Etc::sourcelist=" + list, "-o", "Dir::Etc::sourceparts=" + work.resolve("none")));
        }
        if (!system) {
            sources.add(List.of());
        }
        FetchException last = null;
        for (int i = 0; i < sources.size(); i++) {
            try {
                return download(Files.createDirectory(work.resolve("apt" + i)), sources.get(i));
            } catch (FetchException e) {
                last = e;
            }
        }
        throw last;
    }

    private static boolean isSystem(String suite) throws IOException {
        Path release = Path.of("/etc/os-release");
        return Files.isReadable(release) && Files.readAllLines(release).contains("VERSION_CODENAME=" + suite);
    }

    private List<Path> download(Path apt, List<String> source) throws IOException {
        Files.createDirectories(apt.resolve("state/lists/partial"));
        Files.createDirectories(apt.resolve("cache/archives/partial"));
        Files.createFile(apt.resolve("status"));
        List<String> options = new ArrayList<>(List.of("-q", "-o", "Dir::State=" + apt.resolve("state"),
                "-o", "Dir::State::status=" + apt.resolve("status"), "-o", "Dir::Cache=" + apt.resolve("cache"), "-o", "APT::Sandbox::User=root",
                "-o", "Acquire::Languages=none", "-o", "Acquire::http::Timeout=30", "-o", "Acquire::https::Timeout=30", "-o", "Acquire::Retries=1"));
        options.addAll(source);
        progress("reading apt's package lists");
        // one source of several may be out of reach: what counts is whether the packages come
        String lists = run(apt, options, List.of("update")).output();
        progress("downloading " + PACKAGES.size() + " packages");
        Result packages = run(apt, options, Stream.concat(Stream.of("download"), PACKAGES.stream()).toList());
        if (packages.status() != 0) {
            throw new FetchException("apt-get: " + reason(packages.output() + lists));
        }
        try (Stream<Path> files = Files.list(apt)) {
            return files.filter(file -> file.toString().endsWith(".deb")).sorted(Comparator.naturalOrder()).toList();
        }
    }

    private record Result(int status, String output) { }

    private static Result run(Path folder, List<String> options, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of("apt-get"));
        command.addAll(options);
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new FetchException("interrupted");
        }
    }

    /** apt's first complaint; what could not be reached tells more than what was then not known. */
    private static String reason(String output) {
        String line = first(output, "[EW]: Failed to fetch.*").or(() -> first(output, "E:.*")).orElse("E: no reason given");
        line = line.substring("E:".length()).trim();
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + "…" : line;
    }

    private static Optional<String> first(String output, String pattern) {
        return output.lines().filter(line -> line.matches(pattern)).findFirst();
    }

    private boolean onPath(String program) {
        return Stream.of(env.getOrDefault("PATH", "/usr/bin").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void deleteTree(Path folder) {
        if (folder == null || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            progress(folder + " could not be removed: " + e.getMessage());
        }
    }

    private static void progress(String line) {
        System.err.println("jbeam: " + line);
    }
}
