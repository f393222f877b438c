package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.List;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;
import org.jbeam.term.SmallInt;

/**
 * Building of bit strings: {@code bs_create_bin} (OTP 25) and the family before it, {@code bs_init2}, {@code bs_append} and {@code bs_put_*}. Both
 * work on a {@code BitBuilder}, which notes the first thing that goes wrong. The old family has it in a local variable of its own.
 */
final class BitBuildEmitter {
    private static final int GROUP = 6;
    private static final Rt.Method CREATE = statik("create", Rt.BIT_BUILDER, Rt.LONG);
    private static final Rt.Method CREATE_APPEND = statik("append", Rt.BIT_BUILDER, Rt.TERM, Rt.TERM, Rt.PROCESS, Rt.INT, Rt.INT);
    private static final Rt.Method INTEGER = virtual("integer", Rt.BIT_BUILDER, Rt.TERM, Rt.TERM, Rt.INT, Rt.INT, Rt.INT);
    private static final Rt.Method INTEGER_BITS = virtual("integer", Rt.BIT_BUILDER, Rt.TERM, Rt.LONG, Rt.INT, Rt.INT);
    private static final Rt.Method FLOATING = virtual("floating", Rt.BIT_BUILDER, Rt.TERM, Rt.TERM, Rt.INT, Rt.INT, Rt.INT);
    private static final Rt.Method BINARY = virtual("binary", Rt.BIT_BUILDER, Rt.TERM, Rt.TERM, Rt.INT, Rt.INT);
    private static final Rt.Method BINARY_ALL = virtual("binaryAll", Rt.BIT_BUILDER, Rt.TERM, Rt.INT, Rt.INT);
    private static final Rt.Method STRING = virtual("string", Rt.BIT_BUILDER, Rt.BITSTRING);
    private static final Rt.Method UTF8 = virtual("utf8", Rt.BIT_BUILDER, Rt.TERM, Rt.INT);
    private static final Rt.Method UTF16 = virtual("utf16", Rt.BIT_BUILDER, Rt.TERM, Rt.INT, Rt.INT);
    private static final Rt.Method UTF32 = virtual("utf32", Rt.BIT_BUILDER, Rt.TERM, Rt.INT, Rt.INT);
    private static final Rt.Method FINISH = virtual("finish", Rt.TERM, Rt.PROCESS);
    private static final Rt.Method FAILURE = virtual("failure", Rt.EXCEPTION, Rt.PROCESS);
    private static final Rt.Method IS_FAILED = virtual("isFailed", Rt.BOOLEAN);
    private static final Rt.Method PLAIN_FAILURE = virtual("plainFailure", Rt.EXCEPTION, Rt.PROCESS);
    private static final Rt.Method TARGET = virtual("target", Rt.BITSTRING);
    private static final Rt.Method INIT = statik("init", Rt.BIT_BUILDER, Rt.TERM, Rt.INT);
    private static final Rt.Method OLD_APPEND = statik("appendBits", Rt.BIT_BUILDER, Rt.TERM, Rt.TERM, Rt.PROCESS, Rt.INT);
    private static final Rt.Method ADD = statik("addSizes", Rt.TERM, Rt.TERM, Rt.TERM, Rt.INT);
    private static final Rt.Method ADD_OR_RAISE = statik("addSizes", Rt.TERM, Rt.PROCESS, Rt.TERM, Rt.TERM, Rt.INT);
    private static final Rt.Method UTF8_SIZE = statik("utf8Size", Rt.TERM, Rt.TERM);
    private static final Rt.Method UTF16_SIZE = statik("utf16Size", Rt.TERM, Rt.TERM);
    private static final Rt.Method INIT_WRITABLE = statik("initWritable", Rt.TERM, Rt.TERM, Rt.PROCESS);

    private BitBuildEmitter() {}

    private static Rt.Method statik(String name, ClassDesc result, ClassDesc... parameters) {
        return Rt.statik(Rt.BIT_BUILDER, name, result, parameters);
    }

    private static Rt.Method virtual(String name, ClassDesc result, ClassDesc... parameters) {
        return Rt.virtual(Rt.BIT_BUILDER, name, result, parameters);
    }

