package org.jbeam.natives.dist;

import org.jbeam.etf.EtfEncoder;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * A signal to another node: an operation, the elements that follow it in the control tuple, and what stands behind the tuple, or null. The bytes
 * depend on what the peer understands. Source: OTP documentation, "Protocol between Connected Nodes" (erl_dist_protocol).
 */
final class DistSignal {
    static final int LINK = 1;
    static final int SEND = 2;
    static final int EXIT = 3;
    static final int UNLINK = 4;
    static final int REG_SEND = 6;
    static final int GROUP_LEADER = 7;
    static final int EXIT2 = 8;
    static final int SEND_TT = 12;
    static final int EXIT_TT = 13;
    static final int REG_SEND_TT = 16;
    static final int EXIT2_TT = 18;
    static final int MONITOR_P = 19;
    static final int DEMONITOR_P = 20;
    static final int MONITOR_P_EXIT = 21;
    static final int SEND_SENDER = 22;
    static final int SEND_SENDER_TT = 23;
    static final int PAYLOAD_EXIT = 24;
    static final int PAYLOAD_EXIT_TT = 25;
    static final int PAYLOAD_EXIT2 = 26;
    static final int PAYLOAD_EXIT2_TT = 27;
    static final int PAYLOAD_MONITOR_P_EXIT = 28;
    static final int SPAWN_REQUEST = 29;
    static final int SPAWN_REQUEST_TT = 30;
    static final int SPAWN_REPLY = 31;
    static final int SPAWN_REPLY_TT = 32;
    static final int ALIAS_SEND = 33;
    static final int ALIAS_SEND_TT = 34;
    static final int UNLINK_ID = 35;
    static final int UNLINK_ID_ACK = 36;

    /** First byte of a packet of plain terms. */
    static final byte PASS_THROUGH = 112;

    private static final int CONTROL_BYTES = 100;
    private static final Atom NO_COOKIE = Atom.of("");
    private static final EtfEncoder ENCODER = EtfEncoder.create().minorVersion(2);

    private final int operation;
    private final Term payload;
    private final Term[] fields;

    private DistSignal(int operation, Term payload, Term... fields) {
        this.operation = operation;
        this.payload = payload;
        this.fields = fields;
    }

    static DistSignal send(Pid from, Pid to, Term message) {
        return new DistSignal(SEND_SENDER, message, from, to);
    }

    static DistSignal sendNamed(Pid from, Atom to, Term message) {
        return new DistSignal(REG_SEND, message, from, NO_COOKIE, to);
    }

    static DistSignal sendAlias(Pid from, Ref alias, Term message) {
        return new DistSignal(ALIAS_SEND, message, from, alias);
    }

    static DistSignal link(Pid from, Pid to) {
        return new DistSignal(LINK, null, from, to);
    }

    static DistSignal unlink(Pid from, Pid to, long id) {
        return new DistSignal(UNLINK_ID, null, SmallInt.of(id), from, to);
    }

    static DistSignal unlinkAcknowledged(Pid from, Pid to, Term id) {
        return new DistSignal(UNLINK_ID_ACK, null, id, from, to);
    }

    /** What was linked to {@code to} has ended. */
    static DistSignal linkEnded(Pid from, Pid to, Term reason) {
        return new DistSignal(PAYLOAD_EXIT, reason, from, to);
    }

    static DistSignal exit(Pid from, Pid to, Term reason) {
        return new DistSignal(PAYLOAD_EXIT2, reason, from, to);
    }

    static DistSignal groupLeader(Pid leader, Pid member) {
        return new DistSignal(GROUP_LEADER, null, leader, member);
    }

    /** {@code watched}: a pid or a name. */
    static DistSignal monitor(Pid from, Term watched, Ref ref) {
        return new DistSignal(MONITOR_P, null, from, watched, ref);
    }

    static DistSignal demonitor(Pid from, Term watched, Ref ref) {
        return new DistSignal(DEMONITOR_P, null, from, watched, ref);
    }

    static DistSignal watchedEnded(Term watched, Pid to, Ref ref, Term reason) {
        return new DistSignal(PAYLOAD_MONITOR_P_EXIT, reason, watched, to, ref);
    }

    static DistSignal spawnRequest(Ref ref, Pid from, Term groupLeader, Tuple function, Term options, Term args) {
        return new DistSignal(SPAWN_REQUEST, args, ref, from, groupLeader, function, options);
    }

    static DistSignal spawnReply(Ref ref, Pid to, int flags, Term result) {
        return new DistSignal(SPAWN_REPLY, null, ref, to, SmallInt.of(flags), result);
    }

    /** Does a peer with these flags know what to do with it? */
    boolean isFor(long flags) {
        return switch (operation) {
            case ALIAS_SEND -> (flags & DistFlags.ALIAS) != 0;
            case SPAWN_REQUEST, SPAWN_REPLY -> (flags & DistFlags.SPAWN) != 0;
            case UNLINK_ID_ACK -> (flags & DistFlags.UNLINK_ID) != 0;
            default -> true;
        };
    }

    /** About how many bytes it takes. */
    long size() {
        return payload == null ? CONTROL_BYTES : CONTROL_BYTES + ENCODER.size(payload);
    }

    /**
     * The packet of plain terms for a peer with these flags.
     *
     * @throws org.jbeam.etf.EtfException a term without an external form, or one above 2<sup>31</sup> bytes
     */
    byte[] encode(long flags) {
        Term behindTuple = payload(flags);
        byte[] control = ENCODER.encode(control(flags));
        byte[] behind = behindTuple == null ? new byte[0] : ENCODER.encode(behindTuple);
        byte[] packet = new byte[1 + control.length + behind.length];
        packet[0] = PASS_THROUGH;
        System.arraycopy(control, 0, packet, 1, control.length);
        System.arraycopy(behind, 0, packet, 1 + control.length, behind.length);
        return packet;
    }

    /** Does the reason of an exit stand in the tuple, for a peer that does not look behind it? */
    private boolean isInside(long flags) {
        return operation >= PAYLOAD_EXIT && operation <= PAYLOAD_MONITOR_P_EXIT && (flags & DistFlags.EXIT_PAYLOAD) == 0;
    }

    /** What stands behind the control tuple, or null. */
    Term payload(long flags) {
        return isInside(flags) ? null : payload;
    }

    /** The control tuple. */
    Tuple control(long flags) {
        if (isInside(flags)) {
            return withReason();
        }
        if (operation == SEND_SENDER && (flags & DistFlags.SEND_SENDER) == 0) {
            return Tuple.of(SmallInt.of(SEND), NO_COOKIE, fields[1]);
        }
        if (operation == UNLINK_ID && (flags & DistFlags.UNLINK_ID) == 0) {
            return Tuple.of(SmallInt.of(UNLINK), fields[1], fields[2]);
        }
        return tuple(operation, fields.length + 1);
    }

    private Tuple withReason() {
        int old = operation == PAYLOAD_EXIT ? EXIT : operation == PAYLOAD_EXIT2 ? EXIT2 : MONITOR_P_EXIT;
        return tuple(old, fields.length + 2);
    }

    private Tuple tuple(int first, int arity) {
        Term[] all = new Term[arity];
        all[0] = SmallInt.of(first);
        System.arraycopy(fields, 0, all, 1, fields.length);
        if (arity > fields.length + 1) {
            all[arity - 1] = payload;
        }
        return Tuple.of(all);
    }
}
