package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Tuple;

/** Type tests and comparisons: all go to their first operand when they fail. */
final class TestEmitter {
    private static final Rt.Method EQUAL_EXACT = test(Rt.TERMS, "equalExact", Rt.TERM, Rt.TERM);
    private static final Rt.Method EQUAL = test(Rt.TERMS, "equal", Rt.TERM, Rt.TERM);
    private static final Rt.Method LESS = test(Rt.COMPARE, "less", Rt.TERM, Rt.TERM);
    private static final Rt.Method IS_LONG = test(Rt.COMPARE, "isLong", Rt.TERM, Rt.LONG);
    private static final Rt.Method LESS_LONG = test(Rt.COMPARE, "less", Rt.TERM, Rt.LONG);
    private static final Rt.Method LONG_LESS = test(Rt.COMPARE, "less", Rt.LONG, Rt.TERM);
    private static final Rt.Method IS_NUMBER = test(Rt.COMPARE, "isNumber", Rt.TERM);
    private static final Rt.Method IS_BINARY = test(Rt.COMPARE, "isBinary", Rt.TERM);
    private static final Rt.Method IS_BOOLEAN = test(Rt.COMPARE, "isBoolean", Rt.TERM);
    private static final Rt.Method IS_FUNCTION2 = test(Rt.COMPARE, "isFunction", Rt.TERM, Rt.TERM);
    private static final Rt.Method HAS_ARITY = test(Rt.DATA_OPS, "hasArity", Rt.TERM, Rt.INT);
    private static final Rt.Method IS_TAGGED = test(Rt.DATA_OPS, "isTagged", Rt.TERM, Rt.INT, Rt.ATOM);
    private static final Rt.Method[] FIRST = new Rt.Method[9];

    static {
        for (int i = 1; i < FIRST.length; i++) {
            FIRST[i] = Rt.virtual(Rt.tuple(i), "e0", Rt.TERM);
        }
    }

    private TestEmitter() {}

    private static Rt.Method test(ClassDesc owner, String name, ClassDesc... parameters) {
        return Rt.statik(owner, name, Rt.BOOLEAN, parameters);
    }

    static void register(OpcodeTable table) {
        table.add(Opcode.IS_INTEGER, (f, i) -> number(f, i, () -> f.load(i.arg(1)).code.instanceOf(Rt.INTEGER)));
        type(table, Opcode.IS_FLOAT, Rt.FLOAT);
        type(table, Opcode.IS_ATOM, Rt.ATOM);
        type(table, Opcode.IS_PID, Rt.PID);
        type(table, Opcode.IS_REFERENCE, Rt.REF);
        type(table, Opcode.IS_PORT, Rt.PORT);
        type(table, Opcode.IS_LIST, Rt.LIST);
        type(table, Opcode.IS_NONEMPTY_LIST, Rt.CONS);
        type(table, Opcode.IS_TUPLE, Rt.TUPLE);
        type(table, Opcode.IS_FUNCTION, Rt.FUN);
        type(table, Opcode.IS_MAP, Rt.MAP);
        type(table, Opcode.IS_BITSTR, Rt.BITSTRING);
        table.add(Opcode.IS_NUMBER, (f, i) -> number(f, i, () -> f.load(i.arg(1)).code.call(IS_NUMBER)));
        call(table, Opcode.IS_BINARY, IS_BINARY);
        call(table, Opcode.IS_BOOLEAN, IS_BOOLEAN);
        table.add(Opcode.IS_FUNCTION2, (f, i) -> f.load(i.arg(1)).load(i.arg(2)).code.call(IS_FUNCTION2)
                .branch(java.lang.classfile.Opcode.IFEQ, f.fail(i, 0)));
        table.add(Opcode.IS_NIL, (f, i) -> f.load(i.arg(1)).load(Operand.NilOperand.NIL).code
                .branch(java.lang.classfile.Opcode.IF_ACMPNE, f.fail(i, 0)));
        table.add(Opcode.TEST_ARITY, (f, i) -> testArity(f, i.arg(1), i.number(2), f.fail(i, 0)));
        table.add(Opcode.IS_TAGGED_TUPLE, TestEmitter::tagged);
        comparison(table, Opcode.IS_EQ_EXACT, java.lang.classfile.Opcode.IFNE, (f, i) -> exact(f, i, true));
        comparison(table, Opcode.IS_NE_EXACT, java.lang.classfile.Opcode.IFEQ, (f, i) -> exact(f, i, false));
        comparison(table, Opcode.IS_EQ, java.lang.classfile.Opcode.IFNE, (f, i) -> compare(f, i, EQUAL, true));
        comparison(table, Opcode.IS_NE, java.lang.classfile.Opcode.IFEQ, (f, i) -> compare(f, i, EQUAL, false));
        comparison(table, Opcode.IS_LT, java.lang.classfile.Opcode.IFGE, (f, i) -> less(f, i, true));
        comparison(table, Opcode.IS_GE, java.lang.classfile.Opcode.IFLT, (f, i) -> less(f, i, false));
    }

