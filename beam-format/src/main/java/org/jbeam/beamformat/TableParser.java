package org.jbeam.beamformat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Atom;

/** Reads the tables of atoms, imports, functions and lambdas. */
final class TableParser {
    private TableParser() {}

    static List<Atom> atoms(BeamChunks chunks) {
        Chunk utf8 = chunks.last("AtU8");
        if (utf8 != null && utf8.size() > 0) {
            return atoms(utf8, true);
        }
        Chunk latin1 = chunks.last("Atom");
        if (latin1 == null || latin1.size() == 0) {
            throw new MalformedBeamException("file", 0, "no chunk AtU8");
        }
        return atoms(latin1, false);
    }

    /** A negative count announces lengths as tagged numbers instead of bytes (OTP 28). */
    private static List<Atom> atoms(Chunk chunk, boolean utf8) {
        ByteReader in = new ByteReader(chunk);
        int count = in.i32();
        boolean tagged = count < 0;
        count = Math.abs(count);
        if (count < 1 || count > in.remaining()) {
            throw in.malformed("a count of " + (count & 0xffff_ffffL) + " in " + in.remaining() + " bytes");
        }
        CompactReader lengths = new CompactReader(in);
        List<Atom> atoms = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = tagged ? lengths.number() : in.u8();
            String name = utf8 ? in.utf8(length) : new String(in.array(), in.take(length), length, StandardCharsets.ISO_8859_1);
            if (name.length() > Atom.MAX_LENGTH && name.codePointCount(0, name.length()) > Atom.MAX_LENGTH) {
                throw in.malformed("an atom of more than " + Atom.MAX_LENGTH + " characters");
            }
            atoms.add(Atom.of(name));
        }
        return List.copyOf(atoms);
    }

    static List<Import> imports(Chunk chunk, List<Atom> atoms) {
        ByteReader in = new ByteReader(chunk);
        int count = in.count(12);
        List<Import> imports = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            imports.add(new Import(atom(in, atoms), atom(in, atoms), arity(in)));
        }
        return List.copyOf(imports);
    }

    static List<Export> functions(Chunk chunk, List<Atom> atoms, int labels) {
        ByteReader in = new ByteReader(chunk);
        int count = in.count(12);
        List<Export> functions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            functions.add(new Export(atom(in, atoms), arity(in), label(in, labels)));
        }
        return List.copyOf(functions);
    }

    static List<Lambda> lambdas(Chunk chunk, List<Atom> atoms, int labels) {
        ByteReader in = new ByteReader(chunk);
        int count = in.count(24);
        List<Lambda> lambdas = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Atom function = atom(in, atoms);
            int arity = arity(in);
            int label = label(in, labels);
            int index = in.i32();
            int free = in.i32();
            if (index < 0 || free < 0 || free > arity) {
                throw in.malformed("a lambda of index " + index + " with " + free + " free variables");
            }
            lambdas.add(new Lambda(function, arity, label, index, free, in.i32()));
        }
        return List.copyOf(lambdas);
    }

    private static Atom atom(ByteReader in, List<Atom> atoms) {
        int index = in.i32();
        if (index < 1 || index > atoms.size()) {
            throw in.malformed("atom " + (index & 0xffff_ffffL) + " of " + atoms.size());
        }
        return atoms.get(index - 1);
    }

    private static int arity(ByteReader in) {
        int arity = in.i32();
        if (arity < 0 || arity > BeamLimits.MAX_ARITY) {
            throw in.malformed("arity " + (arity & 0xffff_ffffL));
        }
        return arity;
    }

    private static int label(ByteReader in, int labels) {
        int label = in.i32();
        if (label < 1 || label >= labels) {
            throw in.malformed("label " + (label & 0xffff_ffffL) + " of " + labels);
        }
        return label;
    }
}
