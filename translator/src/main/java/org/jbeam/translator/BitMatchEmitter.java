package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.List;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;

/** Matching of bit strings: {@code bs_start_match*}, {@code bs_get_*}, {@code bs_skip_*} and what goes with them. */
final class BitMatchEmitter {
    private static final Rt.Method START = ops("start", Rt.MATCH_CONTEXT, Rt.TERM);
    private static final Rt.Method INTEGER = ops("integer", Rt.TERM, Rt.MATCH_CONTEXT, Rt.LONG, Rt.INT);
    private static final Rt.Method INTEGER_SIZED = ops("integer", Rt.TERM, Rt.MATCH_CONTEXT, Rt.TERM, Rt.INT, Rt.INT);
    private static final Rt.Method OCTET = ops("octet", Rt.TERM, Rt.MATCH_CONTEXT);
    private static final Rt.Method FLOATING = ops("floating", Rt.TERM, Rt.MATCH_CONTEXT, Rt.TERM, Rt.INT, Rt.INT);
    private static final Rt.Method BINARY = ops("binary", Rt.TERM, Rt.MATCH_CONTEXT, Rt.TERM, Rt.INT);
    private static final Rt.Method BINARY_ALL = ops("binaryAll", Rt.TERM, Rt.MATCH_CONTEXT, Rt.INT);
    private static final Rt.Method SKIP = ops("skip", Rt.BOOLEAN, Rt.MATCH_CONTEXT, Rt.TERM, Rt.INT);
    private static final Rt.Method SKIP_BITS = ops("skip", Rt.BOOLEAN, Rt.MATCH_CONTEXT, Rt.LONG);
    private static final Rt.Method SKIP_ALL = ops("skipAll", Rt.BOOLEAN, Rt.MATCH_CONTEXT, Rt.INT);
    private static final Rt.Method TEST_TAIL = ops("testTail", Rt.BOOLEAN, Rt.MATCH_CONTEXT, Rt.LONG);
    private static final Rt.Method TEST_UNIT = ops("testUnit", Rt.BOOLEAN, Rt.MATCH_CONTEXT, Rt.INT);
    private static final Rt.Method STRING = ops("string", Rt.BOOLEAN, Rt.MATCH_CONTEXT, Rt.LONG, Rt.BITSTRING);
    private static final Rt.Method UTF8 = ops("utf8", Rt.TERM, Rt.MATCH_CONTEXT);
    private static final Rt.Method UTF16 = ops("utf16", Rt.TERM, Rt.MATCH_CONTEXT, Rt.INT);
    private static final Rt.Method UTF32 = ops("utf32", Rt.TERM, Rt.MATCH_CONTEXT, Rt.INT);
    private static final Rt.Method TAIL = ops("tail", Rt.TERM, Rt.MATCH_CONTEXT);
    private static final Rt.Method POSITION = ops("position", Rt.TERM, Rt.MATCH_CONTEXT);
    private static final Rt.Method SET_POSITION = ops("position", Rt.VOID, Rt.MATCH_CONTEXT, Rt.TERM);
    private static final Rt.Method AT_LEAST = ops("atLeast", Rt.BOOLEAN, Rt.MATCH_CONTEXT, Rt.LONG, Rt.INT);
    private static final Rt.Method EQUAL = ops("equal", Rt.BOOLEAN, Rt.MATCH_CONTEXT, Rt.LONG, Rt.TERM);
    /** A command of {@code bs_match} has at most this many operands after its name. */
    private static final int MAX_BITS = 0x7fff_ffff;

    private BitMatchEmitter() {}

    private static Rt.Method ops(String name, ClassDesc result, ClassDesc... parameters) {
        return Rt.statik(Rt.BIT_MATCH, name, result, parameters);
    }

