package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.util.List;
import org.jbeam.beamformat.Operand;
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
        for (int x : f.duals().numbers()) {
            if (x >= f.function.arity()) {
                f.code.constant(0L).lstore(f.locals.longOf(x));
            }
        }
    }

    /** Pushes register {@code x} as a term, which it then is. */
    static void box(FunctionEmitter f, int x) {
        int term = f.locals.x(x);
        f.code.aload(term).lload(f.locals.longOf(x)).call(BOX).dup().astore(term);
    }

    /** Pushes the term that an unboxed register stands for, and leaves the register as it is. */
    static void value(FunctionEmitter f, int x) {
        f.code.aload(f.locals.x(x)).lload(f.locals.longOf(x)).call(BOX);
    }

    /** Copies a register or a constant to a register; false when neither side is unboxed. */
    static boolean move(FunctionEmitter f, Operand from, Operand to) {
        if (!f.duals().holds(to)) {
            return false;
        }
        int target = DualRegisters.number(to);
        if (f.duals().holds(from)) {
            int source = DualRegisters.number(from);
            f.code.aload(f.locals.x(source)).astore(f.locals.x(target)).lload(f.locals.longOf(source)).lstore(f.locals.longOf(target));
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
        if (!f.duals().holds(a) || !f.duals().holds(b)) {
            return false;
        }
        int x = DualRegisters.number(a);
        int y = DualRegisters.number(b);
        f.code.aload(f.locals.x(x)).aload(f.locals.x(y)).astore(f.locals.x(x)).astore(f.locals.x(y));
        f.code.lload(f.locals.longOf(x)).lload(f.locals.longOf(y)).lstore(f.locals.longOf(x)).lstore(f.locals.longOf(y));
        return true;
    }

    /** Pops a long into a register. */
    private static void result(FunctionEmitter f, int x) {
        f.code.lstore(f.locals.longOf(x)).aconstNull().astore(f.locals.x(x));
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
        if (f.duals().holds(operand)) {
            int x = DualRegisters.number(operand);
            code.aload(f.locals.x(x)).call(IS_LONG).branch(Opcode.IFEQ, slow);
            code.aload(f.locals.x(x)).lload(f.locals.longOf(x)).call(VALUE).lstore(f.locals.longTemp(k));
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
        boolean usable = f.duals().holds(destination) && isValue(a) && isValue(b) && (constant(a) == null || constant(b) == null);
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
        result(f, DualRegisters.number(destination));
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
     * Writes a comparison with an unboxed register.
     *
     * @param orElse the Java branch that goes to {@code fail} after {@code lcmp}
     * @param general writes the general way, which falls through when the test holds
     * @return false, and nothing written, when no operand is such a register
     */
    static boolean compare(FunctionEmitter f, Operand a, Operand b, Opcode orElse, Label fail, Runnable general) {
        boolean usable = (f.duals().holds(a) || f.duals().holds(b)) && isValue(a) && isValue(b);
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
        if (!f.duals().holds(value)) {
            return false;
        }
        Code code = f.code;
        Label done = code.label();
        Label slow = f.later(() -> {
            general.run();
            code.jump(done);
        });
        code.aload(f.locals.x(DualRegisters.number(value))).call(IS_LONG).branch(Opcode.IFEQ, slow).bind(done);
        return true;
    }
}
