package org.jbeam.natives.inet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Atom;

/**
 * A value that comes or goes with a datagram, in a control message of the system: {@code tos}, {@code tclass} or {@code ttl}.
 *
 * @param level of the protocol
 * @param type within it
 */
record Ancillary(int level, int type, int value) {
    private static final int HEADER = 16;
    private static final int ALIGNMENT = 8;

    /** The control messages in a buffer that are one of the three. */
    static List<Ancillary> parse(byte[] control) {
        List<Ancillary> all = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(control).order(ByteOrder.nativeOrder());
        while (in.remaining() >= HEADER) {
            int start = in.position();
            long length = in.getLong(start);
            if (length < HEADER || length > in.remaining()) {
                break;
            }
            Ancillary item = new Ancillary(in.getInt(start + 8), in.getInt(start + 12), value(in, start + HEADER, (int) length - HEADER));
            if (item.option() != 0) {
                all.add(item);
            }
            in.position((int) Math.min(in.limit(), start + (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT));
        }
        return all;
    }

    private static int value(ByteBuffer in, int at, int length) {
        return length >= Integer.BYTES ? in.getInt(at) : length > 0 ? in.get(at) & 0xff : 0;
    }

    /** Its option's number in prim_inet, 0 for none. */
    int option() {
        Atom name = name();
        return name == null ? 0 : SocketSettings.ancillaryOption(name.name());
    }

    /** {@code tos}, {@code tclass}, {@code ttl}, or null. */
    Atom name() {
        if (level == Numbers.IPPROTO_IP) {
            return type == Numbers.IP_TOS || type == Numbers.IP_RECVTOS ? Atom.of("tos")
                    : type == Numbers.IP_TTL || type == Numbers.IP_RECVTTL ? Atom.of("ttl") : null;
        }
        return level == Numbers.IPPROTO_IPV6 && type == Numbers.IPV6_TCLASS ? Atom.of("tclass") : null;
    }

    /** As a control message. */
    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(HEADER + ALIGNMENT).order(ByteOrder.nativeOrder());
        return out.putLong(HEADER + Integer.BYTES).putInt(level).putInt(type).putInt(value).array();
    }
}
