package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.util.List;
import org.jbeam.beamformat.Operand;
import org.jbeam.runtime.ops.Longs;
import org.jbeam.term.SmallInt;

/**
 * Arithmetic and comparisons on {@link DualRegisters}: on longs as long as both operands are small integers and the result is one; the general way
 * stands beyond the function's end.
 */
final class LongEmitter {
    private static final Rt.Method IS_LONG = longs("isLong", Rt.BOOLEAN, Rt.TERM);
    private static final Rt.Method VALUE = longs("value", Rt.LONG, Rt.TERM, Rt.LONG);
    private static final Rt.Method BOX = longs("box", Rt.TERM, Rt.TERM, Rt.LONG);
    private static final Rt.Method UNBOX = longs("unbox", Rt.TERM, Rt.TERM);
    private static final Rt.Method UNBOXED = longs("unboxed", Rt.LONG, Rt.TERM);
    private static final Rt.Method ADD_OVERFLOWS = longs("addOverflows", Rt.BOOLEAN, Rt.LONG, Rt.LONG);
    private static final Rt.Method SUB_OVERFLOWS = longs("subOverflows", Rt.BOOLEAN, Rt.LONG, Rt.LONG);
    private static final Rt.Method MUL_OVERFLOWS = longs("mulOverflows", Rt.BOOLEAN, Rt.LONG, Rt.LONG);
    private static final Rt.Method SHIFT_OVERFLOWS = longs("shiftOverflows", Rt.BOOLEAN, Rt.LONG, Rt.LONG);
    private static final Rt.Method BAD_DIVISOR = longs("isBadDivisor", Rt.BOOLEAN, Rt.LONG);
    /** Ends a method that returns a long: with a register, or with a term. */
    static final Rt.Method RESULT = longs("result", Rt.LONG, Rt.TERM, Rt.LONG, Rt.PROCESS);
    static final Rt.Method ESCAPED = longs("escape", Rt.LONG, Rt.TERM, Rt.PROCESS);
    /** The term that such a method returned. */
    static final Rt.Method RETURNED = longs("returned", Rt.TERM, Rt.LONG, Rt.PROCESS);
    private static final Rt.Method TAKE_ESCAPED = Rt.virtual(Rt.PROCESS, "takeEscaped", Rt.TERM);
    private static final Rt.Method SMALL_VALUE = Rt.virtual(Rt.SMALL_INT, "value", Rt.LONG);
    private static final int MAX_SHIFT = 63;

    private LongEmitter() {}

    private static Rt.Method longs(String name, ClassDesc result, ClassDesc... parameters) {
        return Rt.statik(Rt.LONGS, name, result, parameters);
    }

    // ---- registers

    /** Unboxes the arguments of a call, and gives all other variables a value. */
    static void enter(FunctionEmitter f, DualRegisters duals) {
        if (duals.isEmpty()) {
            return;
        }
        for (int x : duals.numbers()) {
            int term = f.locals.x(x);
            if (x < f.function.arity()) {
                argument(f, x, () -> f.code.aload(term));
            }
        }
        clear(f);
    }

    /** Puts the arguments of a method with unboxed ones into their registers. */
    static void enter(FunctionEmitter f, LongSignature signature) {
        int at = 2;
        for (int x = 0; x < f.function.arity(); x++) {
            int from = at;
            if (signature.parameters().get(x)) {
                f.code.lload(from);
                result(f, x);
                at += 2;
            } else {
                argument(f, x, () -> f.code.aload(from));
                at++;
            }
        }
        clear(f);
    }

    /**
     * In a method with boxed arguments: goes on in the one with unboxed ones when they are small integers.
     *
     * @return whether it always goes on there
     */
    static boolean delegate(FunctionEmitter f, LongSignature signature) {
        if (signature.parameters().isEmpty()) {
            f.hiddenLine();
            goOn(f, signature);
            return true;
        }
        Code code = f.code;
        Label boxed = code.label();
        signature.parameters().stream().forEach(x -> code.aload(f.locals.x(x)).instanceOf(Rt.SMALL_INT).branch(Opcode.IFEQ, boxed));
        f.aside(() -> goOn(f, signature));
        code.bind(boxed);
        return false;
    }

