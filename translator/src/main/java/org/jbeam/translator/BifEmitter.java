package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.util.List;
import java.util.Map;
import org.jbeam.beamformat.Import;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Operand;
import org.jbeam.runtime.BifTable;
import org.jbeam.term.SmallInt;

/** Calls of built-in functions: {@code bif}, {@code gc_bif}, and {@code call_ext} to one. */
final class BifEmitter {
    /** The most arguments that the helpers take one by one. */
    private static final int SPREAD = 4;
    private static final Rt.Method INCREMENT_FAILED =
            Rt.statik(Rt.CALL_OPS, "incrementFailed", Rt.EXCEPTION, Rt.PROCESS, Rt.TERM);
    private static final Rt.Method[] FAILED = new Rt.Method[SPREAD + 2];
    private static final Rt.Method[] TRACED = new Rt.Method[SPREAD + 2];
    private static final Rt.Method[] GUARD_FAILED = new Rt.Method[SPREAD + 2];
    /** Operators with a variant for a constant right (or, commuted, left) operand. */
    private static final Map<String, Rt.Method> WITH_LONG = Map.of(
            "+", withLong("add"), "-", withLong("sub"), "*", withLong("mul"), "band", withLong("band"), "bsr", withLong("bsr"),
            "bsl", withLong("bsl"), "rem", withLong("rem"), "div", withLong("div"));
    private static final List<String> COMMUTATIVE = List.of("+", "*", "band");

    static {
        for (int i = 0; i <= SPREAD; i++) {
            FAILED[i] = Rt.statik(Rt.CALL_OPS, "failed", Rt.EXCEPTION, Rt.terms(i, Rt.BIF_EXCEPTION, Rt.BIF_ENTRY, Rt.PROCESS));
            TRACED[i] = Rt.statik(Rt.TRACE_OPS, "called", Rt.TERM, Rt.terms(i, Rt.BIF_ENTRY, Rt.PROCESS));
            GUARD_FAILED[i] = Rt.statik(Rt.CALL_OPS, "guardFailed", Rt.EXCEPTION, Rt.terms(i, Rt.BIF_ENTRY, Rt.PROCESS));
        }
        FAILED[SPREAD + 1] = Rt.statik(Rt.CALL_OPS, "failed", Rt.EXCEPTION, Rt.BIF_EXCEPTION, Rt.BIF_ENTRY, Rt.PROCESS, Rt.TERM_ARRAY);
        TRACED[SPREAD + 1] = Rt.statik(Rt.TRACE_OPS, "called", Rt.TERM, Rt.BIF_ENTRY, Rt.PROCESS, Rt.TERM_ARRAY);
        GUARD_FAILED[SPREAD + 1] = Rt.statik(Rt.CALL_OPS, "guardFailed", Rt.EXCEPTION, Rt.BIF_ENTRY, Rt.PROCESS, Rt.TERM_ARRAY);
    }

    private BifEmitter() {}

    private static Rt.Method withLong(String name) {
        return Rt.statik(Rt.ARITH, name, Rt.TERM, Rt.TERM, Rt.LONG);
    }

    static void register(OpcodeTable table) {
        table.add(org.jbeam.beamformat.Opcode.BIF0, (f, i) -> instruction(f, i, -1, 0, 0));
        table.add(org.jbeam.beamformat.Opcode.BIF1, (f, i) -> instruction(f, i, 0, 1, 1));
        table.add(org.jbeam.beamformat.Opcode.BIF2, (f, i) -> instruction(f, i, 0, 1, 2));
        table.add(org.jbeam.beamformat.Opcode.GC_BIF1, (f, i) -> instruction(f, i, 0, 2, 1));
        table.add(org.jbeam.beamformat.Opcode.GC_BIF2, (f, i) -> instruction(f, i, 0, 2, 2));
        table.add(org.jbeam.beamformat.Opcode.GC_BIF3, (f, i) -> instruction(f, i, 0, 2, 3));
    }

    /** Operands: the fail label (at {@code failAt}, none if negative), the import at {@code importAt}, the arguments, the destination. */
    private static void instruction(FunctionEmitter f, Instruction i, int failAt, int importAt, int arity) {
        Import name = f.module.file().imports().get(i.number(importAt));
        BifTable.Entry entry = BifTable.find(name.module(), name.function(), name.arity());
        if (name.arity() != arity) {
            throw f.malformed("arity of " + name);
        }
        List<Operand> args = i.args().subList(importAt + 1, importAt + 1 + arity);
        Label fail = failAt < 0 ? null : f.fail(i, failAt);
        f.line();
        Operand destination = i.arg(importAt + 1 + arity);
        if (entry == null) {
            CallEmitter.named(f, name, args);
        } else if (entry.isGuard()) {
            if (arity == 2 && LongEmitter.arithmetic(f, entry.function().name(), args, destination, () -> {
                guard(f, entry, args, fail);
                f.store(destination);
            })) {
                return;
            }
            guard(f, entry, args, fail);
        } else {
            call(f, entry, args);
        }
        f.store(destination);
    }

    /** Pushes the value of a guard BIF; goes to {@code fail} without one, or raises where that is null. */
    private static void guard(FunctionEmitter f, BifTable.Entry entry, List<Operand> args, Label fail) {
        if (!constantOperand(f, entry, args)) {
            if (entry.takesProcess()) {
                f.process();
            }
            args.forEach(f::load);
            f.code.call(f.module.bifMethod(entry));
        }
        orFail(f, entry, args, fail);
    }

