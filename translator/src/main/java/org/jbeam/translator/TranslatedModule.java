package org.jbeam.translator;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jbeam.beamformat.BeamFile;

import org.jbeam.runtime.Closure;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.runtime.ModuleCode;
import org.jbeam.runtime.ModuleLoader;
import org.jbeam.runtime.ops.SelectTable;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** A translated module version: tables taken from its file, and its generated classes. */
public final class TranslatedModule extends LoadedModule {
    private final List<Function> functions = new ArrayList<>();
    private final List<LoadedModule.Lambda> lambdas = new ArrayList<>();
    private final Supplier<Term[]> literals;
    private final byte[] strings;
    private final Supplier<Location[]> locations;
    private final Supplier<Term> attributes;
    private final Supplier<Term> compileInfo;
    private final int onLoad;
    private final String className;
    private final List<String> owners;
    private final Map<String, Supplier<List<Constant>>> constants = new HashMap<>();
    private final ModuleLoader loader;
    private ModuleCode code;
    /** The classes of funs by index, where the module makes them itself and not the cache; null for a fun without a function. */
    private final List<ClosureClass> closures = new ArrayList<>();

    TranslatedModule(ModuleTranslation translation) {
        super(translation.file().module(), translation.file().md5());
        BeamFile file = translation.file();
        this.className = translation.className();
        this.owners = new ArrayList<>();
        for (FunctionInfo f : translation.functions()) {
            functions.add(new Function(f.number, f.code.name(), f.arity(), f.exported, f.nif));
            owners.add(f.method.owner().packageName() + "." + f.method.owner().displayName());
        }
        this.literals = known(file.literals().toArray(new Term[0]));
        this.strings = file.strings();
        this.locations = known(translation.locations());
        this.attributes = known(file.attributes());
        this.compileInfo = known(file.compileInfo());
        this.onLoad = translation.onLoad();
        for (org.jbeam.beamformat.Lambda l : file.lambdas()) {
            FunctionInfo f = translation.functionAt(l.label());
            closures.add(translation.isCallable(l) ? translation.closure(lambdas.size()) : null);
            lambdas.add(new LoadedModule.Lambda(this, l.index(), l.function(), l.arity() - l.numFree(), l.numFree(), l.oldUniq(),
                    f == null ? -1 : f.number));
        }
        this.loader = loader();
    }

    /** A module out of the cache; its classes are defined when they are first used, for they were verified when they were made. */
    TranslatedModule(CodeCacheImage image) {
        super(image.atoms().getFirst(), image.md5());
        this.className = image.className();
        this.owners = image.owners();
        functions.addAll(image.functions());
        CodeCacheImage.Tables tables = image.tables();
        this.literals = new CodeCacheLazy<>(tables.literals(), term -> ((Tuple) CodeCacheReader.term(term)).toArray());
        this.strings = tables.strings();
        this.locations = new CodeCacheLazy<>(tables.locations(), CodeCacheReader::locations);
        this.attributes = new CodeCacheLazy<>(tables.attributes(), CodeCacheReader::term);
        this.compileInfo = new CodeCacheLazy<>(tables.compileInfo(), CodeCacheReader::term);
        this.onLoad = image.onLoad();
        for (CodeCacheImage.FunRow f : image.funs()) {
            lambdas.add(new LoadedModule.Lambda(this, f.index(), f.name(), f.arity(), f.free(), f.oldUniq(), f.function()));
        }
        this.loader = loader();
        Map<String, byte[]> bytes = new HashMap<>();
        List<Atom> atoms = image.atoms();
        for (CodeCacheImage.ClassRow c : image.classes()) {
            byte[] table = c.constants();
            constants.put(c.name(), () -> CodeCacheReader.constants(table, atoms));
            bytes.put(c.name(), c.bytes());
            addCodeBytes(c.bytes().length);
        }
        for (int i = 0; i < image.closures().size(); i++) {
            bytes.put(className + "$f" + i, image.closures().get(i));
        }
        // A loader asks for each class once, under its lock.
        loader.source(bytes::remove);
        code();
    }

    private ModuleLoader loader() {
        ModuleLoader made = new ModuleLoader(this);
        made.expect(Rt.COMMON);
        return made;
    }

    private static <T> Supplier<T> known(T value) {
        return () -> value;
    }