    private static void goOn(FunctionEmitter f, LongSignature signature) {
        Code code = f.code;
        code.aload(Locals.PROCESS).iload(Locals.DEPTH);
        for (int x = 0; x < f.function.arity(); x++) {
            code.aload(f.locals.x(x));
            if (signature.parameters().get(x)) {
                code.cast(Rt.SMALL_INT).call(SMALL_VALUE);
            }
        }
        code.call(signature.method());
        if (signature.result()) {
            code.aload(Locals.PROCESS).call(RETURNED);
        }
        code.areturn();
    }

    /** Calls a function whose signature is {@code callee} with x registers; process and depth are pushed by {@code head}. */
    static void call(FunctionEmitter f, int arity, LongSignature callee, Label boxed, Runnable head) {
        callee.parameters().stream().forEach(x -> check(f, x, boxed));
        head.run();
        for (int x = 0; x < arity; x++) {
            if (callee.parameters().get(x)) {
                unboxed(f, x);
            } else {
                f.load(Operand.X.of(x));
            }
        }
        f.code.call(callee.method());
    }

    /** Ends a body call: pops what was returned into x0; {@code finish} makes a term of the marker of a tail call. */
    static void returned(FunctionEmitter f, LongSignature callee, Runnable finish) {
        Code code = f.code;
        if (!callee.result()) {
            finish.run();
            code.astore(f.locals.x(0));
            return;
        }
        Label done = code.label();
        Label escaped = f.later(() -> {
            f.process().code.call(TAKE_ESCAPED);
            finish.run();
            code.astore(f.locals.x(0)).jump(done);
        });
        code.dup2().lstore(f.locals.longOf(0)).constant(Longs.ESCAPE).plain(Opcode.LCMP).branch(Opcode.IFEQ, escaped);
        code.aconstNull().astore(f.locals.x(0)).bind(done);
    }

    /** Sets x register {@code x} of a function to an argument, which {@code push} pushes, twice if need be. */
    static void argument(FunctionEmitter f, int x, Runnable push) {
        push.run();
        if (f.duals().holds(x)) {
            f.code.call(UNBOXED).lstore(f.locals.longOf(x));
            push.run();
            f.code.call(UNBOX);
        }
        f.code.astore(f.locals.x(x));
    }

    /** Copies x register {@code x} of one function to that of another in the same method. */
    static void pass(FunctionEmitter from, FunctionEmitter to, int x) {
        if (from.duals().holds(x) && to.duals().holds(x)) {
            from.code.aload(from.locals.x(x)).astore(to.locals.x(x)).lload(from.locals.longOf(x)).lstore(to.locals.longOf(x));
        } else {
            argument(to, x, () -> from.load(Operand.X.of(x)));
        }
    }

    /** Gives the unboxed registers that are no arguments a value. */
    static void clear(FunctionEmitter f) {
        for (int slot : f.duals().numbers()) {
            if (slot >= f.function.arity()) {
                f.code.constant(0L).lstore(f.locals.longOf(slot));
            }
        }
    }

    /** Pushes the register in {@code slot} as a term, which it then is. */
    static void box(FunctionEmitter f, int slot) {
        int term = f.locals.register(slot);
        f.code.aload(term).lload(f.locals.longOf(slot)).call(BOX).dup().astore(term);
    }

    /** Pushes the term that an unboxed register stands for, and leaves the register as it is. */
    static void value(FunctionEmitter f, int slot) {
        f.code.aload(f.locals.register(slot)).lload(f.locals.longOf(slot)).call(BOX);
    }

