package org.jbeam.natives.trace;

import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * A list of flags of {@code erlang:trace/3}.
 *
 * @param flags bits of {@link TraceFlags}
 * @param tracer what {@code {tracer, …}} names, or null
 * @param cpuTimestamp is {@code cpu_timestamp} among them?
 */
public record FlagList(int flags, Tracer tracer, boolean cpuTimestamp) {
    private static final Atom TRACER = Atom.of("tracer");
    private static final Atom CPU_TIMESTAMP = Atom.of("cpu_timestamp");

    /** Null for what is no such list, or names a tracer that is not there. */
    public static FlagList of(VirtualMachine vm, Term list) {
        Term[] all = Terms.elements(list);
        if (all == null) {
            return null;
        }
        int flags = 0;
        Tracer tracer = null;
        boolean cpu = false;
        for (Term item : all) {
            int bits = TraceFlags.bits(item);
            if (bits != 0) {
                flags |= bits;
            } else if (item == CPU_TIMESTAMP) {
                cpu = true;
            } else {
                tracer = item instanceof Tuple t ? tracer(vm, TRACER, t) : null;
                if (tracer == null) {
                    return null;
                }
            }
        }
        return new FlagList(flags, tracer, cpu);
    }

    /**
     * The tracer of {@code {tag, PidOrPort}} or {@code {tag, Module, State}}, or null. Of modules there is only {@code erl_tracer}: others would be
     * native libraries.
     */
    static Tracer tracer(VirtualMachine vm, Atom tag, Tuple t) {
        if (t.element(0) != tag) {
            return null;
        }
        if (t.arity() == 2) {
            return Tracer.of(vm, t.element(1));
        }
        return t.arity() == 3 && t.element(1) == Atom.of("erl_tracer") ? Tracer.of(vm, t.element(2)) : null;
    }
}