    private static boolean constantOperand(FunctionEmitter f, BifTable.Entry entry, List<Operand> args) {
        Rt.Method variant = args.size() == 2 && entry.module().name().equals("erlang") ? WITH_LONG.get(entry.function().name()) : null;
        if (variant == null) {
            return false;
        }
        if (args.get(1) instanceof Operand.IntOperand n && n.value() instanceof SmallInt right) {
            f.load(args.get(0)).code.constant(right.value()).call(variant);
            return true;
        }
        if (COMMUTATIVE.contains(entry.function().name()) && args.get(0) instanceof Operand.IntOperand n && n.value() instanceof SmallInt left) {
            f.load(args.get(1)).code.constant(left.value()).call(variant);
            return true;
        }
        return false;
    }

    private static void orFail(FunctionEmitter f, BifTable.Entry entry, List<Operand> args, Label fail) {
        Code code = f.code;
        boolean increment = isIncrement(entry, args);
        Label target = fail != null ? f.popping(fail) : f.later(() -> {
            code.pop();
            if (increment) {
                f.process().load(args.get(args.get(0) instanceof Operand.IntOperand ? 1 : 0)).code.call(INCREMENT_FAILED).athrow();
                return;
            }
            code.get(new Constant.OfBif(entry), Rt.BIF_ENTRY);
            f.process();
            raise(f, GUARD_FAILED, args);
        });
        code.dup().branch(Opcode.IFNULL, target);
    }

    /** Is a constant added to or subtracted from a register? */
    private static boolean isIncrement(BifTable.Entry entry, List<Operand> args) {
        if (args.size() != 2) {
            return false;
        }
        boolean right = args.get(1) instanceof Operand.IntOperand;
        boolean left = args.get(0) instanceof Operand.IntOperand;
        return switch (entry.function().name()) {
            case "+" -> right != left;
            case "-" -> right && !left;
            default -> false;
        };
    }

    private static void raise(FunctionEmitter f, Rt.Method[] helpers, List<Operand> args) {
        if (args.size() <= SPREAD) {
            args.forEach(f::load);
            f.code.call(helpers[args.size()]);
        } else {
            f.loadArray(args);
            f.code.call(helpers[SPREAD + 1]);
        }
        f.code.athrow();
    }

    /** As {@link #call}, for a call that tracing shows: a process whose reductions are used up takes the long way. */
    static void traceable(FunctionEmitter f, BifTable.Entry entry, List<Operand> args) {
        Code code = f.code;
        Label done = code.label();
        Label traced = f.later(() -> {
            code.get(new Constant.OfBif(entry), Rt.BIF_ENTRY);
            f.process();
            if (args.size() <= SPREAD) {
                args.forEach(f::load);
                code.call(TRACED[args.size()]);
            } else {
                f.loadArray(args);
                code.call(TRACED[SPREAD + 1]);
            }
            code.jump(done);
        });
        f.process().code.getField(Rt.PROCESS, "reductions", Rt.INT).branch(Opcode.IFLE, traced);
        call(f, entry, args);
        code.bind(done);
    }

    /** Pushes the value of a BIF with these arguments, which may be {@code TAIL} where the BIF is marked so. */
    static void call(FunctionEmitter f, BifTable.Entry entry, List<Operand> args) {
        Code code = f.code;
        if (entry.isGuard()) {
            guard(f, entry, args, null);
            return;
        }
        if (entry.takesProcess()) {
            f.process();
        }
        args.forEach(f::load);
        Label start = code.label();
        Label end = code.label();
        code.bind(start).call(f.module.bifMethod(entry)).bind(end);
        Label stub = f.later(() -> {
            code.get(new Constant.OfBif(entry), Rt.BIF_ENTRY);
            f.process();
            raise(f, FAILED, args);
        });
        code.out.exceptionCatch(start, end, stub, Rt.BIF_EXCEPTION);
    }

    /** The body of a function of this module that a BIF replaces. */
    static void wrapper(ModuleTranslation module, Code code, FunctionInfo f, BifTable.Entry entry) {
        int arity = f.arity();
        int location = module.location(f.number, 0, true);
        code.line(location);
        Label untraced = code.label();
        code.aload(Locals.PROCESS).getField(Rt.PROCESS, "reductions", Rt.INT).branch(Opcode.IFGT, untraced)
                .get(new Constant.OfBif(entry), Rt.BIF_ENTRY).aload(Locals.PROCESS);
        wrapperArray(code, arity);
        code.call(TRACED[SPREAD + 1]).areturn().bind(untraced);
        if (entry.takesProcess()) {
            code.aload(Locals.PROCESS);
        }
        wrapperArgs(code, arity);
        Label start = code.label();
        Label end = code.label();
        Label stub = code.label();
        code.bind(start).call(module.bifMethod(entry)).bind(end);
        if (entry.isGuard()) {
            Label value = code.label();
            code.dup().branch(Opcode.IFNONNULL, value).get(new Constant.OfBif(entry), Rt.BIF_ENTRY).aload(Locals.PROCESS);
            wrapperArray(code, arity);
            code.call(GUARD_FAILED[SPREAD + 1]).athrow().bind(value).areturn();
            return;
        }
        code.areturn().bind(stub).get(new Constant.OfBif(entry), Rt.BIF_ENTRY).aload(Locals.PROCESS);
        wrapperArray(code, arity);
        code.call(FAILED[SPREAD + 1]).athrow();
        code.out.exceptionCatch(start, end, stub, Rt.BIF_EXCEPTION);
    }

    private static void wrapperArgs(Code code, int arity) {
        for (int i = 0; i < arity; i++) {
            code.aload(2 + i);
        }
    }

    private static void wrapperArray(Code code, int arity) {
        code.constant(arity).newArray(Rt.TERM);
        for (int i = 0; i < arity; i++) {
            code.dup().constant(i).aload(2 + i).arrayStore();
        }
    }
}