    /** Pushes the long of an unboxed register that {@link #check} found to hold a small integer. */
    static void unboxed(FunctionEmitter f, int slot) {
        f.code.aload(f.locals.register(slot)).lload(f.locals.longOf(slot)).call(VALUE);
    }

    /** Goes to {@code other} when an unboxed register holds no small integer. */
    static void check(FunctionEmitter f, int slot, Label other) {
        f.code.aload(f.locals.register(slot)).call(IS_LONG).branch(Opcode.IFEQ, other);
    }

    /** Copies a register or a constant to a register; false when neither side is unboxed. */
    static boolean move(FunctionEmitter f, Operand from, Operand to) {
        int target = f.dual(to);
        if (target < 0) {
            return false;
        }
        int source = f.dual(from);
        if (source >= 0) {
            f.code.aload(f.locals.register(source)).astore(f.locals.register(target));
            f.code.lload(f.locals.longOf(source)).lstore(f.locals.longOf(target));
            return true;
        }
        Long value = constant(from);
        if (value == null) {
            return false;
        }
        f.code.constant((long) value);
        result(f, target);
        return true;
    }

    /** Exchanges two registers; false when not both are unboxed. */
    static boolean swap(FunctionEmitter f, Operand a, Operand b) {
        int x = f.dual(a);
        int y = f.dual(b);
        if (x < 0 || y < 0) {
            return false;
        }
        f.code.aload(f.locals.register(x)).aload(f.locals.register(y)).astore(f.locals.register(x)).astore(f.locals.register(y));
        f.code.lload(f.locals.longOf(x)).lload(f.locals.longOf(y)).lstore(f.locals.longOf(x)).lstore(f.locals.longOf(y));
        return true;
    }

    /** Pops a long into a register. */
    static void result(FunctionEmitter f, int slot) {
        f.code.lstore(f.locals.longOf(slot)).aconstNull().astore(f.locals.register(slot));
    }

    private static Long constant(Operand operand) {
        return operand instanceof Operand.IntOperand n && n.value() instanceof SmallInt s ? (Long) s.value() : null;
    }

    /** Makes operand {@code k} (0 or 1) ready for {@link #push}, or goes to {@code slow} when it is no small integer. */
    private static void prepare(FunctionEmitter f, Operand operand, int k, Label slow) {
        if (constant(operand) != null) {
            return;
        }
        Code code = f.code;
        int slot = f.dual(operand);
        if (slot >= 0) {
            check(f, slot, slow);
            unboxed(f, slot);
            code.lstore(f.locals.longTemp(k));
        } else {
            f.load(operand).code.instanceOf(Rt.SMALL_INT).branch(Opcode.IFEQ, slow);
            f.load(operand).code.cast(Rt.SMALL_INT).call(SMALL_VALUE).lstore(f.locals.longTemp(k));
        }
    }

    private static Code push(FunctionEmitter f, Operand operand, int k) {
        Long value = constant(operand);
        return value != null ? f.code.constant((long) value) : f.code.lload(f.locals.longTemp(k));
    }

    // ---- arithmetic

    /**
     * Writes an operation whose result goes to an unboxed register.
     *
     * @param general writes the general way, the result's store included
     * @return false, and nothing written, when this is not such an operation
     */
    static boolean arithmetic(FunctionEmitter f, String operator, List<Operand> args, Operand destination, Runnable general) {
        Operand a = args.get(0);
        Operand b = args.get(1);
        boolean usable = f.dual(destination) >= 0 && isValue(a) && isValue(b) && (constant(a) == null || constant(b) == null);
        if (!usable || !isPlain(operator, constant(b))) {
            return false;
        }
        Code code = f.code;
        Label done = code.label();
        Label slow = f.later(() -> {
            general.run();
            code.jump(done);
        });
        prepare(f, a, 0, slow);
        prepare(f, b, 1, slow);
        compute(f, operator, a, b, slow);
        result(f, f.dual(destination));
        code.bind(done);
        return true;
    }

