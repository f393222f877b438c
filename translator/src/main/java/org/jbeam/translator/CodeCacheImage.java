package org.jbeam.translator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.beamformat.BeamFile;
import org.jbeam.beamformat.Lambda;
import org.jbeam.etf.EtfEncoder;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * All that is needed to load a translated module without looking into its file again. What loading alone does not need stands as bytes, which
 * {@link CodeCacheReader} takes apart when it is asked for.
 *
 * @param className the main class, with dots
 * @param md5 the module's, 16 bytes
 * @param onLoad the number of the {@code -on_load} function, or -1
 * @param atoms those of the file, its own name first, then those that only the classes' constants have
 * @param functions in the order of the file
 * @param owners the class of each function, with dots
 * @param funs by index
 * @param classes the main class first
 * @param closures the class of each fun; null for one that has no function
 */
record CodeCacheImage(String className, byte[] md5, int onLoad, List<Atom> atoms, List<LoadedModule.Function> functions, List<String> owners,
        List<FunRow> funs, Tables tables, List<ClassRow> classes, List<byte[]> closures) {

    /** A row of the table of funs: {@code arity} is without the free values, {@code function} -1 for none. */
    record FunRow(int index, Atom name, int arity, int free, int oldUniq, int function) {}

    /**
     * What is read when it is first asked for.
     *
     * @param literals a tuple, as external term
     * @param strings the string table
     * @param attributes external term
     * @param compileInfo external term
     * @param locations as {@link CodeCacheWriter#locations} writes them
     */
    record Tables(byte[] literals, byte[] strings, byte[] attributes, byte[] compileInfo, byte[] locations) {}

    /**
     * A class.
     *
     * @param constants as {@link CodeCacheWriter#constants} writes them
     */
    record ClassRow(String name, byte[] bytes, byte[] constants) {}

    /** The image of a translation that {@link ModuleTranslation#run} made these classes of. */
    static CodeCacheImage of(ModuleTranslation translation, Map<String, GeneratedClass> classes) {
        BeamFile file = translation.file();
        Map<Atom, Integer> atoms = new LinkedHashMap<>();
        file.atoms().forEach(a -> atoms.putIfAbsent(a, atoms.size()));
        List<LoadedModule.Function> functions = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        for (FunctionInfo f : translation.functions()) {
            functions.add(new LoadedModule.Function(f.number, f.code.name(), f.arity(), f.exported, f.nif));
            owners.add(f.method.owner().packageName() + "." + f.method.owner().displayName());
        }
        List<FunRow> funs = new ArrayList<>();
        List<byte[]> closures = new ArrayList<>();
        for (Lambda l : file.lambdas()) {
            FunctionInfo f = translation.functionAt(l.label());
            funs.add(new FunRow(l.index(), l.function(), l.arity() - l.numFree(), l.numFree(), l.oldUniq(), f == null ? -1 : f.number));
            closures.add(closure(translation, funs.size() - 1, l));
        }
        List<ClassRow> rows = new ArrayList<>();
        classes.values().forEach(c -> rows.add(new ClassRow(c.name(), c.bytes(), CodeCacheWriter.constants(c.constants(), atoms))));
        EtfEncoder encoder = EtfEncoder.create();
        Tables tables = new Tables(encoder.encode(Tuple.of(file.literals().toArray(new Term[0]))), file.strings(),
                encoder.encode(file.attributes()), encoder.encode(file.compileInfo()), CodeCacheWriter.locations(translation.locations()));
        return new CodeCacheImage(translation.className(), file.md5(), translation.onLoad(), List.copyOf(atoms.keySet()), functions, owners, funs,
                tables, rows, closures);
    }

    private static byte[] closure(ModuleTranslation translation, int index, Lambda l) {
        return translation.isCallable(l) ? translation.closure(index).build(ClassEmitter.classFile(translation.className())) : null;
    }
}
