package org.jbeam.natives;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.MemoryWatcher;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Who wants to hear of long pauses and busy ports, and of scheduling. Large heaps and long looks through them are reported;
 * the other settings are kept. */
@BifModule("erlang")
public final class SystemMonitorBifs {
    private static final Atom UNDEFINED = Atom.UNDEFINED;
    private static final long NANOS_A_MILLI = 1_000_000;
    private static final long MIN_LARGE_HEAP = 16 * 1024;
    /** In the order in which they are shown. */
    private static final List<String> MONITOR = List.of("busy_dist_port", "busy_port", "large_heap", "long_schedule", "long_gc");
    private static final List<String> PROFILE = List.of("exclusive", "scheduler", "runnable_procs", "runnable_ports");
    private static final List<String> STAMPS = List.of("timestamp", "monotonic_timestamp", "strict_monotonic_timestamp");

    private SystemMonitorBifs() {}

    /** Who is told of what. */
    private record Setting(Term receiver, Term options) {
        Term term(VirtualMachine vm) {
            boolean alive = receiver instanceof Pid pid ? vm.process(pid) != null : vm.port((Port) receiver) != null;
            return alive ? Tuple.of(receiver, options) : UNDEFINED;
        }
    }

    private static final class Settings {
        private final AtomicReference<Setting> monitor = new AtomicReference<>();
        private final AtomicReference<Setting> profile = new AtomicReference<>();

        static Settings of(VirtualMachine vm) {
            return vm.service(Settings.class, Settings::new);
        }
    }

    private static Term term(VirtualMachine vm, Setting setting) {
        return setting == null ? UNDEFINED : setting.term(vm);
    }

    /** {@code system_monitor()}: {@code {Pid, Options}} or undefined. */
    @Bif(value = "system_monitor", withoutSupport = true)
    public static Term systemMonitor(ErlangProcess p) {
        return term(p.vm(), Settings.of(p.vm()).monitor.get());
    }

    /** {@code system_monitor({Pid, Options} | undefined)}: the setting before. */
    @Bif(value = "system_monitor", withoutSupport = true)
    public static Term systemMonitor(ErlangProcess p, Term setting) {
        if (setting == UNDEFINED) {
            p.vm().memoryWatcher(null);
            return term(p.vm(), Settings.of(p.vm()).monitor.getAndSet(null));
        }
        if (setting instanceof Tuple2 pair) {
            return systemMonitor(p, pair.e0(), pair.e1());
        }
        throw BifException.badarg();
    }

    /** {@code system_monitor(Pid, Options)}: the setting before. */
    @Bif(value = "system_monitor", withoutSupport = true)
    public static Term systemMonitor(ErlangProcess p, Term pid, Term options) {
        if (pid == UNDEFINED || options == Nil.NIL) {
            return systemMonitor(p, UNDEFINED);
        }
        if (!(pid instanceof Pid receiver) || p.vm().process(receiver) == null) {
            throw BifException.badarg();
        }
        Term[] shown = new Term[MONITOR.size()];
        for (Term option : Args.list(options)) {
            monitorOption(option, shown);
        }
        p.vm().memoryWatcher(memoryWatcher(receiver, limit(shown, "large_heap"), limit(shown, "long_gc")));
        return term(p.vm(), Settings.of(p.vm()).monitor.getAndSet(setting(receiver, shown)));
    }

    private static long limit(Term[] shown, String name) {
        return shown[MONITOR.indexOf(name)] instanceof Tuple2 option && option.e1() instanceof SmallInt n ? n.value() : Long.MAX_VALUE;
    }

    /** Who tells of heaps above so many words and of looks through them that took so many milliseconds; null for neither. */
    private static MemoryWatcher memoryWatcher(Pid receiver, long words, long millis) {
        if (words == Long.MAX_VALUE && millis == Long.MAX_VALUE) {
            return null;
        }
        return (process, major, nanos) -> {
            if (nanos / NANOS_A_MILLI >= millis) {
                Term timeout = Tuple.of(Atom.of("timeout"), SmallInt.of(nanos / NANOS_A_MILLI));
                tell(process, receiver, "long_gc", new Cons(timeout, process.memory().info()));
            }
            if (process.memory().heapSize() > words) {
                tell(process, receiver, "large_heap", process.memory().info());
            }
        };
    }

    private static void tell(ErlangProcess process, Pid receiver, String what, Term info) {
        ErlangProcess to = process.pid() == receiver ? null : process.vm().process(receiver);
        if (to != null) {
            to.deliver(Tuple.of(Atom.of("monitor"), process.pid(), Atom.of(what), info));
        }
    }

    private static Setting setting(Term receiver, Term[] shown) {
        List<Term> options = new ArrayList<>();
        for (Term option : shown) {
            if (option != null) {
                options.add(option);
            }
        }
        return options.isEmpty() ? null : new Setting(receiver, Terms.list(options));
    }

    private static void monitorOption(Term option, Term[] shown) {
        if (option instanceof Tuple2 pair && pair.e0() instanceof Atom name) {
            int place = MONITOR.indexOf(name.name());
            if (place < 2 || !(pair.e1() instanceof IntegerTerm) || !(pair.e1() instanceof SmallInt n) || n.value() < 0) {
                throw BifException.badarg();
            }
            long least = name.name().equals("large_heap") ? MIN_LARGE_HEAP : 1;
            shown[place] = Tuple.of(name, SmallInt.of(Math.max(n.value(), least)));
            return;
        }
        int place = option instanceof Atom name ? MONITOR.indexOf(name.name()) : -1;
        if (place < 0 || place > 1) {
            throw BifException.badarg();
        }
        shown[place] = option;
    }

    /** {@code system_profile()}: {@code {Receiver, Options}} or undefined. */
    @Bif(value = "system_profile", withoutSupport = true)
    public static Term systemProfile(ErlangProcess p) {
        return term(p.vm(), Settings.of(p.vm()).profile.get());
    }

    /** {@code system_profile(PidOrPort | undefined, Options)}: the setting before. */
    @Bif(value = "system_profile", withoutSupport = true)
    public static Term systemProfile(ErlangProcess p, Term receiver, Term options) {
        AtomicReference<Setting> profile = Settings.of(p.vm()).profile;
        if (receiver == UNDEFINED || options == Nil.NIL) {
            return term(p.vm(), profile.getAndSet(null));
        }
        boolean alive = receiver instanceof Pid pid ? p.vm().process(pid) != null : receiver instanceof Port port && p.vm().port(port) != null;
        if (!alive) {
            throw BifException.badarg();
        }
        Term[] shown = new Term[PROFILE.size()];
        for (Term option : Args.list(options)) {
            String name = Args.atom(option).name();
            int place = PROFILE.indexOf(name);
            if (place >= 0) {
                shown[place] = option;
            } else if (!STAMPS.contains(name)) {
                throw BifException.badarg();
            }
        }
        return term(p.vm(), profile.getAndSet(setting(receiver, shown)));
    }
}
