package org.jbeam.translator;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.runtime.ModuleCode;

/** The methods of {@link ModuleCode} in a module's main class: switches over function numbers, cut so that HotSpot compiles each. */
final class DispatchEmitter {
    /** The most cases of one method of few arguments. */
    private static final int CASES = 250;
    /** As {@link #CASES}, in units of arguments that are read from an array. */
    private static final int ARRAY_READS = 1200;

    private final ClassBuilder builder;
    private final ClassDesc owner;
    private final List<FunctionInfo> functions;

    DispatchEmitter(ClassBuilder builder, ClassDesc owner, List<FunctionInfo> functions) {
        this.builder = builder;
        this.owner = owner;
        this.functions = functions;
    }

    void emit() {
        builder.withMethodBody(ConstantDescs.INIT_NAME, MethodTypeDesc.of(Rt.VOID), ClassFile.ACC_PUBLIC,
                code -> code.aload(0).invokespecial(Rt.MODULE_CODE, ConstantDescs.INIT_NAME, MethodTypeDesc.of(Rt.VOID)).return_());
        List<FunctionInfo> many = new ArrayList<>();
        for (int arity = 0; arity <= ModuleCode.DIRECT; arity++) {
            direct(arity);
        }
        functions.stream().filter(f -> f.arity() > ModuleCode.DIRECT).forEach(many::add);
        any(many);
    }

    private void direct(int arity) {
        List<FunctionInfo> mine = functions.stream().filter(f -> f.arity() == arity).toList();
        if (mine.isEmpty()) {
            return;
        }
        MethodTypeDesc type = MethodTypeDesc.of(Rt.TERM, Rt.terms(arity, Rt.INT, Rt.PROCESS, Rt.INT));
        List<List<FunctionInfo>> pieces = new ArrayList<>();
        for (int from = 0; from < mine.size(); from += CASES) {
            pieces.add(mine.subList(from, Math.min(mine.size(), from + CASES)));
        }
        dispatch("call" + arity, type, pieces);
    }

    private void any(List<FunctionInfo> many) {
        List<List<FunctionInfo>> pieces = new ArrayList<>();
        int from = 0;
        int reads = 0;
        for (int i = 0; i < many.size(); i++) {
            reads += many.get(i).arity() + 4;
            if (reads > ARRAY_READS && i > from) {
                pieces.add(many.subList(from, i));
                from = i;
                reads = many.get(i).arity() + 4;
            }
        }
        pieces.add(many.subList(from, many.size()));
        dispatch("callN", MethodTypeDesc.of(Rt.TERM, Rt.INT, Rt.PROCESS, Rt.INT, Rt.TERM_ARRAY), pieces);
    }

    /** The functions of each piece have ascending numbers, and so have the pieces. */
    private void dispatch(String name, MethodTypeDesc type, List<List<FunctionInfo>> pieces) {
        boolean isAny = name.equals("callN");
        if (pieces.size() == 1) {
            builder.withMethodBody(name, type, ClassFile.ACC_PUBLIC, code -> {
                if (isAny) {
                    spread(code);
                }
                cases(code, pieces.get(0), 1, isAny);
            });
            return;
        }
        for (int i = 0; i < pieces.size(); i++) {
            List<FunctionInfo> piece = pieces.get(i);
            builder.withMethodBody(name + "$" + i, type, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, code -> cases(code, piece, 0, isAny));
        }
        builder.withMethodBody(name, type, ClassFile.ACC_PUBLIC, code -> {
            if (isAny) {
                spread(code);
            }
            for (int i = 0; i < pieces.size(); i++) {
                Label other = code.newLabel();
                if (i < pieces.size() - 1) {
                    code.iload(1).loadConstant(pieces.get(i + 1).get(0).number).if_icmpge(other);
                }
                code.iload(1).aload(2).iload(3);
                for (int a = 3; a < type.parameterCount(); a++) {
                    code.aload(a + 1);
                }
                code.invokestatic(owner, name + "$" + i, type).areturn().labelBinding(other);
            }
        });
    }

    /** Few arguments in an array go to the method of their number. */
    private void spread(CodeBuilder code) {
        Label many = code.newLabel();
        List<SwitchCase> cases = new ArrayList<>();
        for (int arity = 0; arity <= ModuleCode.DIRECT; arity++) {
            cases.add(SwitchCase.of(arity, code.newLabel()));
        }
        code.aload(4).arraylength().tableswitch(0, ModuleCode.DIRECT, many, cases);
        for (int arity = 0; arity <= ModuleCode.DIRECT; arity++) {
            code.labelBinding(cases.get(arity).target());
            int wanted = arity;
            if (functions.stream().noneMatch(f -> f.arity() == wanted)) {
                code.iload(1).invokestatic(Rt.CALL_OPS, "noFunction", MethodTypeDesc.of(Rt.TERM, Rt.INT)).areturn();
                continue;
            }
            code.aload(0).iload(1).aload(2).iload(3);
            for (int a = 0; a < arity; a++) {
                code.aload(4).loadConstant(a).aaload();
            }
            code.invokevirtual(owner, "call" + arity, MethodTypeDesc.of(Rt.TERM, Rt.terms(arity, Rt.INT, Rt.PROCESS, Rt.INT))).areturn();
        }
        code.labelBinding(many);
    }

    private void cases(CodeBuilder code, List<FunctionInfo> piece, int base, boolean fromArray) {
        Label none = code.newLabel();
        List<SwitchCase> cases = new ArrayList<>();
        piece.forEach(f -> cases.add(SwitchCase.of(f.number, code.newLabel())));
        if (!cases.isEmpty()) {
            code.iload(base).lookupswitch(none, cases);
        }
        for (int i = 0; i < piece.size(); i++) {
            FunctionInfo f = piece.get(i);
            code.labelBinding(cases.get(i).target()).aload(base + 1).iload(base + 2);
            boolean whole = f.arity() > Rt.MAX_SPREAD;
            if (whole) {
                code.aload(base + 3);
            }
            for (int a = 0; a < f.arity() && !whole; a++) {
                if (fromArray) {
                    code.aload(base + 3).loadConstant(a).aaload();
                } else {
                    code.aload(base + 3 + a);
                }
            }
            code.invokestatic(f.method.owner(), f.method.name(), f.method.type()).areturn();
        }
        code.labelBinding(none).iload(base).invokestatic(Rt.CALL_OPS, "noFunction", MethodTypeDesc.of(Rt.TERM, Rt.INT)).areturn();
    }
}
