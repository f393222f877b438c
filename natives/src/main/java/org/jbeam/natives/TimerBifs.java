package org.jbeam.natives;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.scheduler.TimerEntry;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Timers that send messages. */
@BifModule("erlang")
public final class TimerBifs {
    private static final Atom TIMEOUT = Atom.of("timeout");
    private static final Atom TIME = Atom.of("time");
    private static final Atom CANCEL_TIMER = Atom.of("cancel_timer");
    private static final Atom READ_TIMER = Atom.of("read_timer");
    private static final long MAX_MS = 1L << 44;
    private static final long MILLI = 1_000_000L;
    private static final long MAX_ABSOLUTE_MS = Long.MAX_VALUE / MILLI / 2;

    private TimerBifs() {}

    private static final class Live {
        private final ConcurrentHashMap<Ref, Timer> timers = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<Pid, Set<Timer>> byProcess = new ConcurrentHashMap<>();

        private static Live of(VirtualMachine vm) {
            return vm.service(Live.class, () -> {
                Live live = new Live();
                vm.onExit(live::ended);
                return live;
            });
        }

        private void add(VirtualMachine vm, Timer timer) {
            timers.put(timer.ref, timer);
            if (timer.dest instanceof Pid pid) {
                byProcess.computeIfAbsent(pid, k -> ConcurrentHashMap.newKeySet(2)).add(timer);
                if (vm.process(pid) == null) {
                    byProcess.remove(pid);
                }
            }
        }

        private void remove(Timer timer) {
            timers.remove(timer.ref);
            if (timer.dest instanceof Pid pid) {
                Set<Timer> own = byProcess.get(pid);
                if (own != null) {
                    own.remove(timer);
                }
            }
        }

        private void ended(ErlangProcess process) {
            Set<Timer> own = byProcess.remove(process.pid());
            if (own != null) {
                own.forEach(timer -> {
                    process.scheduler().timers().cancel(timer);
                    timers.remove(timer.ref);
                });
            }
        }
    }

    /** How many timers are alive. */
    static int count(VirtualMachine vm) {
        return Live.of(vm).timers.size();
    }

    private static final class Timer extends TimerEntry {
        private final VirtualMachine vm;
        private final Live live;
        private final Ref ref;
        private final Term dest;
        private final Term message;

        private Timer(VirtualMachine vm, Live live, Ref ref, Term dest, Term message) {
            this.vm = vm;
            this.live = live;
            this.ref = ref;
            this.dest = dest;
            this.message = message;
        }

        @Override
        protected void fire() {
            live.remove(this);
            ErlangProcess to = dest instanceof Pid pid ? vm.process(pid)
                    : vm.names().whereis((Atom) dest) instanceof ErlangProcess named ? named : null;
            if (to != null) {
                to.deliver(message);
            }
        }
    }

    /** {@code send_after(Time, Dest, Message)}. */
    @Bif("send_after")
    public static Term sendAfter(ErlangProcess p, Term time, Term dest, Term message) {
        return start(p, time, dest, message, false, Nil.NIL);
    }

    /** {@code send_after(Time, Dest, Message, Options)}. */
    @Bif("send_after")
    public static Term sendAfter(ErlangProcess p, Term time, Term dest, Term message, Term options) {
        return start(p, time, dest, message, false, options);
    }

    /** {@code start_timer(Time, Dest, Message)}: sends {@code {timeout, Ref, Message}}. */
    @Bif("start_timer")
    public static Term startTimer(ErlangProcess p, Term time, Term dest, Term message) {
        return start(p, time, dest, message, true, Nil.NIL);
    }

    /** {@code start_timer(Time, Dest, Message, Options)}. */
    @Bif("start_timer")
    public static Term startTimer(ErlangProcess p, Term time, Term dest, Term message, Term options) {
        return start(p, time, dest, message, true, options);
    }

