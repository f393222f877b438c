package org.jbeam.natives.trace;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Tracee;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** What is traced in a machine: who has which flags, what new processes get, which events are told. */
public final class TraceControl {
    private static final Atom TRACE = Atom.of("trace");
    private static final Atom TRACE_TS = Atom.of("trace_ts");
    private static final long WORD = 0xffff_ffffL;

    final VirtualMachine vm;
    final EventPattern sends = new EventPattern();
    final EventPattern receives = new EventPattern();
    private final TraceClock clock;
    private final CallTraces calls;
    private final SeqTracing sequences;
    private final AtomicLong controlWord = new AtomicLong();

    private TraceControl(VirtualMachine vm, TraceClock clock) {
        this.vm = vm;
        this.clock = clock;
        this.calls = new CallTraces(this);
        this.sequences = new SeqTracing(this);
    }

    /** The machine's tracing, made on first use. */
    public static TraceControl of(VirtualMachine vm, TraceClock clock) {
        return vm.service(TraceControl.class, () -> new TraceControl(vm, clock));
    }

    /** The breakpoints. */
    public CallTraces calls() {
        return calls;
    }

    /** Sequential tracing. */
    public SeqTracing sequences() {
        return sequences;
    }

    /** Sets the pattern of {@code send} or {@code receive}; false when the specification wants what only calls have. */
    public boolean event(boolean send, boolean on, org.jbeam.matchspec.MatchSpec spec) {
        if (spec != null && !EventPattern.isLegal(spec, send)) {
            return false;
        }
        (send ? sends : receives).set(on, spec);
        return true;
    }

    /** What {@code trace_info(send, match_spec)} or that of {@code receive} shows. */
    public Term eventInfo(boolean send) {
        return (send ? sends : receives).info();
    }

    /** The trace control word, 32 bits. */
    public long controlWord() {
        return controlWord.get();
    }

    /** Sets {@link #controlWord()}; gives what it was. */
    public long controlWord(long word) {
        return controlWord.getAndSet(word & WORD);
    }

    // ---- messages

    /** {@code {trace, Tracee, parts…}}, or {@code {trace_ts, …, Timestamp}}, with a match specification's result if it says something. */
    Term message(int flags, Term tracee, Term result, Term... parts) {
        Term[] all = Arrays.copyOf(new Term[] {TRACE, tracee}, parts.length + 5);
        System.arraycopy(parts, 0, all, 2, parts.length);
        int n = parts.length + 2;
        if (result != null && result != Atom.TRUE) {
            all[n++] = result;
        }
        if ((flags & TraceFlags.SCHEDULER_ID) != 0) {
            all[n++] = SmallInt.of(schedulerId());
        }
        if ((flags & TraceFlags.TIMESTAMPS) != 0) {
            all[0] = TRACE_TS;
            all[n++] = timestamp(flags);
        }
        return Tuple.of(Arrays.copyOf(all, n));
    }

    private static long schedulerId() {
        return org.jbeam.scheduler.Scheduler.currentCarrier() + 1L;
    }

    /** The timestamp that the flags want. */
    Term timestamp(int flags) {
        if ((flags & TraceFlags.NOW_TS) != 0) {
            return clock.now();
        }
        return (flags & TraceFlags.MONOTONIC_TS) != 0 && (flags & TraceFlags.STRICT_TS) == 0 ? clock.monotonic()
                : Tuple.of(clock.monotonic(), clock.unique());
    }

    // ---- flags

    /** Changes the flags of a process; {@code tracer} replaces its tracer if it is not null. */
    synchronized void change(ErlangProcess p, int off, int on, Tracer tracer) {
        p.tracee(changed(p.tracee(), off, on, tracer));
    }

    /** What a match specification does: as {@link #change}, but without a tracer the process is traced no more. */
    synchronized void replace(ErlangProcess p, int off, int on, Tracer tracer) {
        p.tracee(tracer == null ? null : changed(p.tracee(), off, on, tracer));
    }

    private synchronized void change(ErlangPort port, int off, int on, Tracer tracer) {
        port.tracee(changed(port.tracee(), off, on, tracer));
    }

