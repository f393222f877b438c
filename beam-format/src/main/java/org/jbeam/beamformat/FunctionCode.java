package org.jbeam.beamformat;

import java.util.List;
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
