package org.jbeam.translator;

import java.lang.classfile.Label;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;
import org.jbeam.runtime.TraceWish;

/** Handlers and everything that raises. */
final class ExceptionEmitter {
    private static final Rt.Method CLASS_ATOM = Rt.statik(Rt.EXCEPTION_OPS, "classAtom", Rt.TERM, Rt.EXCEPTION);
    private static final Rt.Method REASON = Rt.virtual(Rt.EXCEPTION, "reason", Rt.TERM);
    private static final Rt.Method TRACE = Rt.statik(Rt.EXCEPTION_OPS, "trace", Rt.TERM, Rt.EXCEPTION);
    private static final Rt.Method CAUGHT = Rt.virtual(Rt.EXCEPTION, "caught", Rt.TERM);
    private static final Rt.Method AGAIN = Rt.statik(Rt.EXCEPTION, "again", Rt.EXCEPTION, Rt.PROCESS, Rt.TERM, Rt.TERM);
    private static final Rt.Method IF_CLAUSE = Rt.statik(Rt.EXCEPTION, "ifClause", Rt.EXCEPTION, Rt.PROCESS);
    private static final Rt.Method FUNCTION_CLAUSE =
            Rt.statik(Rt.EXCEPTION, "functionClause", Rt.EXCEPTION, Rt.PROCESS, Rt.TERM_ARRAY);
    private static final Rt.Method RAW_RAISE = Rt.statik(Rt.EXCEPTION_OPS, "rawRaise", Rt.EXCEPTION, Rt.TERM, Rt.TERM, Rt.TERM);
    private static final Rt.Method STACKTRACE = Rt.statik(Rt.EXCEPTION_OPS, "stacktrace", Rt.TERM, Rt.TERM);

    private ExceptionEmitter() {}

    static void register(OpcodeTable table) {
        table.add(Opcode.TRY, (f, i) -> begin(f, i, traceUse(f, i)));
        table.add(Opcode.CATCH, (f, i) -> begin(f, i, traceUse(f, i) == TraceUse.NONE ? TraceUse.NONE : TraceUse.CAUGHT));
        table.add(Opcode.TRY_END, (f, i) -> restore(f, i));
        table.add(Opcode.CATCH_END, (f, i) -> restore(f, i));
        raises(table, Opcode.BADMATCH, "badmatch");
        raises(table, Opcode.CASE_END, "caseClause");
        raises(table, Opcode.TRY_CASE_END, "tryClause");
        raises(table, Opcode.BADRECORD, "badrecord");
        table.add(Opcode.IF_END, (f, i) -> {
            f.line();
            f.process().code.call(IF_CLAUSE).athrow();
        });
        table.add(Opcode.RAISE, (f, i) -> f.process().load(i.arg(0)).load(i.arg(1)).code.call(AGAIN).athrow());
        table.add(Opcode.RAW_RAISE, ExceptionEmitter::rawRaise);
        table.add(Opcode.BUILD_STACKTRACE, (f, i) -> f.load(Operand.X.of(0)).code.call(STACKTRACE).astore(f.locals.x(0)));
        table.add(Opcode.FUNC_INFO, ExceptionEmitter::functionClause);
    }

    private static TraceUse traceUse(FunctionEmitter f, Instruction i) {
        return f.module.options().optimized() ? new TraceAnalysis(f.function.code).of(i) : TraceUse.SHOWN;
    }

    private static void raises(OpcodeTable table, Opcode op, String factory) {
        Rt.Method method = Rt.statik(Rt.EXCEPTION, factory, Rt.EXCEPTION, Rt.PROCESS, Rt.TERM);
        table.add(op, (f, i) -> {
            f.line();
            f.process().load(i.arg(0)).code.call(method).athrow();
        });
    }

    private static void functionClause(FunctionEmitter f, Instruction i) {
        f.line();
        f.process().loadArray(FunctionEmitter.xs(f.function.arity()));
        f.code.call(FUNCTION_CLAUSE).athrow();
    }

    /** Remembers whether the process wants traces, and says whether this handler does. */
    private static void begin(FunctionEmitter f, Instruction i, TraceUse use) {
        int saved = f.locals.saved(slot(f, i));
        f.process().code.getField(Rt.PROCESS, "traceWish", Rt.INT).istore(saved);
        f.process();
        switch (use) {
            case NONE -> f.code.constant(TraceWish.NONE);
            case PASSED_ON -> f.code.iload(saved).constant(TraceWish.PASSED_ON_MASK).plain(java.lang.classfile.Opcode.IAND);
            case CAUGHT -> f.code.constant(TraceWish.CATCH);
            case SHOWN -> f.code.constant(TraceWish.SHOWN);
        }
        f.code.putField(Rt.PROCESS, "traceWish", Rt.INT);
    }

    private static void restore(FunctionEmitter f, Instruction i) {
        restore(f, slot(f, i));
    }

    private static void restore(FunctionEmitter f, int slot) {
        f.process().code.iload(f.locals.saved(slot)).putField(Rt.PROCESS, "traceWish", Rt.INT);
    }

    private static int slot(FunctionEmitter f, Instruction i) {
        return f.context().base() + ((Operand.Y) i.arg(0)).number();
    }

    /** The Java handler: the exception is on the stack; sets the registers as BEAM does and goes to the handler's label. */
    static void handler(FunctionEmitter f, Context.Handler h) {
        Code code = f.code;
        if (h.isTry()) {
            code.dup().call(CLASS_ATOM).astore(f.locals.x(0));
            code.dup().call(REASON).astore(f.locals.x(1));
            code.call(TRACE).astore(f.locals.x(2));
            restore(f, h.slot());
            code.jump(f.target(h.label(), h.outer()));
        } else {
            code.call(CAUGHT).astore(f.locals.x(0));
            code.jump(f.target(h.label(), new Context(h.outer().base(), h)));
        }
    }

    /** Raises x1 with the class x0 and the raw trace x2; with another class, x0 becomes {@code badarg} and execution goes on. */
    private static void rawRaise(FunctionEmitter f, Instruction i) {
        Code code = f.code;
        f.loadX(3);
        code.call(RAW_RAISE).dup();
        Label wrong = code.label();
        code.branch(java.lang.classfile.Opcode.IFNULL, wrong).athrow().bind(wrong).pop();
        f.atom(org.jbeam.term.Atom.of("badarg")).code.astore(f.locals.x(0));
    }
}
