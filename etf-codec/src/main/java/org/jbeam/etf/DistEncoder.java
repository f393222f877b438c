package org.jbeam.etf;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Term;

/**
 * Encodes messages between nodes that agreed on atom caches, with a {@link DistHeader} before the terms, and in fragments where they are
 * long. One for each connection; not thread-safe, since each message changes the cache of which the receiver keeps a copy: messages go out
 * in the order in which they were encoded.
 *
 * <p>Source: OTP documentation, "Distribution Header" (erl_ext_dist) and "Protocol between Connected Nodes" (erl_dist_protocol).
 */
public final class DistEncoder {
    private static final int FIRST_BUFFER = 256;
    private static final EtfEncoder BODY = EtfEncoder.create().minorVersion(2);

    private final AtomCache cache = AtomCache.create();
    private final int fragmentBytes;
    private long sequence;

    private DistEncoder(int fragmentBytes) {
        this.fragmentBytes = fragmentBytes;
    }

    /**
     * An encoder for a new connection.
     *
     * @param fragmentBytes how many bytes of a payload go into one fragment; {@code Integer.MAX_VALUE} for a peer that takes no fragments
     * @throws IllegalArgumentException fewer than one
     */
    public static DistEncoder create(int fragmentBytes) {
        if (fragmentBytes < 1) {
            throw new IllegalArgumentException("a fragment has at least one byte");
        }
        return new DistEncoder(fragmentBytes);
    }

    /**
     * The packets of a control term and its payload, in order; several only when the payload is longer than a fragment.
     *
     * @param payload null for a control term without one
     * @param progress told about every 1000 units; null for none
     * @throws EtfException as {@link EtfEncoder#encode(Term)}; the cache is then as before
     */
    public List<byte[]> encode(Term control, Term payload, EtfProgress progress) {
        AtomRefs refs = new AtomRefs();
        EtfWriter terms = new EtfWriter(BODY, refs, progress, FIRST_BUFFER);
        terms.term(control);
        int controlBytes = terms.position();
        if (payload != null) {
            terms.term(payload);
        }
        terms.work().finish();
        int payloadBytes = terms.position() - controlBytes;
        long fragments = Math.max(1, (payloadBytes + (long) fragmentBytes - 1) / fragmentBytes);
        int first = controlBytes + Math.min(payloadBytes, fragmentBytes);
        EtfWriter packet = new EtfWriter(BODY, null, null, FIRST_BUFFER + first);
        packet.byte1(Tags.VERSION);
        if (fragments == 1) {
            packet.byte1(Tags.DIST_HEADER);
        } else {
            packet.byte1(Tags.DIST_FRAGMENT_FIRST);
            packet.int64(++sequence);
            packet.int64(fragments);
        }
        DistHeader.writeAtoms(packet, cache, refs.atoms());
        packet.bytes(terms.buffer(), 0, first);
        List<byte[]> packets = new ArrayList<>();
        packets.add(packet.toByteArray());
        int at = first;
        for (long number = fragments - 1; number > 0; number--) {
            int size = Math.min(fragmentBytes, terms.position() - at);
            packets.add(fragment(number, terms.buffer(), at, size));
            at += size;
        }
        return packets;
    }

    private byte[] fragment(long number, byte[] bytes, int from, int size) {
        EtfWriter packet = new EtfWriter(BODY, null, null, 18 + size);
        packet.byte1(Tags.VERSION);
        packet.byte1(Tags.DIST_FRAGMENT_NEXT);
        packet.int64(sequence);
        packet.int64(number);
        packet.bytes(bytes, from, size);
        return packet.toByteArray();
    }
}
