package org.jbeam.translator;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jbeam.beamformat.BeamFile;
import org.jbeam.beamformat.CodeValidator;
import org.jbeam.beamformat.FunctionCode;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Lambda;
import org.jbeam.beamformat.LineTable;
import org.jbeam.beamformat.MalformedBeamException;
import org.jbeam.beamformat.Opcode;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.term.Atom;

/** The translation of one file: its functions, what they share, and the passes over them. */
final class ModuleTranslation {
    /** The most instructions of one class. */
    private static final int CLASS_INSTRUCTIONS = 40_000;
    /** The most functions of one class. */
    private static final int CLASS_FUNCTIONS = 1_500;
    /** A class file's line numbers have 16 bits. */
    private static final int MAX_LOCATIONS = 0xffff;

    /** Files of compilers from this release on are translated: its instructions, and any since. */
    private static final int OLDEST_RELEASE = 25;
    private static final int NEWEST_RELEASE = 28;

    private record FunctionName(Atom name, int arity) {}

    private final BeamFile file;
    private final TranslatorOptions options;
    private final String className;
    private final List<FunctionInfo> functions = new ArrayList<>();
    private final Map<Integer, FunctionInfo> byEntry = new HashMap<>();
    private final Map<BifTable.Entry, Rt.Method> bifMethods = new HashMap<>();
    private final List<LoadedModule.Location> locations = new ArrayList<>();
    private final Map<Long, Integer> locationIndex = new HashMap<>();
    private final Map<Long, Integer> callIndex = new HashMap<>();
    private final Map<Integer, ClosureClass> closures = new HashMap<>();
    /** The functions behind funs, once somebody asked. */
    private Set<FunctionInfo> ofFuns;
    private final List<List<FunctionInfo>> parts = new ArrayList<>();
    private int onLoad = -1;

    /** {@code className} is that of the main class, with dots. */
    ModuleTranslation(BeamFile file, TranslatorOptions options, String className) {
        this.file = file;
        this.options = options;
        this.className = className;
        this.locations.add(new LoadedModule.Location(0, "", 0, false));
    }

