package org.jbeam.natives;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/** Atoms from and to text. */
@BifModule("erlang")
public final class AtomBifs {
    private static final Atom LATIN1 = Atom.of("latin1");
    private static final Atom UTF8 = Atom.of("utf8");
    private static final Atom UNICODE = Atom.of("unicode");

    private AtomBifs() {}

    private static Atom make(String name) {
        if (name.codePointCount(0, name.length()) > Atom.MAX_LENGTH) {
            throw BifException.systemLimit();
        }
        return Atom.of(name);
    }

    private static Atom existing(String name) {
        Atom atom = Atom.existing(name);
        if (atom == null) {
            throw BifException.badarg();
        }
        return atom;
    }

    private static String text(Term list) {
        String text = Terms.text(list);
        if (text == null || text.chars().anyMatch(c -> Character.isSurrogate((char) c)) && !wellFormed(text)) {
            throw BifException.badarg();
        }
        return text;
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** {@code list_to_atom(String)}. */
    @Bif("list_to_atom")
    public static Term listToAtom(Term list) {
        return make(text(list));
    }

    /** {@code list_to_existing_atom(String)}. */
    @Bif("list_to_existing_atom")
    public static Term listToExistingAtom(Term list) {
        return existing(text(list));
    }

    /** {@code atom_to_list(Atom)}. */
    @Bif("atom_to_list")
    public static Term atomToList(Term atom) {
        return Terms.charList(Args.atom(atom).name());
    }

    /** {@code atom_to_binary(Atom, Encoding)}. */
    @Bif("atom_to_binary")
    public static Term atomToBinary(Term atom, Term encoding) {
        String name = Args.atom(atom).name();
        if (encoding == UTF8 || encoding == UNICODE) {
            return Terms.utf8(name);
        }
        if (encoding != LATIN1 || name.chars().anyMatch(c -> c > 255)) {
            throw BifException.badarg();
        }
        return Bitstring.of(name.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String decoded(Term binary, Term encoding) {
        if (!(binary instanceof Bitstring b) || !b.isBinary()) {
            throw BifException.badarg();
        }
        if (encoding == LATIN1) {
            return new String(b.toByteArray(), StandardCharsets.ISO_8859_1);
        }
        if (encoding != UTF8 && encoding != UNICODE) {
            throw BifException.badarg();
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(b.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw BifException.badarg();
        }
    }

    /** Does anything follow as many characters as an atom may have? What it is does not matter. */
    private static boolean isTooLong(Bitstring b) {
        if (b.byteSize() <= Atom.MAX_LENGTH) {
            return false;
        }
        byte[] bytes = b.toByteArray();
        int at = 0;
        for (int count = 0; count < Atom.MAX_LENGTH && at < bytes.length; count++) {
            int length = Utf8Bytes.validLength(bytes, at, bytes.length);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return at < bytes.length;
    }

    /** {@code binary_to_atom(Binary, Encoding)}. */
    @Bif("binary_to_atom")
    public static Term binaryToAtom(Term binary, Term encoding) {
        if ((encoding == UTF8 || encoding == UNICODE) && binary instanceof Bitstring b && b.isBinary() && isTooLong(b)) {
            throw BifException.systemLimit();
        }
        return make(decoded(binary, encoding));
    }

    /** {@code binary_to_existing_atom(Binary, Encoding)}. */
    @Bif("binary_to_existing_atom")
    public static Term binaryToExistingAtom(Term binary, Term encoding) {
        return existing(decoded(binary, encoding));
    }
}
