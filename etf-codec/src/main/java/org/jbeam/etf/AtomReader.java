package org.jbeam.etf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Atom;
import org.jbeam.term.AtomTableFullException;

/** Reads atoms. Those of plain ASCII are found by their bytes, without a string, in a table that all decoders share. */
final class AtomReader {
    private static final int SLOTS = 1 << 12;
    /** Written without locks: an entry is immutable, and a lost or late write only costs a slower look-up. */
    private static final Entry[] SEEN = new Entry[SLOTS];

    private final EtfDecoder options;
    private final EtfInput in;
    private final Atom[] refs;
    private int newAtomsLeft;

    private record Entry(byte[] name, Atom atom) {}

    /** @param refs what {@link Tags#ATOM_CACHE_REF} means, or null where that tag may not be */
    AtomReader(EtfDecoder options, EtfInput in, Atom[] refs) {
        this.options = options;
        this.in = in;
        this.refs = refs;
        this.newAtomsLeft = options.limits().maxNewAtoms();
    }

    /** An atom where nothing else may be. */
    Atom read() {
        int at = in.offset();
        return read(in.u8(), at);
    }

    /** The atom after this tag. */
    Atom read(int tag, int at) {
        return switch (tag) {
            case Tags.ATOM -> text(in.u16(), false, at);
            case Tags.SMALL_ATOM -> text(in.u8(), false, at);
            case Tags.ATOM_UTF8 -> text(in.u16(), true, at);
            case Tags.SMALL_ATOM_UTF8 -> text(in.u8(), true, at);
            case Tags.ATOM_CACHE_REF -> ref(in.u8(), at);
            default -> throw in.malformed(at, "no atom where one must be: tag " + tag);
        };
    }

    private Atom ref(int number, int at) {
        if (refs == null || number >= refs.length) {
            throw in.malformed(at, "no atom of number " + number + " in the distribution header");
        }
        return refs[number];
    }

    /** The atom of so many bytes of text. */
    Atom text(int length, boolean utf8, int at) {
        int from = in.take(length);
        byte[] bytes = in.bytes();
        int hash = 0;
        int all = 0;
        for (int i = from; i < from + length; i++) {
            byte b = bytes[i];
            all |= b;
            hash = hash * 31 + b;
        }
        if (all < 0) {
            return named(utf8 ? utf8(from, length, at) : new String(bytes, from, length, StandardCharsets.ISO_8859_1), at);
        }
        int slot = (hash ^ hash >>> 12 ^ hash >>> 24) & SLOTS - 1;
        Entry entry = SEEN[slot];
        if (entry != null && Arrays.equals(entry.name, 0, entry.name.length, bytes, from, from + length)) {
            return entry.atom;
        }
        String name = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        Atom atom = named(name, at);
        if (atom.name().equals(name)) {
            SEEN[slot] = new Entry(Arrays.copyOfRange(bytes, from, from + length), atom);
        }
        return atom;
    }

    private String utf8(int from, int length, int at) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.bytes(), from, length)).toString();
        } catch (CharacterCodingException e) {
            throw new EtfException(Reason.MALFORMED, at, "an atom that is not UTF-8", e);
        }
    }

    private Atom named(String name, int at) {
        Atom atom = Atom.existing(name);
        if (atom != null) {
            return atom;
        }
        if (name.length() > Atom.MAX_LENGTH && name.codePointCount(0, name.length()) > Atom.MAX_LENGTH) {
            throw in.malformed(at, "an atom of more than " + Atom.MAX_LENGTH + " characters");
        }
        if (options.isSafe()) {
            throw new EtfException(Reason.UNSAFE, at, "an atom that does not exist");
        }
        if (--newAtomsLeft < 0) {
            throw new EtfException(Reason.LIMIT, at, "more than " + options.limits().maxNewAtoms() + " new atoms");
        }
        try {
            atom = options.resolver().newAtom(name);
        } catch (AtomTableFullException e) {
            throw new EtfException(Reason.SYSTEM_LIMIT, at, e.getMessage(), e);
        }
        if (atom == null) {
            throw new EtfException(Reason.UNSAFE, at, "an atom that is refused");
        }
        return atom;
    }
}