    static void register(OpcodeTable table) {
        table.add(Opcode.BS_START_MATCH3, (f, i) -> start(f, i.arg(1), i.arg(3), f.fail(i, 0)));
        table.add(Opcode.BS_START_MATCH4, (f, i) -> start(f, i.arg(2), i.arg(3), f.fail(i, 0)));
        table.add(Opcode.BS_GET_INTEGER2, BitMatchEmitter::integer);
        table.add(Opcode.BS_GET_FLOAT2, (f, i) -> {
            context(f, i.arg(1)).load(i.arg(3)).code.constant(i.number(4)).constant(flags(f, i.arg(5))).call(FLOATING);
            store(f, i, 6);
        });
        table.add(Opcode.BS_GET_BINARY2, BitMatchEmitter::binary);
        table.add(Opcode.BS_SKIP_BITS2, BitMatchEmitter::skip);
        table.add(Opcode.BS_TEST_TAIL2, (f, i) -> test(f, i, TEST_TAIL, true));
        table.add(Opcode.BS_TEST_UNIT, (f, i) -> test(f, i, TEST_UNIT, false));
        table.add(Opcode.BS_MATCH_STRING, BitMatchEmitter::string);
        table.add(Opcode.BS_GET_UTF8, (f, i) -> get(f, i, UTF8, -1, 4));
        table.add(Opcode.BS_GET_UTF16, (f, i) -> get(f, i, UTF16, 3, 4));
        table.add(Opcode.BS_GET_UTF32, (f, i) -> get(f, i, UTF32, 3, 4));
        table.add(Opcode.BS_SKIP_UTF8, (f, i) -> get(f, i, UTF8, -1, -1));
        table.add(Opcode.BS_SKIP_UTF16, (f, i) -> get(f, i, UTF16, 3, -1));
        table.add(Opcode.BS_SKIP_UTF32, (f, i) -> get(f, i, UTF32, 3, -1));
        table.add(Opcode.BS_GET_TAIL, (f, i) -> {
            context(f, i.arg(0)).code.call(TAIL);
            f.store(i.arg(1));
        });
        table.add(Opcode.BS_GET_POSITION, (f, i) -> {
            context(f, i.arg(0)).code.call(POSITION);
            f.store(i.arg(1));
        });
        table.add(Opcode.BS_SET_POSITION, (f, i) -> context(f, i.arg(0)).load(i.arg(1)).code.call(SET_POSITION));
        table.add(Opcode.BS_MATCH, BitMatchEmitter::match);
    }

    private static FunctionEmitter context(FunctionEmitter f, Operand register) {
        f.load(register).code.cast(Rt.MATCH_CONTEXT);
        return f;
    }

    /** The flags of a field: 2 little (native is little), 4 signed. */
    static int flags(FunctionEmitter f, Operand operand) {
        return switch (operand) {
            case Operand.Unsigned u -> {
                int bits = (int) u.value();
                yield bits & 6 | ((bits & 16) != 0 ? 2 : 0);
            }
            case Operand.NilOperand n -> 0;
            case Operand.Literal l -> flagList(l.value());
            default -> throw f.malformed("field flags expected");
        };
    }

    private static int flagList(org.jbeam.term.Term list) {
        int flags = 0;
        org.jbeam.term.Term rest = list;
        while (rest instanceof org.jbeam.term.Cons cell) {
            if (cell.head() instanceof Atom a) {
                flags |= switch (a.name()) {
                    case "little", "native" -> 2;
                    case "signed" -> 4;
                    default -> 0;
                };
            }
            rest = cell.tail();
        }
        return flags;
    }

    private static void start(FunctionEmitter f, Operand source, Operand destination, Label fail) {
        f.load(source).code.call(START);
        if (fail != null) {
            f.code.dup().branch(java.lang.classfile.Opcode.IFNULL, f.popping(fail));
        }
        f.store(destination);
    }

    /** With a term or null on the stack: stores it, or goes to the fail label. */
    private static void store(FunctionEmitter f, Instruction i, int destination) {
        f.code.dup().branch(java.lang.classfile.Opcode.IFNULL, f.popping(f.fail(i, 0)));
        f.store(i.arg(destination));
    }

    /** The size of a field in bits, if it is known: the operand times the unit. */
    private static long constantBits(Operand size, int unit) {
        if (size instanceof Operand.IntOperand n && n.value() instanceof SmallInt s && s.value() >= 0 && s.value() <= MAX_BITS) {
            return s.value() * unit;
        }
        return -1;
    }

    private static void integer(FunctionEmitter f, Instruction i) {
        int flags = flags(f, i.arg(5));
        long bits = constantBits(i.arg(3), i.number(4));
        context(f, i.arg(1));
        if (bits == 8 && (flags & 4) == 0) {
            f.code.call(OCTET);
        } else if (bits >= 0) {
            f.code.constant(bits).constant(flags).call(INTEGER);
        } else {
            f.load(i.arg(3)).code.constant(i.number(4)).constant(flags).call(INTEGER_SIZED);
        }
        store(f, i, 6);
    }

    private static boolean isAll(Operand size) {
        return size instanceof Operand.AtomOperand a && a.value().name().equals("all");
    }

    private static void binary(FunctionEmitter f, Instruction i) {
        context(f, i.arg(1));
        if (isAll(i.arg(3))) {
            f.code.constant(i.number(4)).call(BINARY_ALL);
        } else {
            f.load(i.arg(3)).code.constant(i.number(4)).call(BINARY);
        }
        store(f, i, 6);
    }

