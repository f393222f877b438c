package org.jbeam.translator;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Operand;
import org.jbeam.runtime.BifTable;

/** Writes one class of a module: some of its functions, and in the main class the dispatch by number. */
final class ClassEmitter {
    /** More bytes than an instruction takes on average in any function: by that, most functions need not be measured. */
    private static final int BYTES_PER_INSTRUCTION = 44;
    /** Fewer bytes than an instruction takes on average in any function: by that, most circles that are too long need not be measured. */
    private static final int LEAST_BYTES_PER_INSTRUCTION = 8;
    /** The most bytes of a method that functions share: C2 takes long over longer ones. */
    private static final int CIRCLE_BYTES = 3_000;
    private static final int FLAGS = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
    private static final ClassHierarchyResolver RUNTIME =
            ClassHierarchyResolver.ofClassLoading(ClassEmitter.class.getClassLoader()).cached(ConcurrentHashMap::new);

    private final ModuleTranslation module;
    private final ClassConstants constants;
    private final List<FunctionInfo> functions;
    private final boolean isMain;
    private int longest;
    private String longestMethod = "";

    /** Says that enough was written to know a size. */
    private static final class Measured extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient int size;
        private final transient int[] nodes;

        Measured(int size, int[] nodes) {
            super(null, null, false, false);
            this.size = size;
            this.nodes = nodes;
        }
    }

    ClassEmitter(ModuleTranslation module, ClassDesc owner, List<FunctionInfo> functions, boolean isMain) {
        this.module = module;
        this.constants = new ClassConstants(owner);
        this.functions = functions;
        this.isMain = isMain;
    }

    /** Generated classes are not there yet when stack maps are made: funs are all a Closure. */
    static ClassFile classFile(String mainClass) {
        String closures = "L" + mainClass.replace('.', '/') + "$f";
        ClassHierarchyResolver mine = type -> type.descriptorString().startsWith(closures)
                ? ClassHierarchyResolver.ClassHierarchyInfo.ofClass(Rt.CLOSURE) : null;
        return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(mine.orElse(RUNTIME)));
    }

    /** The class, and those that hold constants that are too many for it. */
    List<GeneratedClass> emit() {
        ClassFile classFile = classFile(module.className());
        byte[] bytes = classFile.build(constants.type(constants.owner), constants.pool, this::build);
        String name = constants.owner.packageName() + "." + constants.owner.displayName();
        List<GeneratedClass> all = new ArrayList<>();
        all.add(new GeneratedClass(name, bytes, constants.ownValues(), longest, longestMethod));
        all.addAll(constants.furtherClasses(classFile));
        return all;
    }

    private void build(ClassBuilder builder) {
        builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                .withSuperclass(isMain ? Rt.MODULE_CODE : Rt.OBJECT);
        if (functions.stream().anyMatch(module::isOfFun)) {
            builder.withField(ClosureClass.STOPPED, ConstantDescs.CD_boolean, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC);
        }
        for (FunctionInfo f : functions) {
            if (f.bif != null) {
                builtIn(builder, f);
            } else {
                function(builder, f);
            }
        }
        if (isMain) {
            new DispatchEmitter(builder, constants.owner, module.functions()).emit();
        }
        constants.emit(builder);
    }

    private void function(ClassBuilder builder, FunctionInfo f) {
        int limit = module.options().maxMethodBytes();
        if (f.unboxed != null) {
            unboxed(builder, f);
        }
        if (f.circle != null) {
            member(builder, f);
            return;
        }
        if (weight(f) * BYTES_PER_INSTRUCTION <= limit) {
            whole(builder, f, new TypeFlow(f.graph, module.file()));
            return;
        }
        TypeFlow types = new TypeFlow(f.graph, module.file());
        Measured measured = measure(f, types);
        if (measured.size <= limit) {
            whole(builder, f, types);
            return;
        }
        Set<Integer> splits = Segmentation.splits(f.graph, measured.nodes, limit);
        if (!splits.isEmpty()) {
            f.graph = new FlowGraph(f.code, module.file().imports(), splits);
            types = new TypeFlow(f.graph, module.file());
            measured = measure(f, types);
        }
        segments(builder, f, types, new Segmentation(f, measured.nodes, measured.size, limit));
    }

    /** Writes a member's own method, and with the first one the method that they share. */
    private void member(ClassBuilder builder, FunctionInfo f) {
        builder.withMethodBody(f.javaName(), f.method.type(), FLAGS, out -> CircleEmitter.wrapper(
                new FunctionEmitter(module, f, new Code(out, constants), null, null), f.circle));
        if (f.circle.members().get(0) == f) {
            Rt.Method shared = f.circle.method();
            builder.withMethodBody(shared.name(), shared.type(), FLAGS, out -> {
                Code code = new Code(out, constants);
                new CircleEmitter(module, f.circle, code).emit();
                size(shared.name(), code);
            });
        }
    }

    /** Is the method of a circle short enough to be compiled? */
    boolean fits(TailCircle circle) {
        int limit = Math.min(module.options().maxMethodBytes(), CIRCLE_BYTES);
        int weight = circle.members().stream().mapToInt(ClassEmitter::weight).sum();
        if (weight * LEAST_BYTES_PER_INSTRUCTION > limit) {
            return false;
        }
        ClassConstants scratch = new ClassConstants(constants.owner);
        try {
            classFile(module.className()).build(scratch.type(constants.owner), scratch.pool,
                    b -> b.withMethodBody(circle.method().name(), circle.method().type(), FLAGS, out -> {
                        Code code = new Code(out, scratch);
                        new CircleEmitter(module, circle, code).emit();
                        throw new Measured(code.size(), new int[0]);
                    }));
        } catch (Measured m) {
            return m.size <= limit;
        }
        throw new IllegalStateException();
    }

    /** The instructions, with the operands in lists. */
    private static int weight(FunctionInfo f) {
        int weight = 0;
        for (Instruction i : f.code.instructions()) {
            weight++;
            int last = i.arity() - 1;
            if (last >= 0 && i.arg(last) instanceof Operand.ListOperand list) {
                weight += list.size() / 2;
            }
        }
        return weight;
    }

    private Measured measure(FunctionInfo f, TypeFlow types) {
        ClassConstants scratch = new ClassConstants(constants.owner);
        try {
            classFile(module.className()).build(scratch.type(constants.owner), scratch.pool,
                    b -> b.withMethodBody(f.javaName(), f.method.type(), FLAGS, out -> {
                        FunctionEmitter emitter = new FunctionEmitter(module, f, new Code(out, scratch), types, null);
                        emitter.emitFunction();
                        throw new Measured(emitter.code.size(), emitter.nodeSizes());
                    }));
        } catch (Measured m) {
            return m;
        }
        throw new IllegalStateException();
    }

    private void whole(ClassBuilder builder, FunctionInfo f, TypeFlow types) {
        builder.withMethodBody(f.javaName(), f.method.type(), FLAGS, out -> {
            Code code = new Code(out, constants);
            new FunctionEmitter(module, f, code, types, null).emitFunction();
            size(f.javaName(), code);
        });
    }

    /** The second method of a function, which takes or returns unboxed integers. */
    private void unboxed(ClassBuilder builder, FunctionInfo f) {
        Rt.Method method = f.unboxed.method();
        builder.withMethodBody(method.name(), method.type(), FLAGS, out -> {
            Code code = new Code(out, constants);
            FunctionEmitter.unboxed(module, f, code, new TypeFlow(f.graph, module.file())).emitFunction();
            size(method.name(), code);
        });
    }

    private void segments(ClassBuilder builder, FunctionInfo f, TypeFlow types, Segmentation segmentation) {
        builder.withMethodBody(f.javaName(), f.method.type(), FLAGS, out -> {
            Code code = new Code(out, constants);
            segmentation.emitDriver(new FunctionEmitter(module, f, code, types, null));
            size(f.javaName(), code);
        });
        for (Segmentation.Segment segment : segmentation.segments()) {
            MethodTypeDesc type = Segmentation.type();
            builder.withMethodBody(segment.method().name(), type, FLAGS, out -> {
                Code code = new Code(out, constants);
                new FunctionEmitter(module, f, code, types, segment).emitSegment();
                size(segment.method().name(), code);
            });
        }
    }

    /** A function that a BIF replaces: calls it. */
    private void builtIn(ClassBuilder builder, FunctionInfo f) {
        BifTable.Entry bif = f.bif;
        builder.withMethodBody(f.javaName(), f.method.type(), FLAGS, out -> BifEmitter.wrapper(module, new Code(out, constants), f, bif));
    }

    private void size(String method, Code code) {
        if (code.size() > longest) {
            longest = code.size();
            longestMethod = method;
        }
    }
}
