package org.jbeam.translator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.etf.EtfEncoder;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** Writes a {@link CodeCacheImage}: numbers of seven bits a byte, least first; texts and arrays with their length before them. */
final class CodeCacheWriter {
    static final int ATOM = 0;
    static final int LITERAL = 1;
    static final int INTEGER = 2;
    static final int EXPORT = 3;
    static final int BIF = 4;
    static final int LAMBDA = 5;
    static final int STRING = 6;
    static final int TABLE = 7;
    static final int CODE = 8;
    static final int EXPORTED = 1;
    static final int NIF = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);

    private CodeCacheWriter() {}

    /** The bytes of an image. */
    static byte[] write(CodeCacheImage image) {
        CodeCacheWriter w = new CodeCacheWriter();
        w.text(image.className());
        w.bytes(image.md5());
        w.number(image.onLoad() + 1);
        Map<Atom, Integer> atoms = new HashMap<>();
        w.number(image.atoms().size());
        for (Atom a : image.atoms()) {
            atoms.put(a, atoms.size());
            w.text(a.name());
        }
        w.functions(image, atoms);
        w.number(image.funs().size());
        for (CodeCacheImage.FunRow f : image.funs()) {
            w.number(f.index());
            w.number(atoms.get(f.name()));
            w.number(f.arity());
            w.number(f.free());
            w.number(f.oldUniq());
            w.number(f.function() + 1);
        }
        w.tables(image.tables());
        w.number(image.classes().size());
        for (CodeCacheImage.ClassRow c : image.classes()) {
            w.text(c.name());
            w.bytes(c.bytes());
            w.bytes(c.constants());
        }
        image.closures().forEach(c -> w.bytes(c == null ? new byte[0] : c));
        return w.out.toByteArray();
    }

    private void functions(CodeCacheImage image, Map<Atom, Integer> atoms) {
        List<String> owners = image.owners().stream().distinct().toList();
        number(owners.size());
        owners.forEach(this::text);
        number(image.functions().size());
        for (LoadedModule.Function f : image.functions()) {
            number(atoms.get(f.name()));
            number(f.arity());
            number((f.exported() ? EXPORTED : 0) | (f.nif() ? NIF : 0));
            number(owners.indexOf(image.owners().get(f.number())));
        }
    }

    private void tables(CodeCacheImage.Tables tables) {
        bytes(tables.literals());
        bytes(tables.strings());
        bytes(tables.attributes());
        bytes(tables.compileInfo());
        bytes(tables.locations());
    }

    /** The places that line numbers stand for. */
    static byte[] locations(LoadedModule.Location[] locations) {
        CodeCacheWriter w = new CodeCacheWriter();
        List<String> files = new ArrayList<>();
        for (LoadedModule.Location l : locations) {
            if (!files.contains(l.file())) {
                files.add(l.file());
            }
        }
        w.number(files.size());
        files.forEach(w::text);
        w.number(locations.length);
        for (LoadedModule.Location l : locations) {
            w.number(l.function());
            w.number(files.indexOf(l.file()));
            w.number(l.line());
            w.number(l.tailCall() ? 1 : 0);
        }
        return w.out.toByteArray();
    }

    /** The constants of a class; atoms are numbers in {@code atoms}, which new ones are added to. */
    static byte[] constants(List<Constant> constants, Map<Atom, Integer> atoms) {
        CodeCacheWriter w = new CodeCacheWriter();
        w.number(constants.size());
        constants.forEach(c -> w.constant(c, atoms));
        return w.out.toByteArray();
    }

    private void constant(Constant constant, Map<Atom, Integer> atoms) {
        switch (constant) {
            case Constant.OfAtom a -> numbers(ATOM, index(a.atom(), atoms));
            case Constant.OfLiteral l -> numbers(LITERAL, l.index());
            case Constant.OfInteger n -> {
                number(INTEGER);
                term(n.value());
            }
            case Constant.OfExport e -> numbers(EXPORT, index(e.module(), atoms), index(e.function(), atoms), e.arity());
            case Constant.OfBif b -> {
                BifTable.Entry entry = b.entry();
                numbers(BIF, index(entry.module(), atoms), index(entry.function(), atoms), entry.arity());
            }
            case Constant.OfLambda l -> numbers(LAMBDA, l.index());
            case Constant.OfString s -> numbers(STRING, s.from(), s.length());
            case Constant.OfTable t -> {
                numbers(TABLE, t.otherwise(), t.keys().size());
                t.keys().forEach(this::term);
                t.nodes().forEach(this::number);
            }
            case Constant.OfCode c -> number(CODE);
        }
    }

    private static int index(Atom atom, Map<Atom, Integer> atoms) {
        int next = atoms.size();
        Integer known = atoms.putIfAbsent(atom, next);
        return known == null ? next : known;
    }

    private void term(Term term) {
        bytes(EtfEncoder.create().encode(term));
    }

    private void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        out.writeBytes(bytes);
    }

    private void numbers(int... values) {
        for (int value : values) {
            number(value);
        }
    }

    /** All 32 bits count: negative numbers take five bytes. */
    private void number(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