    private static void skip(FunctionEmitter f, Instruction i) {
        long bits = constantBits(i.arg(2), i.number(3));
        context(f, i.arg(1));
        if (isAll(i.arg(2))) {
            f.code.constant(i.number(3)).call(SKIP_ALL);
        } else if (bits >= 0) {
            f.code.constant(bits).call(SKIP_BITS);
        } else {
            f.load(i.arg(2)).code.constant(i.number(3)).call(SKIP);
        }
        f.orElse(f.fail(i, 0));
    }

    private static void test(FunctionEmitter f, Instruction i, Rt.Method test, boolean isLong) {
        context(f, i.arg(1));
        if (isLong) {
            f.code.constant((long) i.number(2));
        } else {
            f.code.constant(i.number(2));
        }
        f.code.call(test);
        f.orElse(f.fail(i, 0));
    }

    private static void string(FunctionEmitter f, Instruction i) {
        int bits = i.number(2);
        int from = i.number(3);
        int length = (int) ((bits + 7L) >>> 3);
        if (from > f.module.file().strings().length - length) {
            throw f.malformed("beyond the string table");
        }
        context(f, i.arg(1)).code.constant((long) bits).get(new Constant.OfString(from, length), Rt.BITSTRING).call(STRING);
        f.orElse(f.fail(i, 0));
    }

    private static void get(FunctionEmitter f, Instruction i, Rt.Method method, int flagsAt, int destination) {
        context(f, i.arg(1));
        if (flagsAt >= 0) {
            f.code.constant(flags(f, i.arg(flagsAt)));
        }
        f.code.call(method);
        if (destination >= 0) {
            store(f, i, destination);
        } else {
            f.code.branch(java.lang.classfile.Opcode.IFNULL, f.fail(i, 0));
        }
    }

    /** OTP 26: a list of commands, each a name and its operands. */
    private static void match(FunctionEmitter f, Instruction i) {
        List<Operand> list = i.list(2);
        int at = 0;
        while (at < list.size()) {
            if (!(list.get(at) instanceof Operand.AtomOperand name)) {
                throw f.malformed("a command expected");
            }
            at += command(f, i, name.value().name(), list.subList(at + 1, list.size())) + 1;
        }
    }

    private static int command(FunctionEmitter f, Instruction i, String name, List<Operand> rest) {
        Label fail = f.fail(i, 0);
        context(f, i.arg(1));
        switch (name) {
            case "ensure_at_least" -> {
                f.code.constant(number(f, rest, 0)).constant((int) number(f, rest, 1)).call(AT_LEAST);
                f.orElse(fail);
                return 2;
            }
            case "ensure_exactly" -> {
                f.code.constant(number(f, rest, 0)).call(TEST_TAIL);
                f.orElse(fail);
                return 1;
            }
            case "skip" -> {
                f.code.constant(number(f, rest, 0)).call(SKIP_BITS);
                f.orElse(fail);
                return 1;
            }
            case "integer" -> {
                f.code.constant(number(f, rest, 2) * number(f, rest, 3)).constant(flags(f, operand(f, rest, 1))).call(INTEGER);
                return field(f, rest, fail);
            }
            case "binary" -> {
                f.code.constant((int) (number(f, rest, 2) * number(f, rest, 3)));
                return binaryField(f, rest, fail);
            }
            case "get_tail" -> {
                f.code.call(TAIL);
                f.store(operand(f, rest, 2));
                return 3;
            }
            case "=:=" -> {
                f.code.constant(number(f, rest, 1));
                f.load(operand(f, rest, 2)).code.call(EQUAL);
                f.orElse(fail);
                return 3;
            }
            default -> throw f.malformed("unknown command " + name);
        }
    }

    private static int field(FunctionEmitter f, List<Operand> rest, Label fail) {
        f.code.dup().branch(java.lang.classfile.Opcode.IFNULL, f.popping(fail));
        f.store(operand(f, rest, 4));
        return 5;
    }

    private static int binaryField(FunctionEmitter f, List<Operand> rest, Label fail) {
        f.code.plain(java.lang.classfile.Opcode.I2L).call(ops("bits", Rt.TERM, Rt.MATCH_CONTEXT, Rt.LONG));
        return field(f, rest, fail);
    }

    private static Operand operand(FunctionEmitter f, List<Operand> rest, int index) {
        if (index >= rest.size()) {
            throw f.malformed("a command is cut off");
        }
        return rest.get(index);
    }

    private static long number(FunctionEmitter f, List<Operand> rest, int index) {
        return switch (operand(f, rest, index)) {
            case Operand.Unsigned u when u.value() <= MAX_BITS -> u.value();
            case Operand.IntOperand n when n.value() instanceof SmallInt s && s.value() >= 0 && s.value() <= MAX_BITS -> s.value();
            default -> throw f.malformed("a number expected");
        };
    }
}
