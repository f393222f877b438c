package com.example;

import java.util.*;
import org.jbeam.beamformat.*;
import org.jbeam.bitsyntax.*;
import org.jbeam.term.*;

/** The instructions of the bit syntax. */
final class BitInstructions {
    private static final int LITTLE = 2;
    private static final int SIGNED = 4;

    private BitInstructions() {}

    /** What is being matched, and how far. */
    private static final class Context extends Opaque {
        private final Bitstring bits;
        private long at;

        Context(Bitstring bits, long at) { this.bits = bits; this.at = at; }

        long left() { return bits.bitSize() - at; }

        /** Where the next field begins in the array; it is taken. */
        long take(long size) { at += size; return bits.bitOffset() + at - size; }
    }

    /** Does what it says; false when it fails. */
    static boolean step(MiniProcess p, Instruction i) {
        return switch (i.op()) {
            case BS_START_MATCH3 -> start(p, i, p.get(i.arg(1)));
            case BS_GET_INTEGER2 -> {
                long size = size(p, i.arg(3), i.number(4));
                Context context = sized(p, i, size);
                if (context == null) yield false;
                boolean little = (i.number(5) & LITTLE) != 0;
                boolean signed = (i.number(5) & SIGNED) != 0;
                yield set(p, i.arg(6), IntegerTerm.of(BitGet.integer(context.bits.array(), context.take(size), size, signed, little)));
            }
            case BS_GET_BINARY2 -> {
                long left = ((Context) p.get(i.arg(1))).left();
                long size = i.arg(3) instanceof Operand.AtomOperand ? left : size(p, i.arg(3), i.number(4));
                Context context = size % i.number(4) == 0 ? sized(p, i, size) : null;
                yield context != null && set(p, i.arg(6), Bitstring.ofBits(context.bits.array(), context.take(size), size));
            }
            case BS_SKIP_BITS2 -> sized(p, i, size(p, i.arg(2), i.number(3))) instanceof Context c && c.take(size(p, i.arg(2), i.number(3))) >= 0;
            case BS_TEST_TAIL2 -> ((Context) p.get(i.arg(1))).left() == i.number(2);
            case BS_TEST_UNIT -> ((Context) p.get(i.arg(1))).left() % i.number(2) == 0;
            case BS_MATCH_STRING -> sized(p, i, i.number(2)) instanceof Context c
                    && BitCopy.equal(c.bits.array(), c.take(i.number(2)), p.strings(), 8L * i.number(3), i.number(2));
            case BS_CREATE_BIN -> create(p, i);
            default -> throw new UnsupportedOperationException(i.toString());
        };
    }

    private static boolean set(MiniProcess p, Operand register, Term value) { p.set(register, value); return true; }

    private static boolean start(MiniProcess p, Instruction i, Term subject) {
        return subject instanceof Bitstring bits && set(p, i.arg(3), new Context(bits, 0))
                || subject instanceof Context context && set(p, i.arg(3), new Context(context.bits, context.at));
    }

    private static long size(MiniProcess p, Operand size, int unit) {
        return p.get(size) instanceof SmallInt n ? n.value() * unit : -1;
    }

    /** The context if it has so many bits left, else null. */
    private static Context sized(MiniProcess p, Instruction i, long size) {
        Context context = (Context) p.get(i.arg(1));
        return size >= 0 && size <= context.left() ? context : null;
    }

    private static boolean create(MiniProcess p, Instruction i) {
        BitBuffer buffer = new BitBuffer();
        List<Operand> list = i.list(5);
        for (int n = 0; n < list.size(); n += 6) {
            int unit = (int) ((Operand.Unsigned) list.get(n + 2)).value();
            String type = ((Operand.AtomOperand) list.get(n)).value().name();
            long size = size(p, list.get(n + 5), unit);
            boolean little = list.get(n + 3) instanceof Operand.Literal flags && flags.value().toString().contains("little");
            switch (type) {
                case "integer" -> buffer.integer(((IntegerTerm) p.get(list.get(n + 4))).bigValue(), size, little);
                case "binary", "append", "private_append" -> {
                    Bitstring bits = (Bitstring) p.get(list.get(n + 4));
                    buffer.bits(bits.array(), bits.bitOffset(), size < 0 ? bits.bitSize() : size);
                }
                case "string" -> buffer.bits(p.strings(), 8L * ((SmallInt) p.get(list.get(n + 4))).value(), size);
                default -> throw new UnsupportedOperationException("a segment of type " + type);
            }
        }
        return set(p, i.arg(4), Bitstring.ofBits(buffer.array(), 0, buffer.size()));
    }
}
