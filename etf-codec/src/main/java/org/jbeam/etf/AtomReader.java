package org.jbeam.etf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Atom;
import org.jbeam.term.AtomTableFullException;

/** Reads atoms. Those of plain ASCII are found by their bytes, without a string, in tables that all decoders share. */
class AtomReader extends EtfInput {
    private static final int SLOT_BITS = 12;
    private static final int SLOTS = 1 << SLOT_BITS;
    /** As many bytes as two words hold. */
    private static final int SHORT_BYTES = 2 * Long.BYTES;
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    /** Both are written without locks: an entry is immutable, and a lost or late write only costs a slower look-up. */
    private static final ShortEntry[] SEEN_SHORT = new ShortEntry[SLOTS];
    private static final Entry[] SEEN = new Entry[SLOTS];

    final EtfDecoder options;
    private final Atom[] refs;
    private int newAtomsLeft;

    private record ShortEntry(long first, long second, int length, Atom atom) {}

    private record Entry(byte[] name, Atom atom) {}

    /** @param refs what {@link Tags#ATOM_CACHE_REF} means, or null where that tag may not be */
    AtomReader(EtfDecoder options, byte[] bytes, int from, int to, boolean open, Atom[] refs) {
        super(bytes, from, to, open);
        this.options = options;
        this.refs = refs;
        this.newAtomsLeft = options.limits().maxNewAtoms();
    }

    /** As for a new term: the atoms that were made are forgotten. */
    final void resetNewAtoms() {
        newAtomsLeft = options.limits().maxNewAtoms();
    }

    /** An atom where nothing else may be. */
    final Atom atom() {
        int at = offset();
        return atom(u8(), at);
    }

    /** The atom after this tag. */
    final Atom atom(int tag, int at) {
        return switch (tag) {
            case Tags.ATOM -> text(u16(), false, at);
            case Tags.SMALL_ATOM -> text(u8(), false, at);
            case Tags.ATOM_UTF8 -> text(u16(), true, at);
            case Tags.SMALL_ATOM_UTF8 -> text(u8(), true, at);
            case Tags.ATOM_CACHE_REF -> ref(u8(), at);
            default -> throw malformed(at, "no atom where one must be: tag " + tag);
        };
    }

    private Atom ref(int number, int at) {
        if (refs == null || number >= refs.length) {
            throw malformed(at, "no atom of number " + number + " in the distribution header");
        }
        return refs[number];
    }

    /** The atom of so many bytes of text. */
    final Atom text(int length, boolean utf8, int at) {
        int from = take(length);
        if (length > SHORT_BYTES) {
            return longText(from, length, utf8, at);
        }
        long first = word(from, Math.min(length, Long.BYTES));
        long second = length > Long.BYTES ? word(from + Long.BYTES, length - Long.BYTES) : 0;
        if (((first | second) & NOT_ASCII) != 0) {
            return other(from, length, utf8, at);
        }
        int slot = (int) ((first + Long.rotateLeft(second, 29) + length) * SPREAD >>> Long.SIZE - SLOT_BITS);
        ShortEntry entry = SEEN_SHORT[slot];
        if (entry != null && entry.first == first && entry.second == second && entry.length == length) {
            return entry.atom;
        }
        String name = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        Atom atom = named(name, at);
        if (atom.name().equals(name)) {
            SEEN_SHORT[slot] = new ShortEntry(first, second, length, atom);
        }
        return atom;
    }

    /** Up to 8 bytes as a number. */
    private long word(int from, int length) {
        if (bytes.length - from >= Long.BYTES) {
            long word = (long) Tags.LONG_LE.get(bytes, from);
            return length == Long.BYTES ? word : word & (1L << 8 * length) - 1;
        }
        long word = 0;
        for (int i = from + length - 1; i >= from; i--) {
            word = word << 8 | bytes[i] & 0xff;
        }
        return word;
    }

    private Atom longText(int from, int length, boolean utf8, int at) {
        int hash = 0;
        int all = 0;
        for (int i = from; i < from + length; i++) {
            byte b = bytes[i];
            all |= b;
            hash = hash * 31 + b;
        }
        if (all < 0) {
            return other(from, length, utf8, at);
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

    /** The atom of a name that is not plain ASCII. */
    private Atom other(int from, int length, boolean utf8, int at) {
        return named(utf8 ? utf8(from, length, at) : new String(bytes, from, length, StandardCharsets.ISO_8859_1), at);
    }

    private String utf8(int from, int length, int at) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(), from, length)).toString();
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
            throw malformed(at, "an atom of more than " + Atom.MAX_LENGTH + " characters");
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
