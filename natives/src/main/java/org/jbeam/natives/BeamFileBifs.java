package org.jbeam.natives;

import java.nio.charset.StandardCharsets;
import org.jbeam.runtime.BadFileException;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** Looks into {@code .beam} files that are not loaded. */
@BifModule("erts_internal")
public final class BeamFileBifs {
    private static final int ID_LENGTH = 4;

    private BeamFileBifs() {}

    private static byte[] file(Term binary) {
        if (binary instanceof Bitstring b && b.isBinary()) {
            return b.toByteArray();
        }
        throw BifException.badarg();
    }

    private static String id(Term chunk) {
        Term[] characters = Args.list(chunk);
        if (characters.length != ID_LENGTH) {
            throw BifException.badarg();
        }
        byte[] name = new byte[ID_LENGTH];
        for (int i = 0; i < ID_LENGTH; i++) {
            if (!(characters[i] instanceof SmallInt)) {
                throw BifException.badarg();
            }
            name[i] = (byte) Args.integer(characters[i], 0, 255);
        }
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** {@code beamfile_chunk(Binary, Id)}: the chunk's data, or undefined when it is not there, is empty, or the file is none. */
    @Bif("beamfile_chunk")
    public static Term beamfileChunk(ErlangProcess p, Term binary, Term chunk) {
        String id = id(chunk);
        try {
            byte[] data = p.vm().translator().chunk(file(binary), id);
            return data == null || data.length == 0 ? Atom.UNDEFINED : Bitstring.of(data);
        } catch (BadFileException e) {
            return Atom.UNDEFINED;
        }
    }

    /** {@code beamfile_module_md5(Binary)}: what identifies the code in it, or undefined when the file cannot be loaded. */
    @Bif("beamfile_module_md5")
    public static Term beamfileModuleMd5(ErlangProcess p, Term binary) {
        try {
            return Bitstring.of(p.vm().translator().md5(file(binary)));
        } catch (BadFileException e) {
            return Atom.UNDEFINED;
        }
    }
}
