package org.jbeam.natives;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jbeam.etf.DistDecoder;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfException;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Decodes terms in which atoms are numbers, as in messages between nodes: it makes the header of such a message from the atoms. */
final class CachedAtoms {
    private static final int VERSION = 131;
    private static final int HEADER = 68;
    private static final int NEW_ENTRY = 8;
    private static final int LONG_TEXTS = 1;
    private static final int MAX_ATOMS = 255;

    private CachedAtoms() {}

    static Term decode(ErlangProcess p, Tuple atoms, byte[] external) {
        if (external.length < 2 || external[0] != (byte) VERSION || atoms.arity() > MAX_ATOMS) {
            throw BifException.badarg();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        out.write(HEADER);
        header(atoms, out);
        out.write(external, 1, external.length - 1);
        try {
            return DistDecoder.create(EtfDecoder.create().resolver(new MachineResolver(p.vm()))).decode(out.toByteArray()).control();
        } catch (EtfException e) {
            throw BifException.badarg();
        }
    }

    /** A half byte for each atom and one more for all of them, two in a byte with the first one low; then the texts. */
    private static void header(Tuple atoms, ByteArrayOutputStream out) {
        int n = atoms.arity();
        out.write(n);
        if (n == 0) {
            return;
        }
        for (int i = 0; i <= n; i += 2) {
            int low = i < n ? NEW_ENTRY : LONG_TEXTS;
            int high = i + 1 < n ? NEW_ENTRY : i + 1 == n ? LONG_TEXTS : 0;
            out.write(high << 4 | low);
        }
        for (int i = 0; i < n; i++) {
            if (!(atoms.element(i) instanceof Atom atom)) {
                throw BifException.badarg();
            }
            byte[] text = atom.name().getBytes(StandardCharsets.UTF_8);
            out.write(i);
            out.write(text.length >> 8);
            out.write(text.length);
            out.writeBytes(text);
        }
    }
}
