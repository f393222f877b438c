package org.jbeam.etf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jbeam.term.Atom;

/** The external forms of the atoms that were written so far, by the atom's index. Read without locks: a form is immutable. */
final class AtomForms {
    /** As OTP 25 writes atoms: in Latin-1 where they fit. */
    static final AtomForms LATIN_1 = new AtomForms(false);
    /** As OTP 26 does. */
    static final AtomForms UTF_8 = new AtomForms(true);
    private static final int FIRST_ROOM = 1024;

    private final boolean utf8;
    private Form[] forms = new Form[FIRST_ROOM];

    /** The tag, the length and the text; the first 16 bytes also as two numbers, little endian, zeros behind the end. */
    record Form(long first, long second, int length, byte[] bytes) {}

    private AtomForms(boolean utf8) {
        this.utf8 = utf8;
    }

    Form of(Atom atom) {
        Form form = known(atom);
        return form != null ? form : add(atom, atom.index());
    }

    /** The form of an atom that was asked for before, or null. */
    Form known(Atom atom) {
        int index = atom.index();
        Form[] known = forms;
        return index < known.length ? known[index] : null;
    }

    private synchronized Form add(Atom atom, int index) {
        if (index >= forms.length) {
            forms = Arrays.copyOf(forms, Math.max(index + 1, 2 * forms.length));
        }
        byte[] bytes = bytes(atom.name());
        byte[] padded = Arrays.copyOf(bytes, 2 * Long.BYTES);
        Form form = new Form((long) Tags.LONG_LE.get(padded, 0), (long) Tags.LONG_LE.get(padded, Long.BYTES), bytes.length, bytes);
        forms[index] = form;
        return form;
    }

    private byte[] bytes(String name) {
        boolean latin1 = !utf8 && name.chars().allMatch(c -> c < 256);
        byte[] text = name.getBytes(latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        boolean wide = latin1 || text.length > 255;
        byte[] bytes = new byte[(wide ? 3 : 2) + text.length];
        bytes[0] = (byte) (latin1 ? Tags.ATOM : wide ? Tags.ATOM_UTF8 : Tags.SMALL_ATOM_UTF8);
        if (wide) {
            bytes[1] = (byte) (text.length >>> 8);
        }
        bytes[wide ? 2 : 1] = (byte) text.length;
        System.arraycopy(text, 0, bytes, wide ? 3 : 2, text.length);
        return bytes;
    }
}
