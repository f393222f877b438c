package org.jbeam.beamformat;

import java.util.Arrays;
import java.util.List;

/** An instruction: an opcode and as many operands as it takes. Immutable. */
public final class Instruction {
    private static final Operand[] NONE = {};

    private final Opcode op;
    private final int offset;
    private final Operand[] args;

    Instruction(Opcode op, int offset, Operand[] args) {
        this.op = op;
        this.offset = offset;
        this.args = args;
    }

    /**
     * An instruction that was not read from a file.
     *
     * @throws IllegalArgumentException not {@link Opcode#arity()} operands
     */
    public static Instruction of(Opcode op, Operand... args) {
        if (args.length != op.arity()) {
            throw new IllegalArgumentException(op.opName() + " takes " + op.arity() + " operands, not " + args.length);
        }
        return new Instruction(op, -1, args.length == 0 ? NONE : args.clone());
    }

    /** The opcode. */
    public Opcode op() {
        return op;
    }

    /** Where it was read, in bytes from the start of the {@code Code} chunk's data; -1 when it was not read. */
    public int offset() {
        return offset;
    }

    /** How many operands there are; a list counts as one. */
    public int arity() {
        return args.length;
    }

    /**
     * Operand {@code index}, from 0.
     *
     * @throws IndexOutOfBoundsException no such operand
     */
    public Operand arg(int index) {
        return args[index];
    }

    /** The operands; not to be modified. */
    public List<Operand> args() {
        return List.of(args);
    }

    /**
     * The value of operand {@code index} where it is a number that fits: an arity, an index, a size.
     *
     * @throws MalformedBeamException it is not a number, or above 2^31-1
     */
    public int number(int index) {
        if (args[index] instanceof Operand.Unsigned number && number.value() <= Integer.MAX_VALUE) {
            return (int) number.value();
        }
        throw mismatch(index, "a number");
    }

    /**
     * The number of the label that operand {@code index} is; 0 for "no label".
     *
     * @throws MalformedBeamException it is not a label
     */
    public int label(int index) {
        if (args[index] instanceof Operand.Label label) {
            return label.number();
        }
        throw mismatch(index, "a label");
    }

    /**
     * The list that operand {@code index} is.
     *
     * @throws MalformedBeamException it is not a list
     */
    public List<Operand> list(int index) {
        if (args[index] instanceof Operand.ListOperand list) {
            return list.elements();
        }
        throw mismatch(index, "a list");
    }

    private MalformedBeamException mismatch(int index, String wanted) {
        return new MalformedBeamException("Code", offset,
                "operand " + (index + 1) + " of " + op.opName() + " must be " + wanted + ": " + args[index]);
    }

    /** Same opcode and operands? Where they were read does not matter. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Instruction that && op == that.op && Arrays.equals(args, that.args);
    }

    @Override
    public int hashCode() {
        return op.number() * 31 + Arrays.hashCode(args);
    }

    /** The opcode's name and the operands, for debugging; {@link Disassembler} prints properly. */
    @Override
    public String toString() {
        return op.opName() + Arrays.toString(args);
    }
}
