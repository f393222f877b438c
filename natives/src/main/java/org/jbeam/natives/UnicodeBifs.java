package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Module unicode's natives. Encodings other than latin1 and UTF-8 are the business of the module's Erlang code. */
@BifModule("unicode")
public final class UnicodeBifs {
    private static final Atom UNICODE = Atom.of("unicode");
    private static final Atom UTF8 = Atom.of("utf8");
    private static final Atom LATIN1 = Atom.of("latin1");
    private static final Atom INCOMPLETE = Atom.of("incomplete");
    private static final Atom TO_LIST_INT = Atom.of("characters_to_list_int");
    private static final Atom TO_BINARY_INT = Atom.of("characters_to_binary_int");
    /** Characters converted for one reduction. */
    private static final int CHARACTERS_A_REDUCTION = 10;

    private UnicodeBifs() {}

    private static boolean isUtf8(Term encoding) {
        return encoding == UNICODE || encoding == UTF8;
    }

    private static Term inErlang(ErlangProcess p, Atom function, Term data, Term encoding) {
        return p.deferCall(CodeTable.current().export(UNICODE, function, 2), data, encoding);
    }

    /** {@code characters_to_list(Data, InEncoding)}. */
    @Bif(value = "characters_to_list", tail = true)
    public static Term charactersToList(ErlangProcess p, Term data, Term encoding) {
        if (encoding != LATIN1 && !isUtf8(encoding)) {
            return inErlang(p, TO_LIST_INT, data, encoding);
        }
        if (data instanceof Bitstring b) {
            return binaryToList(p, b, encoding == LATIN1);
        }
        CharData out = converted(p, data, encoding == LATIN1);
        return out.isComplete() ? out.toList() : Tuple.of(tag(out), out.toList(), out.rest());
    }

    private static Term binaryToList(ErlangProcess p, Bitstring b, boolean latin1) {
        if (!b.isBinary()) {
            throw BifException.badarg();
        }
        byte[] bytes = b.isAligned() ? b.array() : b.toByteArray();
        int from = b.isAligned() ? (int) (b.bitOffset() >>> 3) : 0;
        int to = from + b.byteSize();
        p.bumpReductions(b.byteSize() / CHARACTERS_A_REDUCTION);
        if (latin1) {
            return IoListBifs.byteList(b, 0, b.byteSize(), Nil.NIL);
        }
        int end = Utf8Bytes.validUntil(bytes, from, to);
        Term list = Utf8Bytes.toList(bytes, from, end, Nil.NIL);
        if (end == to) {
            return list;
        }
        Atom tag = Utf8Bytes.isIncomplete(bytes, end, to) ? INCOMPLETE : Atom.ERROR;
        return Tuple.of(tag, list, b.slice(8L * (end - from), 8L * (to - end)));
    }

    /** {@code characters_to_binary(Data, InEncoding)}: to UTF-8. */
    @Bif(value = "characters_to_binary", tail = true)
    public static Term charactersToBinary(ErlangProcess p, Term data, Term encoding) {
        if (encoding != LATIN1 && !isUtf8(encoding)) {
            return inErlang(p, TO_BINARY_INT, data, encoding);
        }
        Term subject = data instanceof Cons cell && cell.tail() == Nil.NIL && cell.head() instanceof Bitstring ? cell.head() : data;
        if (subject instanceof Bitstring b && b.isBinary() && isUnchanged(b, encoding == LATIN1)) {
            p.bumpReductions(b.byteSize() / CHARACTERS_A_REDUCTION);
            return b;
        }
        CharData out = converted(p, subject, encoding == LATIN1);
        return out.isComplete() ? out.toBinary() : Tuple.of(tag(out), out.toBinary(), out.rest());
    }

    private static boolean isUnchanged(Bitstring b, boolean latin1) {
        if (latin1) {
            return isSevenBit(b);
        }
        byte[] bytes = b.isAligned() ? b.array() : b.toByteArray();
        int from = b.isAligned() ? (int) (b.bitOffset() >>> 3) : 0;
        int to = from + b.byteSize();
        return Utf8Bytes.validUntil(bytes, from, to) == to;
    }

    private static CharData converted(ErlangProcess p, Term data, boolean latin1) {
        CharData out = new CharData(latin1);
        out.convert(data);
        if (!out.isComplete() && !CharData.isCharData(data)) {
            throw BifException.badarg();
        }
        p.bumpReductions(out.size() / CHARACTERS_A_REDUCTION);
        return out;
    }

    private static Atom tag(CharData out) {
        return out.isIncomplete() ? INCOMPLETE : Atom.ERROR;
    }

    /** {@code bin_is_7bit(Term)}: a binary whose bytes are all below 128? */
    @Bif("bin_is_7bit")
    public static Term binIs7bit(Term term) {
        return Atom.of(term instanceof Bitstring b && b.isBinary() && isSevenBit(b));
    }

    private static boolean isSevenBit(Bitstring b) {
        int size = b.byteSize();
        if (b.isAligned()) {
            int from = (int) (b.bitOffset() >>> 3);
            return Utf8Bytes.asciiUntil(b.array(), from, from + size) == from + size;
        }
        for (int i = 0; i < size; i++) {
            if (b.byteAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