    /** Makes the classes: name (with dots) to bytes and constants, the main class first. */
    Map<String, GeneratedClass> run() {
        collect();
        for (FunctionInfo f : functions) {
            if (f.bif == null) {
                f.graph = new FlowGraph(f.code, file.imports(), Set.of());
            }
        }
        distribute();
        if (options.optimized()) {
            circles();
            new TailAnalysis(this).run();
            new LongAnalysis(this).run();
        }
        Map<String, GeneratedClass> classes = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            new ClassEmitter(this, ClassDesc.of(partName(i)), parts.get(i), i == 0).emit().forEach(c -> classes.put(c.name(), c));
        }
        return classes;
    }

    /** Functions that tail-call one another share a method where they fit one. */
    private void circles() {
        ClassEmitter scratch = new ClassEmitter(this, ClassDesc.of(className), List.of(), false);
        for (List<FunctionInfo> members : new TailCircles(this).find()) {
            TailCircle circle = new TailCircle(members);
            members.forEach(m -> m.circle = circle);
            if (!scratch.fits(circle)) {
                members.forEach(m -> m.circle = null);
            }
        }
    }

    private void collect() {
        Set<FunctionName> exported = new HashSet<>();
        file.exports().forEach(e -> exported.add(new FunctionName(e.function(), e.arity())));
        Set<FunctionName> seen = new HashSet<>();
        Atom module = file.module();
        for (FunctionCode code : CodeValidator.validate(file, OLDEST_RELEASE, NEWEST_RELEASE)) {
            FunctionName name = new FunctionName(code.name(), code.arity());
            if (!seen.add(name)) {
                throw new MalformedBeamException("Code", 0, code + " is there twice");
            }
            boolean nif = has(code, Opcode.NIF_START);
            FunctionInfo f = new FunctionInfo(functions.size(), code, exported.contains(name), nif,
                    BifTable.find(module, code.name(), code.arity()));
            functions.add(f);
            byEntry.put(code.entryLabel(), f);
            if (has(code, Opcode.ON_LOAD)) {
                onLoad = f.number;
            }
        }
    }

    /** Marks stand right behind the entry. */
    private static boolean has(FunctionCode code, Opcode op) {
        List<Instruction> all = code.instructions();
        for (int i = code.entryIndex(); i < Math.min(all.size(), code.entryIndex() + 3); i++) {
            if (all.get(i).op() == op) {
                return true;
            }
        }
        return false;
    }

    private void distribute() {
        List<FunctionInfo> part = new ArrayList<>();
        int instructions = 0;
        for (FunctionInfo f : functions) {
            int size = f.code.instructions().size();
            if (!part.isEmpty() && (instructions + size > CLASS_INSTRUCTIONS || part.size() >= CLASS_FUNCTIONS)) {
                parts.add(part);
                part = new ArrayList<>();
                instructions = 0;
            }
            part.add(f);
            instructions += size;
            MethodTypeDesc type = Rt.functionType(f.arity());
            f.method = new Rt.Method(ClassDesc.of(partName(parts.size())), f.javaName(), type, true);
        }
        parts.add(part);
    }

    private String partName(int index) {
        return index == 0 ? className : className + "$p" + index;
    }

    BeamFile file() {
        return file;
    }

    TranslatorOptions options() {
        return options;
    }

    List<FunctionInfo> functions() {
        return functions;
    }

    /** The function that a call to this label enters, or null. */
    FunctionInfo functionAt(int entryLabel) {
        return byEntry.get(entryLabel);
    }

    int onLoad() {
        return onLoad;
    }

    String className() {
        return className;
    }

    /** The Java method of a built-in function. */
    Rt.Method bifMethod(BifTable.Entry entry) {
        return bifMethods.computeIfAbsent(entry, e -> {
            ClassDesc[] first = e.takesProcess() ? new ClassDesc[] {Rt.PROCESS} : new ClassDesc[0];
            return Rt.statik(e.owner().describeConstable().orElseThrow(), e.methodName(),
                    e.returnType().describeConstable().orElseThrow(), Rt.terms(e.arity(), first));
        });
    }

    /** The line number for generated code that stands for this place. */
    int location(int function, int line, boolean tail) {
        long key = key(function, line, tail);
        Integer known = locationIndex.get(key);
        if (known != null) {
            return known;
        }
        if (locations.size() >= MAX_LOCATIONS) {
            return 0;
        }
        int added = addLocation(function, line, tail);
        locationIndex.put(key, added);
        return added;
    }

    /**
     * A line number of its own for a call, the same wherever the code of the call at {@code index} stands: OTP's traces leave out a frame only
     * when the one before is at the same call, not just in the same line. Modules with very many calls share them.
     */
    int callLocation(int function, int index, int line, boolean tail) {
        Integer known = callIndex.get(key(function, index, tail));
        if (known != null) {
            return known;
        }
        if (locations.size() >= MAX_LOCATIONS / 2) {
            return location(function, line, tail);
        }
        int added = addLocation(function, line, tail);
        callIndex.put(key(function, index, tail), added);
        return added;
    }

    private static long key(int function, int place, boolean tail) {
        return (long) function << 32 | (long) place << 1 | (tail ? 1 : 0);
    }

    private int addLocation(int function, int line, boolean tail) {
        LineTable lines = file.lines();
        boolean exists = line < lines.size();
        locations.add(new LoadedModule.Location(function, exists ? lines.file(line) : "", exists ? lines.line(line) : 0, tail));
        return locations.size() - 1;
    }

    LoadedModule.Location[] locations() {
        return locations.toArray(new LoadedModule.Location[0]);
    }

    /** Is there the function that a row of the table of funs names? */
    boolean isCallable(Lambda lambda) {
        FunctionInfo f = byEntry.get(lambda.label());
        return f != null && f.arity() == lambda.arity() && lambda.numFree() <= lambda.arity();
    }

    /** Is it the function behind a fun? */
    boolean isOfFun(FunctionInfo f) {
        if (ofFuns == null) {
            ofFuns = new HashSet<>();
            file.lambdas().forEach(lambda -> ofFuns.add(byEntry.get(lambda.label())));
        }
        return ofFuns.contains(f);
    }

    /** The class of a fun; its bytes are made when it is first wanted. */
    ClosureClass closure(int index) {
        return closures.computeIfAbsent(index, i -> {
            Lambda lambda = file.lambdas().get(i);
            if (!isCallable(lambda)) {
                throw new MalformedBeamException("FunT", 0, "fun " + i + " has no function");
            }
            return new ClosureClass(ClassDesc.of(className + "$f" + i), byEntry.get(lambda.label()), lambda.numFree());
        });
    }
}
