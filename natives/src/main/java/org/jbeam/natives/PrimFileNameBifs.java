package org.jbeam.natives;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Module prim_file's conversions between Erlang's file names and the bytes of the operating system. */
@BifModule("prim_file")
public final class PrimFileNameBifs {
    private PrimFileNameBifs() {}

    /** {@code internal_name2native(Name)}: the bytes of a name, a zero behind; a binary is taken as it is. */
    @Bif("internal_name2native")
    public static Term nameToNative(ErlangProcess p, Term name) {
        if (name instanceof Atom) {
            throw BifException.badarg();
        }
        byte[] bytes = FileNames.bytes(name, Environment.of(p).fileNames());
        return Bitstring.of(Arrays.copyOf(bytes, bytes.length + 1));
    }

    /** {@code internal_native2name(Bytes)}: a string, or {@code {error, How}} when the bytes are no text: what to do about it. */
    @Bif("internal_native2name")
    public static Term nativeToName(ErlangProcess p, Term bytes) {
        Environment environment = Environment.of(p);
        String text = FileNames.text(binary(bytes), environment.fileNames());
        return text == null ? Tuple.of(Atom.ERROR, environment.badNames()) : Terms.charList(text);
    }

    /** {@code internal_normalize_utf8(Utf8)}: a string in which letters and their marks are one character where there is one. */
    @Bif("internal_normalize_utf8")
    public static Term normalizeUtf8(Term utf8) {
        String text = FileNames.text(binary(utf8), StandardCharsets.UTF_8);
        if (text == null) {
            throw BifException.badarg();
        }
        return Terms.charList(PairComposition.compose(text));
    }

    /** {@code is_translatable(Name)}: are these bytes text in the encoding of file names? */
    @Bif("is_translatable")
    public static Term isTranslatable(ErlangProcess p, Term name) {
        return Atom.of(FileNames.text(binary(name), Environment.of(p).fileNames()) != null);
    }

    private static byte[] binary(Term term) {
        if (term instanceof Bitstring b && b.isBinary()) {
            return b.toByteArray();
        }
        throw BifException.badarg();
    }
}
