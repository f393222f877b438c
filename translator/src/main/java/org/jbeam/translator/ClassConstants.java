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
 * The constants of one generated class: a static final field each, set by the class initialiser out of {@link TranslatedModule#constants(Class)}.
 * It also remembers constant pool entries, which are dear to look up.
 */
final class ClassConstants {
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

    /** How many there are. */
    int size() {
        return values.size();
    }

    /** The values, in the order of the array that the initialiser reads. */
    List<Constant> values() {
        return values;
    }

    /** The field that holds a constant. */
    FieldRefEntry field(Constant value, ClassDesc type) {
        Field field = byValue.get(value);
        if (field == null) {
            String name = "c" + values.size();
            field = new Field(name, type, pool.fieldRefEntry(owner, name, type));
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

    /** Adds the fields and the initialiser, when all methods are there. */
    void emit(ClassBuilder builder) {
        if (fields.isEmpty()) {
            return;
        }
        for (Field field : fields) {
            builder.withField(field.name, field.type, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL | ClassFile.ACC_PRIVATE);
        }
        builder.withMethodBody(ConstantDescs.CLASS_INIT_NAME, MethodTypeDesc.of(Rt.VOID), ClassFile.ACC_STATIC, this::initialiser);
    }

    private void initialiser(CodeBuilder code) {
        code.ldc(owner)
                .invokestatic(Rt.MODULE, "constants", MethodTypeDesc.of(Rt.OBJECT_ARRAY, ConstantDescs.CD_Class))
                .astore(0);
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            code.aload(0).loadConstant(i).aaload().checkcast(type(field.type)).putstatic(field.ref);
        }
        code.return_();
    }
}
