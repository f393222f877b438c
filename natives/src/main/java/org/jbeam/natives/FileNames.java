package org.jbeam.natives;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** File names, command lines and the like: Erlang's text to the bytes of the operating system and back. */
final class FileNames {
    private static final int FIRST_SURROGATE = 0xd800;
    private static final int LAST_SURROGATE = 0xdfff;

    private FileNames() {}

    /**
     * The bytes of a name: an atom, a binary, or a list of characters that may be nested.
     *
     * @throws BifException {@code badarg} for other terms, a zero, or a character that the encoding lacks
     */
    static byte[] bytes(Term name, Charset encoding) {
        byte[] bytes;
        if (name instanceof Bitstring b) {
            if (!b.isBinary()) {
                throw BifException.badarg();
            }
            bytes = b.toByteArray();
        } else {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (name instanceof Atom atom) {
                atom.name().codePoints().forEach(c -> put(out, c, encoding));
            } else {
                collect(out, name, encoding);
            }
            bytes = out.toByteArray();
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw BifException.badarg();
            }
        }
        return bytes;
    }

    private static void collect(ByteArrayOutputStream out, Term list, Charset encoding) {
        ArrayDeque<Term> rest = new ArrayDeque<>();
        Term at = list;
        while (true) {
            while (at instanceof Cons cell) {
                Term head = cell.head();
                if (head instanceof Cons) {
                    rest.push(cell.tail());
                    at = head;
                    continue;
                }
                if (head instanceof SmallInt c) {
                    put(out, c.value(), encoding);
                } else if (head != Nil.NIL) {
                    throw BifException.badarg();
                }
                at = cell.tail();
            }
            if (at != Nil.NIL) {
                throw BifException.badarg();
            }
            if (rest.isEmpty()) {
                return;
            }
            at = rest.pop();
        }
    }

    private static void put(ByteArrayOutputStream out, long c, Charset encoding) {
        boolean latin = encoding == StandardCharsets.ISO_8859_1;
        if (c <= 0 || c > (latin ? 0xff : Character.MAX_CODE_POINT) || c >= FIRST_SURROGATE && c <= LAST_SURROGATE) {
            throw BifException.badarg();
        }
        if (latin || c < 0x80) {
            out.write((int) c);
        } else {
            out.writeBytes(Character.toString((int) c).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The text of bytes; when they are none, as OTP does with variables, one character for each. */
    static String lenientText(byte[] bytes, Charset encoding) {
        String text = text(bytes, encoding);
        return text == null ? new String(bytes, StandardCharsets.ISO_8859_1) : text;
    }

    /** The text of bytes, or null when the encoding does not allow them. */
    static String text(byte[] bytes, Charset encoding) {
        try {
            return encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
