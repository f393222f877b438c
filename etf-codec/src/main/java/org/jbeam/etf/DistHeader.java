package org.jbeam.etf;

import java.util.List;
import java.util.Objects;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Atom;

/**
 * What stands before the terms of a message between nodes that agreed on atom caches: the atoms that the terms name by number, and for a
 * message in fragments its sequence id and the fragment's number, which counts down to 1.
 *
 * <pre>{@code
 * DistHeader header = DistHeader.decode(EtfDecoder.create(), cache, packet, 0, packet.length);
 * var control = EtfDecoder.create().decodeBody(packet, header.length(), packet.length - header.length(), header.atoms());
 * }</pre>
 *
 * <p>Source: OTP documentation, "Distribution Header" (erl_ext_dist).
 *
 * @param kind whole message, first fragment or later fragment
 * @param sequence the sequence id that the fragments of a message share; 0 for a whole message
 * @param fragment the number of the fragment, unsigned, 1 for the last; 0 for a whole message
 * @param atoms what the numbers in the terms mean; empty for a later fragment
 * @param length how many bytes the header takes
 */
public record DistHeader(Kind kind, long sequence, long fragment, List<Atom> atoms, int length) {
    private static final int NEW_ENTRY = 8;
    private static final int SEGMENT = 7;

    /** Which part of a message follows. */
    public enum Kind {
        /** All of it: the control term, then the payload if there is one. */
        WHOLE,
        /** The control term and the beginning of the payload. */
        FIRST,
        /** More of the payload. */
        NEXT
    }

    /**
     * Reads the header at {@code offset}, where 131 stands, and takes the atoms that it brings into the cache.
     *
     * @param decoder whose rules for new atoms hold
     * @throws EtfException bytes that are no header, or that name a slot that was never filled; the connection is then of no use any more
     * @throws IndexOutOfBoundsException a range that is not inside the array
     */
    public static DistHeader decode(EtfDecoder decoder, AtomCache cache, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        AtomReader in = new AtomReader(decoder, bytes, offset, offset + length, false, null);
        if (in.u8() != Tags.VERSION) {
            throw in.malformed(0, "no version byte 131");
        }
        Kind kind = switch (in.u8()) {
            case Tags.DIST_HEADER -> Kind.WHOLE;
            case Tags.DIST_FRAGMENT_FIRST -> Kind.FIRST;
            case Tags.DIST_FRAGMENT_NEXT -> Kind.NEXT;
            default -> throw in.malformed(1, "no distribution header");
        };
        long sequence = kind == Kind.WHOLE ? 0 : in.s64();
        long fragment = kind == Kind.WHOLE ? 0 : in.s64();
        if (kind != Kind.WHOLE && fragment == 0) {
            throw in.malformed(in.offset() - 8, "a fragment of number 0");
        }
        List<Atom> atoms = kind == Kind.NEXT ? List.of() : atoms(cache, in);
        return new DistHeader(kind, sequence, fragment, atoms, in.offset());
    }

    private static List<Atom> atoms(AtomCache cache, AtomReader in) {
        int count = in.u8();
        if (count == 0) {
            return List.of();
        }
        int flagsAt = in.take(count / 2 + 1);
        byte[] bytes = in.bytes();
        boolean wide = (nibble(bytes, flagsAt, count) & 1) != 0;
        Atom[] atoms = new Atom[count];
        for (int i = 0; i < count; i++) {
            int at = in.offset();
            int flags = nibble(bytes, flagsAt, i);
            int slot = (flags & SEGMENT) << 8 | in.u8();
            if ((flags & NEW_ENTRY) != 0) {
                cache.set(slot, in.text(wide ? in.u16() : in.u8(), true, at));
            }
            atoms[i] = cache.get(slot);
            if (atoms[i] == null) {
                throw new EtfException(Reason.MALFORMED, at, "slot " + slot + " of the atom cache is empty");
            }
        }
        return List.of(atoms);
    }

    /** The {@code index}-th half byte from a place on, the low half of a byte first. */
    private static int nibble(byte[] bytes, int from, int index) {
        return bytes[from + index / 2] >>> 4 * (index & 1) & 0xf;
    }

    /** Writes the atoms of a header, from their count on, and takes them into the cache. */
    static void writeAtoms(EtfWriter out, AtomCache cache, List<Atom> atoms) {
        int count = atoms.size();
        out.byte1(count);
        if (count == 0) {
            return;
        }
        byte[][] texts = new byte[count][];
        int[] flags = new int[count + 2];
        for (int i = 0; i < count; i++) {
            Atom atom = atoms.get(i);
            int slot = AtomCache.slot(atom);
            flags[i] = slot >>> 8;
            if (cache.get(slot) != atom) {
                cache.set(slot, atom);
                flags[i] |= NEW_ENTRY;
                texts[i] = atom.name().getBytes(java.nio.charset.StandardCharsets.UTF_8);
                flags[count] |= texts[i].length > 255 ? 1 : 0;
            }
        }
        for (int i = 0; i <= count; i += 2) {
            out.byte1(flags[i] | flags[i + 1] << 4);
        }
        for (int i = 0; i < count; i++) {
            out.byte1(AtomCache.slot(atoms.get(i)));
            if (texts[i] != null) {
                if (flags[count] != 0) {
                    out.byte1(texts[i].length >>> 8);
                }
                out.byte1(texts[i].length);
                out.bytes(texts[i], 0, texts[i].length);
            }
        }
    }
}
