package org.jbeam.beamformat;

import java.util.List;
import org.jbeam.beamformat.Operand.AtomOperand;
import org.jbeam.beamformat.Operand.Unsigned;
import org.jbeam.term.Atom;

/**
 * The code of one function: {@code label, [line,] func_info, label} (the entry), and the body up to the next function's first label.
 */
public final class FunctionCode {
    private final Atom module;
    private final Atom name;
    private final int arity;
    private final int infoLabel;
    private final int entryLabel;
    private final int entryIndex;
    private final List<Instruction> instructions;

    FunctionCode(Atom module, Atom name, int arity, int infoIndex, List<Instruction> instructions) {
        this.module = module;
        this.name = name;
        this.arity = arity;
        this.infoLabel = instructions.get(0).number(0);
        this.entryIndex = infoIndex + 1;
        this.entryLabel = instructions.get(entryIndex).number(0);
        this.instructions = instructions;
    }

    /**
     * A function of these instructions, to be encoded.
     *
     * @throws IllegalArgumentException they do not begin with {@code label, [line,] func_info, label}, or an operand there is of the wrong kind
     */
    public static FunctionCode of(List<Instruction> instructions) {
        int info = instructions.size() > 1 && instructions.get(1).op() == Opcode.LINE ? 2 : 1;
        boolean begins = instructions.size() > info + 1 && instructions.get(0).op() == Opcode.LABEL
                && instructions.get(info).op() == Opcode.FUNC_INFO && instructions.get(info + 1).op() == Opcode.LABEL;
        if (!begins) {
            throw new IllegalArgumentException("a function begins with label, func_info and label");
        }
        Instruction header = instructions.get(info);
        if (!(header.arg(0) instanceof AtomOperand module && header.arg(1) instanceof AtomOperand name && header.arg(2) instanceof Unsigned arity)
                || arity.value() > BeamLimits.MAX_ARITY) {
            throw new IllegalArgumentException("func_info takes two atoms and an arity");
        }
        return new FunctionCode(module.value(), name.value(), (int) arity.value(), info, List.copyOf(instructions));
    }

    /** The function with fewer instructions behind its entry label. */
    FunctionCode with(List<Instruction> kept) {
        return new FunctionCode(module, name, arity, entryIndex - 1, List.copyOf(kept));
    }

    /** The module's name as {@code func_info} has it. */
    public Atom module() {
        return module;
    }

    /** The function's name. */
    public Atom name() {
        return name;
    }

    /** How many arguments it takes, 0..255; they come in x0 and up. */
    public int arity() {
        return arity;
    }

    /** The label before {@code func_info}: a jump there raises {@code function_clause}. */
    public int infoLabel() {
        return infoLabel;
    }

    /** The label that calls go to. */
    public int entryLabel() {
        return entryLabel;
    }

    /** The index of the entry label in {@link #instructions()}; {@code func_info} is the one before. */
    public int entryIndex() {
        return entryIndex;
    }

    /** All instructions, from the label before {@code func_info}; not to be modified. */
    public List<Instruction> instructions() {
        return instructions;
    }

    /** {@code name/arity}. */
    @Override
    public String toString() {
        return name + "/" + arity;
    }
}
