package org.jbeam.natives.dist;

import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Tuple;

/**
 * What a node says in the handshake that it understands. Source: OTP documentation, "Distribution Flags" (erl_dist_protocol).
 */
public final class DistFlags {
    /** The node is to be seen by {@code nodes/0}. */
    public static final long PUBLISHED = 0x1;
    /** Its I/O servers know Unicode. */
    public static final long UNICODE_IO = 0x1000;
    /** Atoms are sent once and named by number after that. */
    public static final long ATOM_CACHE = 0x2000;
    /** Messages carry their sender. */
    public static final long SEND_SENDER = 0x80000;
    /** Reasons of exits stand behind the control term. */
    public static final long EXIT_PAYLOAD = 0x400000;
    /** Long messages come in parts. */
    public static final long FRAGMENTS = 0x800000;
    /** Links taken back are acknowledged. */
    public static final long UNLINK_ID = 0x2000000;
    /** Processes are spawned by a signal. */
    public static final long SPAWN = 0x100000000L;
    /** Aliases are known. */
    public static final long ALIAS = 0x800000000L;

    /** What a peer of OTP 25 must understand. */
    static final long MANDATORY = 0x1070f94L;
    /** What this machine understands. */
    static final long DEFAULT = 0xd07df7fbcL;
    /** What may be refused: atom caches of all kinds, and fragments. */
    private static final long REJECTABLE = 0x802042L;

    private DistFlags() {}

    /** Can this machine talk to a peer with these flags? */
    public static boolean areEnough(long flags) {
        return (flags & MANDATORY) == MANDATORY;
    }

    /** {@code #erts_dflags{}}: default, mandatory, addable, rejectable flags, and those for which signals have to stay in order. */
    public static Tuple term() {
        return Tuple.of(Atom.of("erts_dflags"), SmallInt.of(DEFAULT), SmallInt.of(MANDATORY), SmallInt.of(DEFAULT), SmallInt.of(REJECTABLE),
                SmallInt.of(ATOM_CACHE));
    }
}
