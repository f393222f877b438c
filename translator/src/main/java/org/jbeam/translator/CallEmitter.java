package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jbeam.beamformat.Import;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Operand;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.ModuleCode;

/** Calls of functions and funs, body and tail. */
final class CallEmitter {
    private static final Rt.Method FINISH = Rt.statik(Rt.CALL_OPS, "finish", Rt.TERM, Rt.TERM, Rt.PROCESS);
    private static final Rt.Method CALLABLE = Rt.statik(Rt.CALL_OPS, "callable", Rt.CALLABLE, Rt.TERM, Rt.PROCESS);
    private static final Rt.Method APPLY_FUN = Rt.statik(Rt.CALL_OPS, "apply", Rt.TERM, Rt.PROCESS, Rt.INT, Rt.TERM, Rt.TERM);
    private static final Rt.Method APPLY_NAME = Rt.statik(Rt.CALL_OPS, "apply", Rt.TERM, Rt.PROCESS, Rt.INT, Rt.TERM, Rt.TERM, Rt.TERM);
    private static final Rt.Method NAMED = Rt.statik(Rt.CALL_OPS, "named", Rt.EXPORT, Rt.PROCESS, Rt.TERM, Rt.TERM, Rt.TERM_ARRAY);
    private static final Rt.Method[] NAMED_SHORT = new Rt.Method[4];
    private static final Rt.Method[] CALL_FUN = new Rt.Method[ModuleCode.DIRECT + 1];
    private static final Rt.Method[] CALL_EXPORT = new Rt.Method[ModuleCode.DIRECT + 1];
    private static final Rt.Method CALL_FUN_N = Rt.virtual(Rt.CALLABLE, "callN", Rt.TERM, Rt.PROCESS, Rt.INT, Rt.TERM_ARRAY);
    private static final Rt.Method CALL_EXPORT_N = Rt.virtual(Rt.EXPORT, "callN", Rt.TERM, Rt.PROCESS, Rt.INT, Rt.TERM_ARRAY);
    private static final DirectMethodHandleDesc BOOTSTRAP = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, Rt.CALL_SITE, "bootstrap",
            MethodTypeDesc.of(ConstantDescs.CD_CallSite, ConstantDescs.CD_MethodHandles_Lookup, ConstantDescs.CD_String,
                    ConstantDescs.CD_MethodType, ConstantDescs.CD_String, ConstantDescs.CD_String));

    static {
        for (int i = 0; i <= ModuleCode.DIRECT; i++) {
            CALL_FUN[i] = Rt.virtual(Rt.CALLABLE, "call" + i, Rt.TERM, Rt.terms(i, Rt.PROCESS, Rt.INT));
            CALL_EXPORT[i] = Rt.virtual(Rt.EXPORT, "call" + i, Rt.TERM, Rt.terms(i, Rt.PROCESS, Rt.INT));
        }
        for (int i = 0; i < NAMED_SHORT.length; i++) {
            NAMED_SHORT[i] = Rt.statik(Rt.CALL_OPS, "named", Rt.EXPORT, Rt.terms(i + 2, Rt.PROCESS));
        }
    }

    private CallEmitter() {}

    static void register(OpcodeTable table) {
        table.add(org.jbeam.beamformat.Opcode.CALL, (f, i) -> local(f, i.number(0), i.label(1), false));
        table.add(org.jbeam.beamformat.Opcode.CALL_LAST, (f, i) -> local(f, i.number(0), i.label(1), true));
        table.add(org.jbeam.beamformat.Opcode.CALL_ONLY, (f, i) -> local(f, i.number(0), i.label(1), true));
        table.add(org.jbeam.beamformat.Opcode.CALL_EXT, (f, i) -> external(f, i, false));
        table.add(org.jbeam.beamformat.Opcode.CALL_EXT_LAST, (f, i) -> external(f, i, true));
        table.add(org.jbeam.beamformat.Opcode.CALL_EXT_ONLY, (f, i) -> external(f, i, true));
        table.add(org.jbeam.beamformat.Opcode.CALL_FUN, (f, i) -> fun(f, i.number(0), Operand.X.of(i.number(0))));
        table.add(org.jbeam.beamformat.Opcode.CALL_FUN2, (f, i) -> fun(f, i.number(1), i.arg(2)));
        table.add(org.jbeam.beamformat.Opcode.APPLY, (f, i) -> apply(f, i.number(0), false));
        table.add(org.jbeam.beamformat.Opcode.APPLY_LAST, (f, i) -> apply(f, i.number(0), true));
        table.add(org.jbeam.beamformat.Opcode.RETURN, (f, i) -> f.returnX0());
    }

    /** Ends a call whose result is on the stack. */
    private static void end(FunctionEmitter f, boolean tail, boolean mayTail) {
        if (tail) {
            f.returns();
            return;
        }
        finish(f, mayTail);
        f.code.astore(f.locals.x(0));
    }

    private static void finish(FunctionEmitter f, boolean mayTail) {
        if (mayTail) {
            f.process().code.call(FINISH);
        }
    }

    private static void line(FunctionEmitter f, boolean tail) {
        if (tail) {
            f.tailLine();
        } else {
            f.line();
        }
    }

    /** Pushes the process and the depth that the callee gets. */
    private static void head(FunctionEmitter f, boolean tail) {
        f.process();
        depth(f, tail);
    }

    private static void depth(FunctionEmitter f, boolean tail) {
        if (tail && f.function.mayTail) {
            f.code.iload(Locals.DEPTH).constant(1).plain(Opcode.IADD);
        } else if (tail) {
            // nothing to count, but the callee shall know whether the end of the chain is traced
            f.code.iload(Locals.DEPTH);
        } else {
            f.code.constant(0);
        }
    }

    private static void local(FunctionEmitter f, int arity, int label, boolean tail) {
        FunctionInfo callee = f.module.functionAt(label);
        if (callee == null || callee.arity() != arity) {
            throw f.malformed("calls no function");
        }
        if (tail && callee == f.function) {
            f.selfCall();
            return;
        }
        if (tail && f.jump(callee)) {
            return;
        }
        line(f, tail);
        if (f.isUnboxed() && callee.unboxed != null) {
            unboxed(f, callee, tail);
        } else {
            boxed(f, callee, tail);
        }
    }

    private static void boxed(FunctionEmitter f, FunctionInfo callee, boolean tail) {
        head(f, tail);
        if (callee.arity() > Rt.MAX_SPREAD) {
            f.loadArray(FunctionEmitter.xs(callee.arity()));
        } else {
            f.loadX(callee.arity());
        }
        f.code.call(callee.method);
        end(f, tail, callee.mayTail);
    }

    /** A call between methods with unboxed arguments, as long as they are small integers. */
    private static void unboxed(FunctionEmitter f, FunctionInfo callee, boolean tail) {
        Code code = f.code;
        Label done = code.label();
        Label boxed = callee.unboxed.parameters().isEmpty() ? null : f.later(() -> {
            boxed(f, callee, tail);
            if (!tail) {
                code.jump(done);
            }
        });
        LongEmitter.call(f, callee.arity(), callee.unboxed, boxed, () -> head(f, tail));
        if (tail) {
            f.returns(callee.unboxed);
            return;
        }
        LongEmitter.returned(f, callee.unboxed, () -> finish(f, callee.mayTail));
        code.bind(done);
    }

    private static void external(FunctionEmitter f, Instruction i, boolean tail) {
        Import callee = f.module.file().imports().get(i.number(1));
        if (callee.arity() != i.number(0)) {
            throw f.malformed("arity of " + callee);
        }
        if (isApply(callee)) {
            line(f, tail);
            head(f, tail);
            f.loadX(callee.arity()).code.call(callee.arity() == 2 ? APPLY_FUN : APPLY_NAME);
            end(f, tail, true);
            return;
        }
        BifTable.Entry bif = BifTable.find(callee.module(), callee.function(), callee.arity());
        if (bif != null) {
            f.line();
            BifEmitter.traceable(f, bif, FunctionEmitter.xs(callee.arity()));
            boolean returns = tail || f.neverReturns();
            end(f, returns, bif.mayTailCall());
            return;
        }
        line(f, tail);
        byName(f, callee, tail);
        if (tail || f.neverReturns()) {
            end(f, true, true);
        } else {
            end(f, false, true);
        }
    }

    /** Are calls of this name compiled in place? */
    static boolean isApply(Import callee) {
        return callee.module().name().equals("erlang") && callee.function().name().equals("apply") && (callee.arity() == 2 || callee.arity() == 3);
    }

    private static void byName(FunctionEmitter f, Import callee, boolean tail) {
        int arity = callee.arity();
        if (f.module.options().linkMode() == TranslatorOptions.LinkMode.INDY && arity <= Rt.MAX_SPREAD) {
            head(f, tail);
            f.loadX(arity).code.invokeDynamic(DynamicCallSiteDesc.of(BOOTSTRAP, "call", Rt.functionType(arity), callee.module().name(),
                    callee.function().name()));
            return;
        }
        f.code.get(new Constant.OfExport(callee.module(), callee.function(), arity), Rt.EXPORT);
        head(f, tail);
        args(f, arity, CALL_EXPORT, CALL_EXPORT_N, tail);
    }

    private static void args(FunctionEmitter f, int arity, Rt.Method[] direct, Rt.Method any, boolean tail) {
        boolean few = arity <= ModuleCode.DIRECT;
        if (few) {
            f.loadX(arity);
        } else {
            f.loadArray(FunctionEmitter.xs(arity));
        }
        line(f, tail);
        f.code.call(few ? direct[arity] : any);
    }

    /** Pushes the value of a function called by its name, with these arguments. */
    static void named(FunctionEmitter f, Import callee, List<Operand> args) {
        f.code.get(new Constant.OfExport(callee.module(), callee.function(), callee.arity()), Rt.EXPORT);
        head(f, false);
        args.forEach(f::load);
        f.code.call(CALL_EXPORT[callee.arity()]);
        f.process().code.call(FINISH);
    }

    /** BEAM has no tail call of a fun; its loader makes one of a call before a return, and so do we. */
    private static void fun(FunctionEmitter f, int arity, Operand fun) {
        boolean tail = f.isReturned();
        line(f, tail);
        f.load(fun).process().code.call(CALLABLE);
        head(f, tail);
        args(f, arity, CALL_FUN, CALL_FUN_N, tail);
        end(f, tail, true);
        if (tail) {
            f.skipToEnd();
        }
    }

    private static void apply(FunctionEmitter f, int arity, boolean last) {
        boolean tail = last || f.isReturned();
        line(f, tail);
        f.process().load(Operand.X.of(arity)).load(Operand.X.of(arity + 1));
        List<Operand> args = FunctionEmitter.xs(arity);
        if (arity < NAMED_SHORT.length) {
            f.loadX(arity).code.call(NAMED_SHORT[arity]);
        } else {
            f.loadArray(args).code.call(NAMED);
        }
        head(f, tail);
        args(f, arity, CALL_EXPORT, CALL_EXPORT_N, tail);
        end(f, tail, true);
        if (tail && !last) {
            f.skipToEnd();
        }
    }
}