    static void register(OpcodeTable table) {
        table.add(Opcode.BS_CREATE_BIN, BitBuildEmitter::create);
        table.add(Opcode.BS_INIT_WRITABLE, (f, i) -> f.load(Operand.X.of(0)).process().code.call(INIT_WRITABLE).astore(f.locals.x(0)));
        table.add(Opcode.BS_INIT2, (f, i) -> init(f, i, 8));
        table.add(Opcode.BS_INIT_BITS, (f, i) -> init(f, i, 1));
        table.add(Opcode.BS_APPEND, (f, i) -> append(f, i, 4, 5, 7));
        table.add(Opcode.BS_PRIVATE_APPEND, (f, i) -> append(f, i, 2, 3, 5));
        table.add(Opcode.BS_ADD, BitBuildEmitter::add);
        table.add(Opcode.BS_UTF8_SIZE, (f, i) -> f.load(i.arg(1)).code.call(UTF8_SIZE).astore(f.local(i.arg(2))));
        table.add(Opcode.BS_UTF16_SIZE, (f, i) -> f.load(i.arg(1)).code.call(UTF16_SIZE).astore(f.local(i.arg(2))));
        table.add(Opcode.BS_PUT_INTEGER, BitBuildEmitter::putInteger);
        table.add(Opcode.BS_PUT_BINARY, BitBuildEmitter::putBinary);
        table.add(Opcode.BS_PUT_FLOAT, BitBuildEmitter::putFloat);
        table.add(Opcode.BS_PUT_STRING, BitBuildEmitter::putString);
        table.add(Opcode.BS_PUT_UTF8, (f, i) -> putUtf(f, i, UTF8));
        table.add(Opcode.BS_PUT_UTF16, (f, i) -> putUtf(f, i, UTF16));
        table.add(Opcode.BS_PUT_UTF32, (f, i) -> putUtf(f, i, UTF32));
    }

    // ---- bs_create_bin

    /** Operands: fail, heap, live, unit, destination, and six for each segment: type, number, unit, flags, value, size. */
    private static void create(FunctionEmitter f, Instruction i) {
        List<Operand> list = i.list(5);
        if (list.size() % GROUP != 0) {
            throw f.malformed("a segment is cut off");
        }
        Label fail = f.fail(i, 0);
        Code code = f.code;
        int builder = f.locals.builder();
        f.line();
        int at = 0;
        if (!list.isEmpty() && isAppend(type(f, list, 0))) {
            f.load(list.get(4)).load(list.get(5)).process().code.constant(unit(f, list.get(2))).constant(segment(f, list.get(1)))
                    .call(CREATE_APPEND);
            at = GROUP;
        } else {
            code.constant(hint(f, list)).call(CREATE);
        }
        for (; at < list.size(); at += GROUP) {
            segment(f, type(f, list, at), list.subList(at + 1, at + GROUP));
        }
        if (fail != null) {
            f.process().code.call(FINISH).dup().branch(java.lang.classfile.Opcode.IFNULL, f.popping(fail));
        } else {
            Label failed = f.later(() -> {
                code.pop().aload(builder);
                f.process().code.call(FAILURE).athrow();
            });
            code.dup().astore(builder);
            f.process().code.call(FINISH).dup().branch(java.lang.classfile.Opcode.IFNULL, failed);
        }
        f.store(i.arg(4));
    }

    private static boolean isAppend(String type) {
        return type.equals("append") || type.equals("private_append");
    }

    private static String type(FunctionEmitter f, List<Operand> list, int at) {
        if (list.get(at) instanceof Operand.AtomOperand a) {
            return a.value().name();
        }
        throw f.malformed("a segment type expected");
    }

    private static int segment(FunctionEmitter f, Operand operand) {
        if (operand instanceof Operand.Unsigned u && u.value() <= Integer.MAX_VALUE) {
            return (int) u.value();
        }
        throw f.malformed("a number expected");
    }

    private static int unit(FunctionEmitter f, Operand operand) {
        return Math.max(1, segment(f, operand));
    }

    /** What the segments of constant size add up to, in bits. */
    private static long hint(FunctionEmitter f, List<Operand> list) {
        long bits = 0;
        for (int at = 0; at < list.size(); at += GROUP) {
            if (list.get(at + 5) instanceof Operand.IntOperand n && n.value() instanceof SmallInt size && size.value() >= 0) {
                long unit = type(f, list, at).equals("string") ? 8 : segment(f, list.get(at + 2));
                bits += Math.min(size.value(), Integer.MAX_VALUE) * unit;
            } else {
                bits += 64;
            }
        }
        return Math.min(bits, 1 << 16);
    }

    /** Operands: number, unit, flags, value, size. The builder is on the stack. */
    private static void segment(FunctionEmitter f, String type, List<Operand> s) {
        Code code = f.code;
        int number = segment(f, s.get(0));
        int unit = unit(f, s.get(1));
        if (type.equals("string")) {
            code.get(string(f, s.get(3), s.get(4)), Rt.BITSTRING).call(STRING);
            return;
        }
        int flags = BitMatchEmitter.flags(f, s.get(2));
        f.load(s.get(3));
        switch (type) {
            case "integer" -> integer(f, s.get(4), unit, flags, number);
            case "float" -> f.load(s.get(4)).code.constant(unit).constant(flags).constant(number).call(FLOATING);
            case "binary", "append", "private_append" -> {
                if (isAll(s.get(4))) {
                    code.constant(unit).constant(number).call(BINARY_ALL);
                } else {
                    f.load(s.get(4)).code.constant(unit).constant(number).call(BINARY);
                }
            }
            case "utf8" -> code.constant(number).call(UTF8);
            case "utf16" -> code.constant(flags).constant(number).call(UTF16);
            case "utf32" -> code.constant(flags).constant(number).call(UTF32);
            default -> throw f.malformed("unknown segment type " + type);
        }
    }

