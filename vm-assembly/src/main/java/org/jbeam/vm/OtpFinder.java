package org.jbeam.vm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for the Erlang/OTP to run: the one that is named, else the one whose {@code erl} stands on the PATH, else in the usual places, else
 * one fetched before,
 * else fetches one. Only file tests: no program is started before there is something to fetch.
 */
final class OtpFinder {
    private static final Pattern ROOTDIR = Pattern.compile("^\\s*ROOTDIR=[\"']?(/[^\"'$\\s]+)", Pattern.MULTILINE);
    /** Start scripts of OTP have about 70 lines. */
    private static final int MAX_SCRIPT_BYTES = 16_384;
    private static final List<String> USUAL =
            List.of("/usr/lib/erlang", "/usr/lib64/erlang", "/usr/local/lib/erlang", "/opt/erlang", "/opt/homebrew/lib/erlang");
    private static final String ADVICE = "install Debian's package erlang, or name an OTP " + OtpHome.RELEASE + " with --otp DIR or JBEAM_OTP";

    private final Map<String, String> env;
    private final List<String> passedOver = new ArrayList<>();

    OtpFinder(Map<String, String> env) {
        this.env = env;
    }

    /**
     * Finds or fetches an OTP.
     *
     * @param named what the command line names, or null
     * @throws UsageException nothing fits and nothing can be fetched; the message says what to do
     */
    OtpHome find(String named) {
        String chosen = named != null ? named : env.get("JBEAM_OTP");
        if (chosen != null && !chosen.isEmpty()) {
            return named(Path.of(chosen));
        }
        Optional<OtpHome> found = installed();
        if (found.isPresent()) {
            return found.get();
        }
        OtpFetcher fetcher = new OtpFetcher(cacheFolder(), env);
        try {
            return fetcher.fetched().or(fetcher::fetch).orElseThrow();
        } catch (OtpFetcher.FetchException e) {
            throw new UsageException("no Erlang/OTP " + OtpHome.RELEASE + " found" + passedOverText() + ", and none could be fetched ("
                    + e.getMessage() + "): " + ADVICE);
        }
    }

    /** An OTP that stands on this machine and that was not fetched, if there is one that fits. */
    Optional<OtpHome> installed() {
        String places = env.get("JBEAM_OTP_PLACES");
        Stream<Path> roots = places != null ? folders(places) : Stream.concat(rootsOnPath(), USUAL.stream().map(Path::of));
        return roots.map(OtpHome::at).flatMap(Optional::stream).filter(this::takes).findFirst();
    }

    private boolean takes(OtpHome home) {
        if (!home.fits()) {
            passedOver.add(home.root() + " is OTP " + home.release());
        }
        return home.fits();
    }

    private String passedOverText() {
        return passedOver.isEmpty() ? "" : " (" + String.join(", ", passedOver) + ")";
    }

    private static OtpHome named(Path root) {
        OtpHome home = OtpHome.at(root.toAbsolutePath().normalize()).orElseThrow(
                () -> new UsageException(root + " is no Erlang/OTP root: it has no bin/start.boot or no releases/start_erl.data"));
        if (!home.fits()) {
            throw new UsageException(root + " is OTP " + home.release() + ", and jbeam runs OTP " + OtpHome.RELEASE + ": " + ADVICE);
        }
        return home;
    }

    private Stream<Path> rootsOnPath() {
        return folders(env.getOrDefault("PATH", "")).map(folder -> folder.resolve("erl")).filter(Files::isExecutable)
                .flatMap(erl -> rootsOf(erl).stream());
    }

    private static Stream<Path> folders(String list) {
        return Stream.of(list.split(":")).filter(name -> !name.isEmpty()).map(Path::of);
    }

    /** Where the OTP of an {@code erl} may be: above the script, or where the script says. jbeam's own stand-in names none. */
    private static List<Path> rootsOf(Path erl) {
        List<Path> roots = new ArrayList<>();
        try {
            Path real = erl.toRealPath();
            Path bin = real.getParent();
            if (bin.getParent() != null) {
                roots.add(bin.getParent());
            }
            if (Files.size(real) <= MAX_SCRIPT_BYTES) {
                Matcher script = ROOTDIR.matcher(new String(Files.readAllBytes(real), StandardCharsets.ISO_8859_1));
                while (script.find()) {
                    roots.add(Path.of(script.group(1)));
                }
            }
        } catch (IOException e) {
            // what cannot be read names no OTP: the search goes on behind it
            return roots;
        }
        return roots;
    }

    private Path cacheFolder() {
        String xdg = env.get("XDG_CACHE_HOME");
        String home = env.getOrDefault("HOME", System.getProperty("user.home"));
        Path caches = xdg != null && xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".cache");
        return caches.resolve("jbeam");
    }
}
