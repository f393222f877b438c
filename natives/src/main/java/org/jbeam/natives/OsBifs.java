package org.jbeam.natives;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Module os' natives. */
@BifModule("os")
public final class OsBifs {
    private static final List<String> SIGNALS = List.of("sighup", "sigquit", "sigabrt", "sigalrm", "sigterm", "sigusr1", "sigusr2", "sigchld",
            "sigstop", "sigtstp");

    private OsBifs() {}

    private static long nanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** The text of a variable's value; what the encoding of file names lacks is refused. */
    private static String value(ErlangProcess p, Term value) {
        if (!Args.isList(value)) {
            throw BifException.badarg();
        }
        java.nio.charset.Charset charset = Environment.of(p).fileNames();
        return new String(FileNames.bytes(value, charset), charset);
    }

    private static String name(ErlangProcess p, Term name) {
        String text = value(p, name);
        if (text.indexOf('=') >= 0) {
            throw BifException.badarg();
        }
        return text;
    }

    /** {@code getenv(Name)}: a string or false. */
    @Bif
    public static Term getenv(ErlangProcess p, Term name) {
        String value = Environment.of(p).variables().get(name(p, name));
        return value == null ? Atom.FALSE : Terms.charList(value);
    }

    /** {@code putenv(Name, Value)}. */
    @Bif
    public static Term putenv(ErlangProcess p, Term name, Term value) {
        String variable = name(p, name);
        String text = value(p, value);
        // the C library refuses an empty name, and nobody hears of it
        if (!variable.isEmpty()) {
            Environment.of(p).variables().put(variable, text);
        }
        return Atom.TRUE;
    }

    /** {@code unsetenv(Name)}. */
    @Bif
    public static Term unsetenv(ErlangProcess p, Term name) {
        Environment.of(p).variables().remove(name(p, name));
        return Atom.TRUE;
    }

    /** {@code env()}: {@code {Name, Value}} pairs. */
    @Bif
    public static Term env(ErlangProcess p) {
        ListBuilder all = new ListBuilder();
        Environment.of(p).variables().forEach((name, value) -> all.add(Tuple.of(Terms.charList(name), Terms.charList(value))));
        return all.finish();
    }

    /** {@code getpid()}: the operating system's number of this process, as a string. */
    @Bif
    public static Term getpid() {
        return Terms.byteList(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@code perf_counter()}. */
    @Bif("perf_counter")
    public static Term perfCounter() {
        return SmallInt.of(System.nanoTime());
    }

    /** {@code system_time()}. */
    @Bif("system_time")
    public static Term systemTime() {
        return SmallInt.of(nanos());
    }

    /** {@code system_time(Unit)}. */
    @Bif("system_time")
    public static Term systemTime(Term unit) {
        return Clock.convert(nanos(), unit);
    }

    /** {@code timestamp()}. */
    @Bif
    public static Term timestamp() {
        return Clock.timestamp(nanos() / 1000);
    }

    /** {@code set_signal(Signal, default | handle | ignore)}. */
    @Bif("set_signal")
    public static Term setSignal(ErlangProcess p, Term signal, Term option) {
        if (!(option instanceof Atom how) || !List.of("default", "handle", "ignore").contains(how.name())) {
            throw Args.badOption();
        }
        String name = Args.atom(signal).name();
        if (!SIGNALS.contains(name)) {
            throw BifException.badarg();
        }
        SignalHandling.of(p.vm()).set(name, how.name());
        return Atom.OK;
    }
}
