package org.jbeam.translator;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The constants of one generated class: a static final field each, set by the class initialiser out of {@link
 * TranslatedModule#constants(Class)}. What is
 * too much for one initialiser goes to further classes that hold nothing else. It also remembers constant pool entries, which are dear to look up.
 */
final class ClassConstants {
    /** The most constants whose initialiser stays below 64 KiB. */
    private static final int LIMIT = 5_000;

    private record Field(String name, ClassDesc type, FieldRefEntry ref) {}

    final ConstantPoolBuilder pool = ConstantPoolBuilder.of();
    final ClassDesc owner;
    private final List<Constant> values = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final Map<Constant, Field> byValue = new HashMap<>();
    private final Map<Rt.Method, MethodRefEntry> methods = new IdentityHashMap<>();
    private final Map<ClassDesc, ClassEntry> classes = new IdentityHashMap<>();

    ClassConstants(ClassDesc owner) {
        this.owner = owner;
    }

    /** The field that holds a constant. */
    FieldRefEntry field(Constant value, ClassDesc type) {
        Field field = byValue.get(value);
        if (field == null) {
            String name = "c" + values.size();
            field = new Field(name, type, pool.fieldRefEntry(holder(values.size() / LIMIT), name, type));
            byValue.put(value, field);
            values.add(value);
            fields.add(field);
        }
        return field.ref;
    }

    /** The entry of a method. */
    MethodRefEntry method(Rt.Method method) {
        return methods.computeIfAbsent(method, m -> pool.methodRefEntry(m.owner(), m.name(), m.type()));
    }

    /** The entry of a class. */
    ClassEntry type(ClassDesc type) {
        return classes.computeIfAbsent(type, pool::classEntry);
    }

    private ClassDesc holder(int index) {
        return index == 0 ? owner : ClassDesc.of(owner.packageName() + "." + owner.displayName() + "$k" + index);
    }

    /** Adds the first fields and their initialiser, when all methods are there. */
    void emit(ClassBuilder builder) {
        emit(builder, owner, 0);
    }

    /** The values of the fields that the class itself has. */
    List<Constant> ownValues() {
        return values.subList(0, Math.min(LIMIT, values.size()));
    }

    /** The classes that hold what is too much. */
    List<GeneratedClass> furtherClasses(ClassFile classFile) {
        List<GeneratedClass> further = new ArrayList<>();
        for (int i = 1; i * LIMIT < values.size(); i++) {
            ClassDesc holder = holder(i);
            int from = i * LIMIT;
            byte[] bytes = classFile.build(holder, builder -> {
                builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
                emit(builder, holder, from);
            });
            further.add(new GeneratedClass(holder.packageName() + "." + holder.displayName(), bytes,
                    values.subList(from, Math.min(from + LIMIT, values.size())), 0, ""));
        }
        return further;
    }

    private void emit(ClassBuilder builder, ClassDesc holder, int from) {
        List<Field> mine = fields.subList(from, Math.min(from + LIMIT, fields.size()));
        if (mine.isEmpty()) {
            return;
        }
        for (Field field : mine) {
            builder.withField(field.name, field.type, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        }
        builder.withMethodBody(ConstantDescs.CLASS_INIT_NAME, MethodTypeDesc.of(Rt.VOID), ClassFile.ACC_STATIC,
                code -> initialiser(code, holder, mine));
    }

    private static void initialiser(CodeBuilder code, ClassDesc holder, List<Field> fields) {
        code.ldc(holder)
                .invokestatic(Rt.MODULE, "constants", MethodTypeDesc.of(Rt.OBJECT_ARRAY, ConstantDescs.CD_Class))
                .astore(0);
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            code.aload(0).loadConstant(i).aaload().checkcast(field.type).putstatic(holder, field.name, field.type);
        }
        code.return_();
    }
}