    private TraceTarget changed(Tracee old, int off, int on, Tracer tracer) {
        TraceTarget before = (TraceTarget) old;
        int flags = (before == null ? 0 : before.flags) & ~off | on;
        Tracer told = tracer != null ? tracer : before == null ? null : before.tracer;
        return flags == 0 || told == null ? null : new TraceTarget(this, flags, told);
    }

    /** May this tracer take it? Not while another one that is alive has it. */
    private static boolean isFree(Tracee old, Tracer tracer) {
        return tracer == null || !(old instanceof TraceTarget t) || t.tracer.id().equals(tracer.id()) || !t.tracer.isAlive();
    }

    /**
     * Changes the flags of one process.
     *
     * @param tracer who is to be told, or null to leave that as it is
     * @return false when another tracer has it
     */
    public boolean set(ErlangProcess p, boolean on, int flags, Tracer tracer) {
        if (!isFree(p.tracee(), tracer)) {
            return false;
        }
        change(p, on ? 0 : flags, on ? flags : 0, tracer);
        return true;
    }

    /** As {@link #set(ErlangProcess, boolean, int, Tracer)} for a port. */
    public boolean set(ErlangPort port, boolean on, int flags, Tracer tracer) {
        if (!isFree(port.tracee(), tracer)) {
            return false;
        }
        change(port, on ? 0 : flags, on ? flags : 0, tracer);
        return true;
    }

    /**
     * Changes the flags of many: {@code all}, {@code existing}, {@code new}, {@code processes}, {@code ports} and those with a prefix.
     *
     * @return how many there are and could be changed; -1 for another name
     */
    public int setMany(String who, boolean on, FlagList list, Tracer tracer) {
        int separator = who.indexOf('_');
        String when = separator > 0 ? who.substring(0, separator) : who;
        String what = separator > 0 ? who.substring(separator + 1) : who.equals("processes") || who.equals("ports") ? who : "";
        boolean existing = !when.equals("new");
        boolean known = separator > 0 ? (when.equals("new") || when.equals("existing")) && (what.equals("processes") || what.equals("ports"))
                : List.of("all", "existing", "new", "processes", "ports").contains(who);
        if (!known || list.cpuTimestamp() && !who.equals("all")) {
            return -1;
        }
        int count = existing ? setExisting(what, on, list.flags(), tracer) : 0;
        if (!when.equals("existing")) {
            setNew(what, on, list.flags(), tracer);
        }
        return count;
    }

    private int setExisting(String what, boolean on, int flags, Tracer tracer) {
        boolean common = (flags & TraceFlags.COMMON) != 0;
        boolean processes = !what.equals("ports") && (common || (flags & TraceFlags.OF_PROCESSES) != 0);
        boolean ports = !what.equals("processes") && (common || (flags & TraceFlags.OF_PORTS) != 0);
        int count = 0;
        if (processes) {
            for (ErlangProcess p : vm.allProcesses()) {
                count += set(p, on, flags, tracer) ? 1 : 0;
            }
        }
        if (ports) {
            for (ErlangPort port : vm.allPorts()) {
                count += set(port, on, flags, tracer) ? 1 : 0;
            }
        }
        return count;
    }

    private synchronized void setNew(String what, boolean on, int flags, Tracer tracer) {
        Tracee process = vm.newProcess();
        Tracee port = vm.newPort();
        int ofProcesses = flags & TraceFlags.OF_PROCESSES;
        int ofPorts = flags & TraceFlags.OF_PORTS;
        if (!what.equals("ports") && ofProcesses != 0) {
            process = changed(process, on ? 0 : ofProcesses, on ? ofProcesses : 0, tracer);
        }
        if (!what.equals("processes") && ofPorts != 0) {
            port = changed(port, on ? 0 : ofPorts, on ? ofPorts : 0, tracer);
        }
        vm.newTracees(process, port);
    }

    /** Has what is told here a tracer that is still there? If not, it is as if nothing were. */
    public static boolean isLive(Tracee told) {
        return told instanceof TraceTarget t && t.tracer.isAlive();
    }

    /** The names of the flags. */
    public static Term flags(Tracee told) {
        return TraceFlags.names(told instanceof TraceTarget t ? t.flags : 0);
    }

    /** The tracer's pid or port, or []. */
    public static Term tracer(Tracee told) {
        return told instanceof TraceTarget t ? t.tracer.id() : org.jbeam.term.Nil.NIL;
    }
}
