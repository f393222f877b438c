package org.jbeam.etf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Term;

/**
 * Decodes the packets that a {@link DistEncoder} or an Erlang node sends: keeps the cache of atoms and puts fragments together. One for
 * each connection; not thread-safe. After an error the connection is of no use any more.
 *
 * <p>Source: OTP documentation, "Distribution Header" (erl_ext_dist) and "Protocol between Connected Nodes" (erl_dist_protocol).
 */
public final class DistDecoder {
    /** What an empty fragment counts for, in bytes: the objects that keep it. */
    private static final int PART_COST = 64;

    private final EtfDecoder decoder;
    private final AtomCache cache = AtomCache.create();
    private final Map<Long, Pending> pending = new HashMap<>();
    private long pendingBytes;

    /** A control term, and its payload or null. */
    public record Message(Term control, Term payload) {}

    /** What came of a message in fragments. */
    private static final class Pending {
        private final DistHeader header;
        private final List<byte[]> parts = new ArrayList<>();
        private long next;
        private long bytes;

        Pending(DistHeader header) {
            this.header = header;
            this.next = header.fragment();
        }
    }

    private DistDecoder(EtfDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * A decoder for a new connection.
     *
     * @param decoder whose limits, rules for new atoms and resolver hold; its limit of bytes also holds for all unfinished fragments together
     */
    public static DistDecoder create(EtfDecoder decoder) {
        return new DistDecoder(decoder);
    }

    /**
     * The message that this packet is or completes; null when fragments of it are still to come.
     *
     * @throws EtfException bytes that are no message, fragments out of order, or a limit passed
     */
    public Message decode(byte[] packet) {
        DistHeader header = DistHeader.decode(decoder, cache, packet, 0, packet.length);
        if (header.kind() == DistHeader.Kind.WHOLE) {
            return terms(header, packet, header.length());
        }
        Pending message = message(header);
        byte[] part = Arrays.copyOfRange(packet, header.length(), packet.length);
        message.parts.add(part);
        message.bytes += part.length;
        pendingBytes += part.length + PART_COST;
        if (pendingBytes > decoder.limits().maxBytes()) {
            throw new EtfException(Reason.LIMIT, 0, pendingBytes + " bytes of fragments, " + decoder.limits().maxBytes() + " allowed");
        }
        if (--message.next != 0) {
            return null;
        }
        pending.remove(header.sequence());
        pendingBytes -= message.bytes + (long) PART_COST * message.parts.size();
        return terms(message.header, joined(message), 0);
    }

    private Pending message(DistHeader header) {
        Pending message;
        if (header.kind() == DistHeader.Kind.FIRST) {
            message = new Pending(header);
            if (pending.putIfAbsent(header.sequence(), message) != null) {
                throw new EtfException(Reason.MALFORMED, 2, "a second first fragment of message " + header.sequence());
            }
            return message;
        }
        message = pending.get(header.sequence());
        if (message == null || message.next != header.fragment()) {
            throw new EtfException(Reason.MALFORMED, 2, "fragment " + header.fragment() + " of message " + header.sequence() + " out of order");
        }
        return message;
    }

    private static byte[] joined(Pending message) {
        if (message.bytes > Integer.MAX_VALUE - 8) {
            throw new EtfException(Reason.SYSTEM_LIMIT, 0, "the fragments together do not fit in an array");
        }
        byte[] all = new byte[(int) message.bytes];
        int at = 0;
        for (byte[] part : message.parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private Message terms(DistHeader header, byte[] bytes, int from) {
        EtfDecoder.Decoded control = decoder.decodeBody(bytes, from, bytes.length - from, header.atoms());
        int at = from + control.used();
        if (at == bytes.length) {
            return new Message(control.term(), null);
        }
        return new Message(control.term(), decoder.decodeBody(bytes, at, bytes.length - at, header.atoms()).term());
    }
}
