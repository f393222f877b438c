package org.jbeam.translator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.term.Atom;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.Term;

/**
 * Reads what {@link CodeCacheWriter} wrote. The bytes passed a checksum, so they are as written; should they not be, some
 * {@link RuntimeException} says so.
 */
final class CodeCacheReader {
    private final byte[] in;
    private int at;

    private CodeCacheReader(byte[] in) {
        this.in = in;
    }

    /** The image; its atoms come to exist. */
    static CodeCacheImage read(byte[] image) {
        CodeCacheReader r = new CodeCacheReader(image);
        String className = r.text();
        byte[] md5 = r.bytes();
        int onLoad = r.number() - 1;
        Atom[] atoms = new Atom[r.number()];
        for (int i = 0; i < atoms.length; i++) {
            atoms[i] = Atom.of(r.text());
        }
        String[] ownerNames = r.texts();
        int count = r.number();
        List<LoadedModule.Function> functions = new ArrayList<>(count);
        List<String> owners = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Atom name = atoms[r.number()];
            int arity = r.number();
            int flags = r.number();
            functions.add(new LoadedModule.Function(i, name, arity, (flags & CodeCacheWriter.EXPORTED) != 0, (flags & CodeCacheWriter.NIF) != 0));
            owners.add(ownerNames[r.number()]);
        }
        List<CodeCacheImage.FunRow> funs = r.funs(atoms);
        CodeCacheImage.Tables tables = new CodeCacheImage.Tables(r.bytes(), r.bytes(), r.bytes(), r.bytes(), r.bytes());
        int classCount = r.number();
        List<CodeCacheImage.ClassRow> classes = new ArrayList<>(classCount);
        for (int i = 0; i < classCount; i++) {
            classes.add(new CodeCacheImage.ClassRow(r.text(), r.bytes(), r.bytes()));
        }
        List<byte[]> closures = new ArrayList<>(funs.size());
        for (int i = 0; i < funs.size(); i++) {
            byte[] closure = r.bytes();
            closures.add(closure.length == 0 ? null : closure);
        }
        return new CodeCacheImage(className, md5, onLoad, Arrays.asList(atoms), functions, owners, funs, tables, classes, closures);
    }

    private List<CodeCacheImage.FunRow> funs(Atom[] atoms) {
        int count = number();
        List<CodeCacheImage.FunRow> funs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            funs.add(new CodeCacheImage.FunRow(number(), atoms[number()], number(), number(), number(), number() - 1));
        }
        return funs;
    }

    /** The places that line numbers stand for. */
    static LoadedModule.Location[] locations(byte[] table) {
        CodeCacheReader r = new CodeCacheReader(table);
        String[] files = r.texts();
        LoadedModule.Location[] locations = new LoadedModule.Location[r.number()];
        for (int i = 0; i < locations.length; i++) {
            locations[i] = new LoadedModule.Location(r.number(), files[r.number()], r.number(), r.number() != 0);
        }
        return locations;
    }

    /** The constants of a class. */
    static List<Constant> constants(byte[] table, List<Atom> atoms) {
        CodeCacheReader r = new CodeCacheReader(table);
        int count = r.number();
        List<Constant> constants = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            constants.add(r.constant(atoms));
        }
        return constants;
    }

    private Constant constant(List<Atom> atoms) {
        int kind = number();
        return switch (kind) {
            case CodeCacheWriter.ATOM -> new Constant.OfAtom(atoms.get(number()));
            case CodeCacheWriter.LITERAL -> new Constant.OfLiteral(number());
            case CodeCacheWriter.INTEGER -> new Constant.OfInteger((IntegerTerm) term());
            case CodeCacheWriter.EXPORT -> new Constant.OfExport(atoms.get(number()), atoms.get(number()), number());
            case CodeCacheWriter.BIF -> bif(atoms.get(number()), atoms.get(number()), number());
            case CodeCacheWriter.LAMBDA -> new Constant.OfLambda(number());
            case CodeCacheWriter.STRING -> new Constant.OfString(number(), number());
            case CodeCacheWriter.TABLE -> table();
            case CodeCacheWriter.CODE -> new Constant.OfCode();
            default -> throw new IllegalArgumentException("a constant of kind " + kind);
        };
    }

    private static Constant bif(Atom module, Atom function, int arity) {
        BifTable.Entry entry = BifTable.find(module, function, arity);
        if (entry == null) {
            throw new IllegalArgumentException("no built-in function " + module + ":" + function + "/" + arity);
        }
        return new Constant.OfBif(entry);
    }

    private Constant table() {
        int otherwise = number();
        int count = number();
        List<Term> keys = new ArrayList<>(count);
        List<Integer> nodes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(term());
        }
        for (int i = 0; i < count; i++) {
            nodes.add(number());
        }
        return new Constant.OfTable(keys, nodes, otherwise);
    }

    private Term term() {
        return term(bytes());
    }

    /** A term written as external term. */
    static Term term(byte[] external) {
        return EtfDecoder.create().resolver(new LiteralFuns()).decode(external);
    }

    private String[] texts() {
        String[] texts = new String[number()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text();
        }
        return texts;
    }

    private String text() {
        int length = number();
        String text = new String(in, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    private byte[] bytes() {
        int length = number();
        if (length < 0 || length > in.length - at) {
            throw new IllegalArgumentException("an array of " + length + " bytes at " + at);
        }
        at += length;
        return Arrays.copyOfRange(in, at - length, at);
    }

    private int number() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = in[at++];
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
