package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Module erl_tracer: makes messages of trace events and sends them to a process or port. */
@BifModule(value = "erl_tracer", nif = true)
public final class TracerBifs {
    private static final Atom TRACE_STATUS = Atom.of("trace_status");
    private static final Atom TRACE = Atom.of("trace");
    private static final Atom TRACE_TS = Atom.of("trace_ts");
    private static final Atom SEQ_TRACE = Atom.of("seq_trace");
    private static final Atom REMOVE = Atom.of("remove");
    private static final Atom DISCARD = Atom.of("discard");
    private static final Atom EXTRA = Atom.of("extra");
    private static final Atom MATCH_SPEC_RESULT = Atom.of("match_spec_result");
    private static final Atom SCHEDULER_ID = Atom.of("scheduler_id");
    private static final Atom TIMESTAMP = Atom.of("timestamp");

    private TracerBifs() {}

    /** {@code enabled(Event, Tracer, Tracee)}: trace, discard, or remove when the tracer is gone. */
    @Bif
    public static Term enabled(ErlangProcess p, Term event, Term tracer, Term tracee) {
        boolean alive = tracer instanceof Pid pid ? p.vm().process(pid) != null : tracer instanceof Port port && p.vm().port(port) != null;
        if (!alive) {
            return event == TRACE_STATUS ? REMOVE : DISCARD;
        }
        return tracer.equals(tracee) ? DISCARD : TRACE;
    }

    /** {@code trace(Event, Tracer, Tracee, What, Options)}: sends {@code {trace, Tracee, Event, What, …}} and the like. */
    @Bif
    public static Term trace(ErlangProcess p, Term event, Term tracer, Term tracee, Term what, Term options) {
        MapTerm map = options instanceof MapTerm m ? m : MapTerm.EMPTY;
        Term[] parts = new Term[8];
        int n = 0;
        boolean sequential = event == SEQ_TRACE && map.get(EXTRA) == null;
        parts[n++] = sequential ? SEQ_TRACE : TRACE;
        parts[n++] = tracee;
        if (!sequential) {
            parts[n++] = event;
        }
        parts[n++] = what;
        for (Term key : new Term[] {EXTRA, MATCH_SPEC_RESULT, SCHEDULER_ID}) {
            Term value = map.get(key);
            if (value != null) {
                parts[n++] = value;
            }
        }
        if (map.get(TIMESTAMP) instanceof Atom kind) {
            parts[n++] = timestamp(p, kind.name());
            parts[0] = sequential ? SEQ_TRACE : TRACE_TS;
        }
        send(p, tracer, Tuple.of(java.util.Arrays.copyOf(parts, n)));
        return Atom.OK;
    }

    private static Term timestamp(ErlangProcess p, String kind) {
        return switch (kind) {
            case "monotonic" -> TimeBifs.monotonicTime(p);
            case "strict_monotonic" -> Tuple.of(TimeBifs.monotonicTime(p), SmallInt.of(p.vm().nextUnique()));
            default -> TimeBifs.timestamp(p);
        };
    }

    private static void send(ErlangProcess p, Term tracer, Term message) {
        if (tracer instanceof Pid pid) {
            ErlangProcess target = p.vm().process(pid);
            if (target != null) {
                target.deliver(message);
            }
        } else if (tracer instanceof Port port && p.vm().port(port) != null) {
            PortInternalBifs.portCommand(p, tracer, ExternalTermBifs.termToBinary(p, message), org.jbeam.term.Nil.NIL);
        }
    }
}
