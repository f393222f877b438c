package org.jbeam.natives.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Cons;
import org.jbeam.term.Term;

/** The flags of {@code erlang:trace/3}, as bits. */
public final class TraceFlags {
    static final int NOW_TS = 1;
    static final int STRICT_TS = 1 << 1;
    static final int MONOTONIC_TS = 1 << 2;
    static final int SEND = 1 << 3;
    static final int RECEIVE = 1 << 4;
    static final int SET_ON_SPAWN = 1 << 5;
    static final int CALL = 1 << 6;
    static final int PROCS = 1 << 7;
    static final int SET_ON_FIRST_SPAWN = 1 << 8;
    static final int SET_ON_LINK = 1 << 9;
    static final int SET_ON_FIRST_LINK = 1 << 10;
    static final int RUNNING = 1 << 11;
    static final int EXITING = 1 << 12;
    static final int GC = 1 << 13;
    static final int ARITY = 1 << 14;
    static final int RETURN_TO = 1 << 15;
    static final int SILENT = 1 << 16;
    static final int SCHEDULER_ID = 1 << 17;
    static final int PORTS = 1 << 18;
    static final int RUNNING_PORTS = 1 << 19;
    static final int RUNNING_PROCS = 1 << 20;
    static final int TIMESTAMPS = NOW_TS | STRICT_TS | MONOTONIC_TS;
    /** What {@code all} means. */
    static final int ALL = (1 << 21) - 1;
    /** Those that say how, or that processes and ports have in common. */
    static final int COMMON = SILENT | TIMESTAMPS | SCHEDULER_ID | RECEIVE | SEND;
    static final int OF_PORTS = COMMON | PORTS | RUNNING_PORTS;
    static final int OF_PROCESSES = ALL & ~OF_PORTS | COMMON;

    /** In the order in which {@code trace_info} builds its list, from its end. */
    private static final Map<Atom, Integer> BITS = new LinkedHashMap<>();

    static {
        put("timestamp", NOW_TS);
        put("strict_monotonic_timestamp", STRICT_TS);
        put("monotonic_timestamp", MONOTONIC_TS);
        put("send", SEND);
        put("receive", RECEIVE);
        put("set_on_spawn", SET_ON_SPAWN);
        put("call", CALL);
        put("procs", PROCS);
        put("set_on_first_spawn", SET_ON_FIRST_SPAWN);
        put("set_on_link", SET_ON_LINK);
        put("set_on_first_link", SET_ON_FIRST_LINK);
        put("running", RUNNING);
        put("exiting", EXITING);
        put("garbage_collection", GC);
        put("arity", ARITY);
        put("return_to", RETURN_TO);
        put("silent", SILENT);
        put("scheduler_id", SCHEDULER_ID);
        put("ports", PORTS);
        put("running_ports", RUNNING_PORTS);
        put("running_procs", RUNNING_PROCS);
    }

    private TraceFlags() {}

    private static void put(String name, int bit) {
        BITS.put(Atom.of(name), bit);
    }

    /** The bits of a flag's name; 0 for another term. */
    static int bits(Term name) {
        if (name == Atom.of("all")) {
            return ALL;
        }
        return name instanceof Atom ? BITS.getOrDefault(name, 0) : 0;
    }

    /** The list of names as {@code trace_info(Pid, flags)} shows it. */
    static Term names(int flags) {
        Term list = Nil.NIL;
        for (Map.Entry<Atom, Integer> e : BITS.entrySet()) {
            if ((flags & e.getValue()) != 0) {
                list = new Cons(e.getKey(), list);
            }
        }
        return list;
    }
}
