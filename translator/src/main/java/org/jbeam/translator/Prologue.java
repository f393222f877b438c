package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import org.jbeam.runtime.ModuleCode;
import org.jbeam.runtime.TailCall;

/** What a function does first: defers itself when too many tail calls are on the stack, then counts a reduction. */
final class Prologue {
    private static final Rt.Method TICK = Rt.statik(Rt.CALL_OPS, "tick", Rt.VOID, Rt.PROCESS);
    private static final Rt.Method[] DEFER = new Rt.Method[ModuleCode.DIRECT + 1];
    private static final Rt.Method DEFER_N =
            Rt.virtual(Rt.PROCESS, "deferN", Rt.TERM, Rt.MODULE_CODE, Rt.INT, Rt.TERM_ARRAY);

    static {
        for (int i = 0; i < DEFER.length; i++) {
            DEFER[i] = Rt.virtual(Rt.PROCESS, "defer" + i, Rt.TERM, Rt.terms(i, Rt.MODULE_CODE, Rt.INT));
        }
    }

    private final FunctionEmitter f;
    private final Code code;

    Prologue(FunctionEmitter f) {
        this.f = f;
        this.code = f.code;
    }

    /** Binds {@code loop} to the place where self calls go. */
    void emit(Label loop, DualRegisters duals) {
        int arity = f.function.arity();
        if (arity > Rt.MAX_SPREAD) {
            for (int i = 0; i < arity; i++) {
                code.aload(Locals.THIRD).constant(i).arrayLoad().astore(f.locals.x(i));
            }
        }
        if (f.function.mayTail) {
            defer(arity);
        }
        clearFrame();
        LongEmitter.enter(f, duals);
        code.bind(loop);
        tick();
    }

    /** Counts a reduction. */
    void tick() {
        code.aload(Locals.PROCESS).call(TICK);
    }

    /** Gives y registers a value where a handler may be reached without one. */
    void clearFrame() {
        if (f.graph.hasHandlers()) {
            for (int i = 0; i < f.graph.yCount(); i++) {
                code.aconstNull().astore(f.locals.y(i));
            }
        }
    }

    /** Leaves the call to others when too many tail calls are on the stack. */
    void defer(int arity) {
        Label run = code.label();
        code.iload(Locals.DEPTH).constant(TailCall.MAX_DEPTH).branch(Opcode.IF_ICMPLT, run);
        code.aload(Locals.PROCESS).get(new Constant.OfCode(), Rt.MODULE_CODE).constant(f.function.number);
        if (arity <= ModuleCode.DIRECT) {
            f.loadArguments(arity);
            code.call(DEFER[arity]);
        } else {
            f.loadArguments(arity);
            code.call(DEFER_N);
        }
        code.areturn().bind(run);
    }
}