    private static boolean isValue(Operand operand) {
        return operand instanceof Operand.Register || operand instanceof Operand.TypedReg || constant(operand) != null;
    }

    /** Has the operator with this constant right operand (or null) a short form? */
    private static boolean isPlain(String operator, Long right) {
        return switch (operator) {
            case "+", "-", "*", "band", "bor", "bxor" -> true;
            case "bsl", "bsr" -> right != null && right >= 0 && right <= MAX_SHIFT;
            case "div", "rem" -> right == null || right > 0;
            default -> false;
        };
    }

    private static void compute(FunctionEmitter f, String operator, Operand a, Operand b, Label slow) {
        switch (operator) {
            case "+" -> checked(f, a, b, ADD_OVERFLOWS, Opcode.LADD, slow);
            case "-" -> checked(f, a, b, SUB_OVERFLOWS, Opcode.LSUB, slow);
            case "*" -> checked(f, a, b, MUL_OVERFLOWS, Opcode.LMUL, slow);
            case "bsl" -> {
                push(f, a, 0);
                push(f, b, 1).call(SHIFT_OVERFLOWS).branch(Opcode.IFNE, slow);
                push(f, a, 0).constant((int) (long) constant(b)).plain(Opcode.LSHL);
            }
            case "bsr" -> push(f, a, 0).constant((int) (long) constant(b)).plain(Opcode.LSHR);
            case "div", "rem" -> {
                if (constant(b) == null) {
                    push(f, b, 1).call(BAD_DIVISOR).branch(Opcode.IFNE, slow);
                }
                push(f, a, 0);
                push(f, b, 1).plain(operator.equals("div") ? Opcode.LDIV : Opcode.LREM);
            }
            default -> {
                push(f, a, 0);
                push(f, b, 1).plain(operator.equals("band") ? Opcode.LAND : operator.equals("bor") ? Opcode.LOR : Opcode.LXOR);
            }
        }
    }

    private static void checked(FunctionEmitter f, Operand a, Operand b, Rt.Method overflows, Opcode op, Label slow) {
        push(f, a, 0);
        push(f, b, 1).call(overflows).branch(Opcode.IFNE, slow);
        push(f, a, 0);
        push(f, b, 1).plain(op);
    }

    // ---- tests

    /**
     * Writes a comparison with an unboxed register, or of two registers that likely hold integers.
     *
     * @param orElse the Java branch that goes to {@code fail} after {@code lcmp}
     * @param general writes the general way, which falls through when the test holds
     * @return false, and nothing written, when there is no such register
     */
    static boolean compare(FunctionEmitter f, Operand a, Operand b, Opcode orElse, Label fail, Runnable general) {
        boolean likely = constant(a) == null && constant(b) == null && TypeFlow.isInteger(f.typeOf(a)) && TypeFlow.isInteger(f.typeOf(b));
        boolean usable = (f.dual(a) >= 0 || f.dual(b) >= 0 || likely) && isValue(a) && isValue(b);
        if (!usable) {
            return false;
        }
        Code code = f.code;
        Label done = code.label();
        Label slow = f.later(() -> {
            general.run();
            code.jump(done);
        });
        prepare(f, a, 0, slow);
        prepare(f, b, 1, slow);
        push(f, a, 0);
        push(f, b, 1).plain(Opcode.LCMP).branch(orElse, fail).bind(done);
        return true;
    }

    /** Writes a test that all small integers pass; false when the register is not unboxed. */
    static boolean passes(FunctionEmitter f, Operand value, Runnable general) {
        int slot = f.dual(value);
        if (slot < 0) {
            return false;
        }
        Code code = f.code;
        Label done = code.label();
        Label slow = f.later(() -> {
            general.run();
            code.jump(done);
        });
        check(f, slot, slow);
        code.bind(done);
        return true;
    }
}
