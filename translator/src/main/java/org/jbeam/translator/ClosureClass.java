package org.jbeam.translator;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.runtime.ModuleCode;

/** The class of one fun: a field for each value closed over, and the call method of its arity, which calls the function behind. */
final class ClosureClass {
    /** The static field of a class with functions of funs: do calls of the funs go to {@code Closure}'s own methods? */
    static final String STOPPED = "stopped";
    private final ClassDesc type;
    private final Rt.Method function;
    private final int functionArity;
    private final int free;
    private final int arity;
    private final Rt.Method constructor;

    ClosureClass(ClassDesc type, FunctionInfo function, int free) {
        this.type = type;
        this.function = function.method;
        this.functionArity = function.arity();
        this.free = free;
        this.arity = functionArity - free;
        ClassDesc[] parameters = spread() ? Rt.terms(free, Rt.LAMBDA, Rt.PID) : new ClassDesc[] {Rt.LAMBDA, Rt.PID, Rt.TERM_ARRAY};
        this.constructor = Rt.virtual(type, "<init>", Rt.VOID, parameters);
    }

    ClassDesc type() {
        return type;
    }

    /** {@code (Lambda, Pid, Term…)}, or with an array when there are very many values. */
    Rt.Method constructor() {
        return constructor;
    }

    /** Does the constructor take the values one by one? */
    boolean spread() {
        return free <= Rt.MAX_SPREAD;
    }

    byte[] build(ClassFile classFile) {
        return classFile.build(type, this::build);
    }

    private void build(ClassBuilder builder) {
        builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC).withSuperclass(Rt.CLOSURE);
        for (int i = 0; i < free; i++) {
            builder.withField("e" + i, Rt.TERM, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
        }
        builder.withMethodBody(ConstantDescs.INIT_NAME, constructor.type(), ClassFile.ACC_PUBLIC, this::constructorBody);
        if (arity <= ModuleCode.DIRECT) {
            MethodTypeDesc call = MethodTypeDesc.of(Rt.TERM, Rt.terms(arity, Rt.PROCESS, Rt.INT));
            builder.withMethodBody("call" + arity, call, ClassFile.ACC_PUBLIC, code -> callDirect(code, call));
        } else {
            builder.withMethodBody("callN", MethodTypeDesc.of(Rt.TERM, Rt.PROCESS, Rt.INT, Rt.TERM_ARRAY), ClassFile.ACC_PUBLIC, this::callMany);
        }
        builder.withMethodBody("envSize", MethodTypeDesc.of(Rt.INT), ClassFile.ACC_PUBLIC, code -> code.loadConstant(free).ireturn());
        builder.withMethodBody("env", MethodTypeDesc.of(Rt.TERM, Rt.INT), ClassFile.ACC_PUBLIC, this::env);
    }

    private void constructorBody(CodeBuilder code) {
        code.aload(0).aload(1).aload(2).invokespecial(Rt.CLOSURE, ConstantDescs.INIT_NAME, MethodTypeDesc.of(Rt.VOID, Rt.LAMBDA, Rt.PID));
        for (int i = 0; i < free; i++) {
            code.aload(0);
            if (spread()) {
                code.aload(3 + i);
            } else {
                code.aload(3).loadConstant(i).aaload();
            }
            code.putfield(type, "e" + i, Rt.TERM);
        }
        code.return_();
    }

    private void callDirect(CodeBuilder code, MethodTypeDesc type) {
        Label stopped = code.newLabel();
        code.getstatic(function.owner(), STOPPED, ConstantDescs.CD_boolean).ifne(stopped);
        call(code, false);
        code.labelBinding(stopped).aload(0).aload(1).iload(2);
        for (int i = 0; i < arity; i++) {
            code.aload(3 + i);
        }
        code.invokespecial(Rt.CLOSURE, "call" + arity, type).areturn();
    }

    private void callMany(CodeBuilder code) {
        Label mine = code.newLabel();
        Label other = code.newLabel();
        code.aload(3).arraylength().loadConstant(arity).if_icmpne(other);
        code.getstatic(function.owner(), STOPPED, ConstantDescs.CD_boolean).ifeq(mine);
        code.labelBinding(other).aload(0).aload(1).iload(2).aload(3)
                .invokespecial(Rt.CLOSURE, "callN", MethodTypeDesc.of(Rt.TERM, Rt.PROCESS, Rt.INT, Rt.TERM_ARRAY)).areturn();
        code.labelBinding(mine);
        call(code, true);
    }

    /** Calls the function with the arguments and the values closed over. */
    private void call(CodeBuilder code, boolean fromArray) {
        code.aload(1).iload(2);
        boolean intoArray = functionArity > Rt.MAX_SPREAD;
        if (intoArray) {
            code.loadConstant(functionArity).anewarray(Rt.TERM);
        }
        for (int i = 0; i < functionArity; i++) {
            if (intoArray) {
                code.dup().loadConstant(i);
            }
            value(code, i, fromArray);
            if (intoArray) {
                code.aastore();
            }
        }
        code.invokestatic(function.owner(), function.name(), function.type()).return_(TypeKind.REFERENCE);
    }

    private void value(CodeBuilder code, int index, boolean fromArray) {
        if (index >= arity) {
            code.aload(0).getfield(type, "e" + (index - arity), Rt.TERM);
        } else if (fromArray) {
            code.aload(3).loadConstant(index).aaload();
        } else {
            code.aload(3 + index);
        }
    }

    private void env(CodeBuilder code) {
        Label none = code.newLabel();
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < free; i++) {
            cases.add(SwitchCase.of(i, code.newLabel()));
        }
        if (free > 0) {
            code.iload(1).tableswitch(0, free - 1, none, cases);
            for (int i = 0; i < free; i++) {
                code.labelBinding(cases.get(i).target()).aload(0).getfield(type, "e" + i, Rt.TERM).areturn();
            }
        }
        code.labelBinding(none).iload(1).invokestatic(Rt.CALL_OPS, "noValue", MethodTypeDesc.of(Rt.TERM, Rt.INT)).areturn();
    }
}