    /** Defines and initialises the classes; the classes of funs when they are first used. */
    void define(Map<String, GeneratedClass> classes) throws ReflectiveOperationException {
        classes.values().forEach(c -> constants.put(c.name(), known(c.constants())));
        loader.source(this::closureBytes);
        List<Class<?>> defined = new ArrayList<>();
        for (GeneratedClass c : classes.values()) {
            defined.add(loader.define(c.name(), c.bytes()));
            addCodeBytes(c.bytes().length);
        }
        code();
        for (Class<?> c : defined) {
            Class.forName(c.getName(), true, loader);
        }
        // The fields have them now.
        constants.replaceAll((name, values) -> known(List.of()));
    }

    private byte[] closureBytes(String name) {
        String prefix = className + "$f";
        if (!name.startsWith(prefix)) {
            return null;
        }
        ClosureClass closure = closures.get(Integer.parseInt(name.substring(prefix.length())));
        return closure == null ? null : closure.build(ClassEmitter.classFile(className));
    }

    /** What the static fields of a generated class hold; called by its initialiser. */
    public static Object[] constants(Class<?> generated) {
        TranslatedModule module = (TranslatedModule) LoadedModule.of(generated);
        List<Constant> wanted = module.constants.get(generated.getName()).get();
        Object[] values = new Object[wanted.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = module.value(wanted.get(i));
        }
        return values;
    }

    private Object value(Constant constant) {
        return switch (constant) {
            case Constant.OfAtom a -> a.atom();
            case Constant.OfLiteral l -> literals.get()[l.index()];
            case Constant.OfInteger n -> n.value();
            case Constant.OfExport e -> CodeTable.current().export(e.module(), e.function(), e.arity());
            case Constant.OfBif b -> b.entry();
            case Constant.OfLambda l -> lambdas.get(l.index());
            case Constant.OfString s -> Bitstring.of(strings, s.from(), s.length());
            case Constant.OfTable t -> SelectTable.of(t.keys(), t.nodes(), t.otherwise());
            case Constant.OfCode c -> code();
        };
    }

    @Override
    public List<Function> functions() {
        return functions;
    }

    @Override
    public List<LoadedModule.Lambda> lambdas() {
        return lambdas;
    }

    @Override
    public List<String> classNames() {
        return List.copyOf(constants.keySet());
    }

    @Override
    public Term[] literals() {
        return literals.get();
    }

    @Override
    public Location[] locations() {
        return locations.get();
    }

    @Override
    public Term attributes() {
        return attributes.get();
    }

    @Override
    public Term compileInfo() {
        return compileInfo.get();
    }

    @Override
    public int onLoad() {
        return onLoad;
    }

    /** Made before the module is handed out, so that no lock is needed. */
    @Override
    public ModuleCode code() {
        if (code == null) {
            try {
                Class<?> main = Class.forName(className, false, loader);
                ModuleCode made = (ModuleCode) main.getConstructor().newInstance();
                if (code == null) {
                    code = made;
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return code;
    }

    @Override
    public MethodHandle handle(int function) {
        Function f = functions.get(function);
        int arity = f.arity();
        if (arity > Rt.MAX_SPREAD) {
            return null;
        }
        try {
            MethodType type = MethodType.methodType(Term.class, ErlangProcess.class, int.class);
            for (int i = 0; i < arity; i++) {
                type = type.appendParameterTypes(Term.class);
            }
            Class<?> owner = Class.forName(owners.get(function), true, loader);
            return MethodHandles.publicLookup().findStatic(owner, Names.function(f.name(), arity), type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Closure closure(int index, Pid creator, Term[] env) {
        LoadedModule.Lambda lambda = lambdas.get(index);
        Object[] args = new Object[2 + (env.length > Rt.MAX_SPREAD ? 1 : env.length)];
        args[0] = lambda;
        args[1] = creator;
        if (env.length > Rt.MAX_SPREAD) {
            args[2] = env;
        } else {
            System.arraycopy(env, 0, args, 2, env.length);
        }
        try {
            return (Closure) Class.forName(className + "$f" + index, true, loader).getConstructors()[0].newInstance(args);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the classes hold goes with them, when no frame and no fun refers to them. */
    @Override
    protected void stopFuns(boolean stop) {
        Set<String> classes = new HashSet<>();
        for (LoadedModule.Lambda lambda : lambdas) {
            if (lambda.function() >= 0 && classes.add(owners.get(lambda.function()))) {
                try {
                    Class.forName(owners.get(lambda.function()), true, loader).getField(ClosureClass.STOPPED).setBoolean(null, stop);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