    /** A test that small integers pass; {@code test} pushes the result for any value. */
    private static void number(FunctionEmitter f, Instruction i, Runnable test) {
        Label fail = f.fail(i, 0);
        Runnable general = () -> {
            test.run();
            f.orElse(fail);
        };
        if (!LongEmitter.passes(f, i.arg(1), general)) {
            general.run();
        }
    }

    private static void type(OpcodeTable table, Opcode op, ClassDesc type) {
        table.add(op, (f, i) -> {
            f.load(i.arg(1)).code.instanceOf(type);
            f.orElse(f.fail(i, 0));
        });
    }

    /** {@code orElse} goes to the fail label after a Java comparison of longs. */
    private static void comparison(OpcodeTable table, Opcode op, java.lang.classfile.Opcode orElse, OpcodeTable.Emitter general) {
        table.add(op, (f, i) -> {
            if (!LongEmitter.compare(f, i.arg(1), i.arg(2), orElse, f.fail(i, 0), () -> general.emit(f, i))) {
                general.emit(f, i);
            }
        });
    }

    private static void call(OpcodeTable table, Opcode op, Rt.Method test) {
        table.add(op, (f, i) -> {
            f.load(i.arg(1)).code.call(test);
            f.orElse(f.fail(i, 0));
        });
    }

    /** Goes to {@code fail} unless the value is a tuple of this arity. */
    static void testArity(FunctionEmitter f, Operand value, int arity, Label fail) {
        f.load(value);
        if (arity >= 1 && arity < FIRST.length) {
            f.code.instanceOf(Rt.tuple(arity));
        } else {
            f.code.constant(arity).call(HAS_ARITY);
        }
        f.orElse(fail);
    }

    private static void tagged(FunctionEmitter f, Instruction i) {
        Label fail = f.fail(i, 0);
        int arity = i.number(2);
        if (!(i.arg(3) instanceof Operand.AtomOperand tag)) {
            throw f.malformed("an atom expected");
        }
        f.load(i.arg(1));
        if (arity >= 1 && arity < FIRST.length) {
            f.code.instanceOf(Rt.tuple(arity));
            f.orElse(fail);
            f.load(i.arg(1)).code.cast(Rt.tuple(arity)).call(FIRST[arity]);
            f.atom(tag.value()).code.branch(java.lang.classfile.Opcode.IF_ACMPNE, fail);
        } else {
            f.code.constant(arity);
            f.atom(tag.value()).code.call(IS_TAGGED);
            f.orElse(fail);
        }
    }

    private static void compare(FunctionEmitter f, Instruction i, Rt.Method test, boolean wanted) {
        f.load(i.arg(1)).load(i.arg(2)).code.call(test)
                .branch(wanted ? java.lang.classfile.Opcode.IFEQ : java.lang.classfile.Opcode.IFNE, f.fail(i, 0));
    }

    private static void exact(FunctionEmitter f, Instruction i, boolean wanted) {
        if (identity(i.arg(1)) || identity(i.arg(2))) {
            f.load(i.arg(1)).load(i.arg(2)).code
                    .branch(wanted ? java.lang.classfile.Opcode.IF_ACMPNE : java.lang.classfile.Opcode.IF_ACMPEQ, f.fail(i, 0));
            return;
        }
        Long right = small(i.arg(2));
        Long left = small(i.arg(1));
        if (right == null && left == null) {
            compare(f, i, EQUAL_EXACT, wanted);
            return;
        }
        f.load(right != null ? i.arg(1) : i.arg(2)).code.constant((long) (right != null ? right : left)).call(IS_LONG)
                .branch(wanted ? java.lang.classfile.Opcode.IFEQ : java.lang.classfile.Opcode.IFNE, f.fail(i, 0));
    }

    /** Is there one object for this value? */
    static boolean identity(Operand operand) {
        return switch (operand) {
            case Operand.AtomOperand a -> true;
            case Operand.NilOperand n -> true;
            case Operand.Literal l -> l.value() instanceof Atom;
            default -> false;
        };
    }

    private static Long small(Operand operand) {
        return operand instanceof Operand.IntOperand n && n.value() instanceof SmallInt s ? (Long) s.value() : null;
    }

    private static void less(FunctionEmitter f, Instruction i, boolean wanted) {
        Long right = small(i.arg(2));
        Long left = small(i.arg(1));
        Code code = f.code;
        if (right != null && left == null) {
            f.load(i.arg(1));
            code.constant((long) right).call(LESS_LONG);
        } else if (left != null && right == null) {
            code.constant((long) left);
            f.load(i.arg(2));
            code.call(LONG_LESS);
        } else {
            f.load(i.arg(1)).load(i.arg(2));
            code.call(LESS);
        }
        code.branch(wanted ? java.lang.classfile.Opcode.IFEQ : java.lang.classfile.Opcode.IFNE, f.fail(i, 0));
    }

    /** The greatest arity that an operand may name. */
    static int arity(FunctionEmitter f, long value) {
        if (value > Tuple.MAX_ARITY) {
            return Tuple.MAX_ARITY + 1;
        }
        return (int) value;
    }
}