    private static Term start(ErlangProcess p, Term time, Term dest, Term message, boolean wrapped, Term options) {
        boolean absolute = false;
        for (Term option : Args.options(options)) {
            if (!(option instanceof Tuple2 t) || t.e0() != Atom.of("abs")) {
                throw Args.badOption();
            }
            absolute = Args.optionBool(t.e1());
        }
        long deadline = deadline(p, time, absolute);
        if (!(dest instanceof Atom) && !(dest instanceof Pid pid && pid.node().isLocal())) {
            throw BifException.badarg();
        }
        Ref ref = p.vm().newRef();
        Live live = Live.of(p.vm());
        Timer timer = new Timer(p.vm(), live, ref, dest, wrapped ? Tuple.of(TIMEOUT, ref, message) : message);
        if (dest instanceof Pid pid && p.vm().process(pid) == null) {
            return ref;
        }
        live.add(p.vm(), timer);
        p.scheduler().timers().schedule(deadline, timer);
        return ref;
    }

    private static long deadline(ErlangProcess p, Term time, boolean absolute) {
        if (!(time instanceof SmallInt ms)) {
            throw BifException.badarg(TIME);
        }
        long now = System.nanoTime();
        if (absolute) {
            if (ms.value() > MAX_ABSOLUTE_MS || ms.value() < Clock.START / MILLI) {
                throw BifException.badarg(TIME);
            }
            return Math.max(now, Clock.of(p).nanoTime(ms.value() * MILLI));
        }
        if (ms.value() < 0 || ms.value() > MAX_MS) {
            throw BifException.badarg(TIME);
        }
        return now + Math.min(ms.value(), Long.MAX_VALUE / MILLI / 4) * MILLI;
    }

    /** {@code cancel_timer(Ref)}: the milliseconds that were left, or false. */
    @Bif("cancel_timer")
    public static Term cancelTimer(ErlangProcess p, Term ref) {
        return cancel(p, ref);
    }

    /** {@code cancel_timer(Ref, Options)}. */
    @Bif("cancel_timer")
    public static Term cancelTimer(ErlangProcess p, Term ref, Term options) {
        boolean async = false;
        boolean info = true;
        for (Term option : Args.list(options)) {
            if (!(option instanceof Tuple2 t) || !(t.e0() instanceof Atom name)) {
                throw BifException.badarg();
            }
            switch (name.name()) {
                case "async" -> async = Args.bool(t.e1());
                case "info" -> info = Args.bool(t.e1());
                default -> throw BifException.badarg();
            }
        }
        Term result = cancel(p, ref);
        if (async && info) {
            p.deliver(Tuple.of(CANCEL_TIMER, ref, result));
        }
        if (!async && !(((Ref) ref).node().isLocal())) {
            return Atom.FALSE;
        }
        return async || !info ? Atom.OK : result;
    }

    private static Timer find(ErlangProcess p, Term ref) {
        if (!(ref instanceof Ref r)) {
            throw BifException.badarg();
        }
        return Live.of(p.vm()).timers.get(r);
    }

    private static Term cancel(ErlangProcess p, Term ref) {
        Timer timer = find(p, ref);
        if (timer == null) {
            return Atom.FALSE;
        }
        long left = p.scheduler().timers().remaining(timer);
        if (!p.scheduler().timers().cancel(timer)) {
            return Atom.FALSE;
        }
        Live.of(p.vm()).remove(timer);
        return millis(left);
    }

    private static Term millis(long nanos) {
        return SmallInt.of(Math.max(0, (nanos + MILLI - 1) / MILLI));
    }

    /** {@code read_timer(Ref)}: the milliseconds left, or false. */
    @Bif("read_timer")
    public static Term readTimer(ErlangProcess p, Term ref) {
        Timer timer = find(p, ref);
        return timer == null ? Atom.FALSE : millis(p.scheduler().timers().remaining(timer));
    }

    /** {@code read_timer(Ref, Options)}. */
    @Bif("read_timer")
    public static Term readTimer(ErlangProcess p, Term ref, Term options) {
        boolean async = false;
        for (Term option : Args.list(options)) {
            if (!(option instanceof Tuple2 t) || t.e0() != Atom.of("async")) {
                throw BifException.badarg();
            }
            async = Args.bool(t.e1());
        }
        Term result = readTimer(p, ref);
        if (async) {
            p.deliver(Tuple.of(READ_TIMER, ref, result));
            return Atom.OK;
        }
        return result;
    }
}
