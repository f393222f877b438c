package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import org.jbeam.runtime.ModuleCode;
import org.jbeam.runtime.TailCall;

/** What a function does first: defers itself when too many tail calls are on the stack, then counts a reduction. */
final class Prologue {
    /** The most arguments that the long way in takes one by one. */
    private static final int SPREAD = 3;
    private static final Rt.Method TICK = Rt.statik(Rt.CALL_OPS, "tick", Rt.VOID, Rt.PROCESS);
    private static final Rt.Method COUNT = Rt.statik(Rt.CALL_OPS, "count", Rt.INT, Rt.PROCESS);
    private static final Rt.Method[] ENTERED = new Rt.Method[SPREAD + 2];
    private static final Rt.Method[] DEFER = new Rt.Method[ModuleCode.DIRECT + 1];
    private static final Rt.Method DEFER_N =
            Rt.virtual(Rt.PROCESS, "deferN", Rt.TERM, Rt.MODULE_CODE, Rt.INT, Rt.TERM_ARRAY);

    static {
        for (int i = 0; i < DEFER.length; i++) {
            DEFER[i] = Rt.virtual(Rt.PROCESS, "defer" + i, Rt.TERM, Rt.terms(i, Rt.MODULE_CODE, Rt.INT));
        }
        for (int i = 0; i <= SPREAD; i++) {
            ENTERED[i] = Rt.statik(Rt.TRACE_OPS, "entered", Rt.TERM, Rt.terms(i, Rt.PROCESS, Rt.INT, Rt.MODULE_CODE, Rt.INT));
        }
        ENTERED[SPREAD + 1] = Rt.statik(Rt.TRACE_OPS, "entered", Rt.TERM, Rt.PROCESS, Rt.INT, Rt.MODULE_CODE, Rt.INT, Rt.TERM_ARRAY);
    }

    private final FunctionEmitter f;
    private final Code code;

    Prologue(FunctionEmitter f) {
        this.f = f;
        this.code = f.code;
    }

    /** Of a method with unboxed arguments. Binds {@code loop} to the place where self calls go. */
    void emit(Label loop, LongSignature signature) {
        LongEmitter.enter(f, signature);
        if (f.function.mayTail) {
            defer(f.function.arity(), f.duals());
        }
        clearFrame();
        code.bind(loop);
        enter(f.duals());
    }

    /**
     * Of a method with boxed arguments. Binds {@code loop} to the place where self calls go.
     *
     * @return is that all, because the function's method with unboxed arguments does the rest?
     */
    boolean emit(Label loop, DualRegisters duals) {
        int arity = f.function.arity();
        if (arity > Rt.MAX_SPREAD) {
            for (int i = 0; i < arity; i++) {
                code.aload(Locals.THIRD).constant(i).arrayLoad().astore(f.locals.x(i));
            }
        }
        if (f.function.mayTail) {
            defer(arity, DualRegisters.NONE);
        }
        if (f.function.unboxed != null && LongEmitter.delegate(f, f.function.unboxed)) {
            return true;
        }
        clearFrame();
        LongEmitter.enter(f, duals);
        code.bind(loop);
        enter(duals);
        return false;
    }

    /** Counts a reduction at the function's entry, where a traced process tells of the call and may have made it already. */
    void enter(DualRegisters duals) {
        Label run = code.label();
        code.aload(Locals.PROCESS).call(COUNT).branch(Opcode.IFGT, run);
        f.aside(() -> {
            int arity = f.function.arity();
            code.aload(Locals.PROCESS).iload(Locals.DEPTH).get(new Constant.OfCode(), Rt.MODULE_CODE).constant(f.function.number);
            boolean direct = arity <= SPREAD;
            f.loadCurrent(duals, arity, !direct);
            Label untraced = code.label();
            code.call(ENTERED[direct ? arity : ENTERED.length - 1]).dup().branch(Opcode.IFNULL, untraced);
            f.returns();
            code.bind(untraced).pop();
        });
        code.bind(run);
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
    void defer(int arity, DualRegisters unboxed) {
        Label run = code.label();
        code.iload(Locals.DEPTH).constant(TailCall.MAX_DEPTH).plain(Opcode.IAND).branch(Opcode.IFEQ, run);
        code.aload(Locals.PROCESS).get(new Constant.OfCode(), Rt.MODULE_CODE).constant(f.function.number);
        f.loadCurrent(unboxed, arity, arity > ModuleCode.DIRECT);
        code.call(arity <= ModuleCode.DIRECT ? DEFER[arity] : DEFER_N);
        f.returns();
        code.bind(run);
    }
}