    private static void integer(FunctionEmitter f, Operand size, int unit, int flags, int number) {
        if (size instanceof Operand.IntOperand n && n.value() instanceof SmallInt s && s.value() >= 0 && s.value() <= Integer.MAX_VALUE) {
            f.code.constant(s.value() * unit).constant(flags).constant(number).call(INTEGER_BITS);
        } else {
            f.load(size).code.constant(unit).constant(flags).constant(number).call(INTEGER);
        }
    }

    private static boolean isAll(Operand size) {
        return size instanceof Operand.AtomOperand a && a.value().name().equals("all");
    }

    private static Constant string(FunctionEmitter f, Operand offset, Operand length) {
        long from = number(f, offset);
        long bytes = number(f, length);
        if (from + bytes > f.module.file().strings().length) {
            throw f.malformed("beyond the string table");
        }
        return new Constant.OfString((int) from, (int) bytes);
    }

    private static long number(FunctionEmitter f, Operand operand) {
        return switch (operand) {
            case Operand.Unsigned u when u.value() <= Integer.MAX_VALUE -> u.value();
            case Operand.IntOperand n when n.value() instanceof SmallInt s && s.value() >= 0 && s.value() <= Integer.MAX_VALUE -> s.value();
            default -> throw f.malformed("a number expected");
        };
    }

    // ---- the family of OTP 24 and before

    private static void init(FunctionEmitter f, Instruction i, int unit) {
        f.line();
        f.load(i.arg(1)).code.constant(unit).call(INIT);
        begin(f, i, 5);
    }

    private static void append(FunctionEmitter f, Instruction i, int unit, int binary, int destination) {
        f.line();
        f.load(i.arg(binary)).load(i.arg(1)).process().code.constant(Math.max(1, i.number(unit))).call(OLD_APPEND);
        begin(f, i, destination);
    }

    /** With a new builder on the stack: keeps it, and stores what it will have built. */
    private static void begin(FunctionEmitter f, Instruction i, int destination) {
        f.code.astore(f.locals.builder());
        check(f, i);
        f.code.aload(f.locals.builder()).call(TARGET);
        f.store(i.arg(destination));
    }

    private static void check(FunctionEmitter f, Instruction i) {
        Label fail = f.fail(i, 0);
        int builder = f.locals.builder();
        Label failed = fail != null ? fail : f.later(() -> {
            f.code.aload(builder);
            f.process().code.call(PLAIN_FAILURE).athrow();
        });
        f.code.aload(builder).call(IS_FAILED).branch(java.lang.classfile.Opcode.IFNE, failed);
    }

    private static void add(FunctionEmitter f, Instruction i) {
        Label fail = f.fail(i, 0);
        f.line();
        if (fail == null) {
            f.process().load(i.arg(1)).load(i.arg(2)).code.constant(i.number(3)).call(ADD_OR_RAISE);
        } else {
            f.load(i.arg(1)).load(i.arg(2)).code.constant(i.number(3)).call(ADD).dup();
            f.code.branch(java.lang.classfile.Opcode.IFNULL, f.popping(fail));
        }
        f.store(i.arg(4));
    }

    private static void put(FunctionEmitter f, Instruction i) {
        f.code.pop();
        check(f, i);
    }

    private static void putInteger(FunctionEmitter f, Instruction i) {
        f.line();
        f.code.aload(f.locals.builder());
        f.load(i.arg(4));
        integer(f, i.arg(1), unit(f, i.arg(2)), BitMatchEmitter.flags(f, i.arg(3)), 0);
        put(f, i);
    }

    private static void putBinary(FunctionEmitter f, Instruction i) {
        f.line();
        f.code.aload(f.locals.builder());
        f.load(i.arg(4));
        if (isAll(i.arg(1))) {
            f.code.constant(unit(f, i.arg(2))).constant(0).call(BINARY_ALL);
        } else {
            f.load(i.arg(1)).code.constant(unit(f, i.arg(2))).constant(0).call(BINARY);
        }
        put(f, i);
    }

    private static void putFloat(FunctionEmitter f, Instruction i) {
        f.line();
        f.code.aload(f.locals.builder());
        f.load(i.arg(4)).load(i.arg(1)).code.constant(unit(f, i.arg(2))).constant(BitMatchEmitter.flags(f, i.arg(3))).constant(0).call(FLOATING);
        put(f, i);
    }

    private static void putString(FunctionEmitter f, Instruction i) {
        f.code.aload(f.locals.builder()).get(string(f, i.arg(1), i.arg(0)), Rt.BITSTRING).call(STRING).pop();
    }

    private static void putUtf(FunctionEmitter f, Instruction i, Rt.Method method) {
        f.line();
        f.code.aload(f.locals.builder());
        f.load(i.arg(2));
        if (method != UTF8) {
            f.code.constant(BitMatchEmitter.flags(f, i.arg(1)));
        }
        f.code.constant(0).call(method);
        put(f, i);
    }
}
