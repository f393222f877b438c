package org.jbeam.translator;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jbeam.beamformat.FunctionCode;
import org.jbeam.beamformat.Import;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Operand;

/**
 * The x registers that a function keeps unboxed when they hold small integers: those that arithmetic writes, in a function that calls itself in a
 * loop with such a value, and that without a stack frame: a call in the loop would have them boxed after all. Each has a second local variable
 * of type {@code long}; see {@link org.jbeam.runtime.ops.Longs}.
 */
final class DualRegisters {
    /** None. */
    static final DualRegisters NONE = new DualRegisters(new BitSet());
    private static final Set<String> OPERATORS = Set.of("+", "-", "*", "band", "bor", "bxor", "bsl", "bsr", "div", "rem");

    private final BitSet registers;

    private DualRegisters(BitSet registers) {
        this.registers = registers;
    }

    /** Those of a function; {@code entries} are the labels that a loop goes back to: its own, and those of functions in the same Java method. */
    static DualRegisters of(FunctionCode function, List<Import> imports, Set<Integer> entries) {
        List<Instruction> code = function.instructions();
        boolean loops = false;
        BitSet written = new BitSet();
        for (int at = function.entryIndex(); at < code.size(); at++) {
            Instruction i = code.get(at);
            switch (i.op()) {
                case CALL_ONLY -> loops |= entries.contains(i.label(1));
                case GC_BIF2 -> {
                    if (isArithmetic(imports.get(i.number(2)))) {
                        add(i.arg(5), written);
                    }
                }
                default -> { }
            }
        }
        if (!loops || written.isEmpty()) {
            return NONE;
        }
        moves(code, function.entryIndex(), written);
        int first = written.nextSetBit(0);
        return first < 0 || first >= function.arity() ? NONE : new DualRegisters(written);
    }

    /** What such a register is moved to is one too. */
    private static void moves(List<Instruction> code, int from, BitSet written) {
        int known;
        do {
            known = written.cardinality();
            for (int at = from; at < code.size(); at++) {
                Instruction i = code.get(at);
                if (i.op() == org.jbeam.beamformat.Opcode.MOVE && number(i.arg(0)) >= 0 && written.get(number(i.arg(0)))) {
                    add(i.arg(1), written);
                }
            }
        } while (written.cardinality() > known);
    }

    static boolean isArithmetic(Import bif) {
        return bif.arity() == 2 && bif.module().name().equals("erlang") && OPERATORS.contains(bif.function().name());
    }

    private static void add(Operand register, BitSet set) {
        int number = number(register);
        if (number >= 0) {
            set.set(number);
        }
    }

    /** The number of an x register, or -1. */
    static int number(Operand operand) {
        return switch (operand) {
            case Operand.X x -> x.number();
            case Operand.TypedReg t -> number(t.register());
            default -> -1;
        };
    }

    boolean isEmpty() {
        return registers.isEmpty();
    }

    /** Is this operand such a register? */
    boolean holds(Operand operand) {
        int number = number(operand);
        return number >= 0 && registers.get(number);
    }

    /** Is x register {@code number} one? */
    boolean holds(int number) {
        return registers.get(number);
    }

    /** The numbers, ascending. */
    int[] numbers() {
        return registers.stream().toArray();
    }
}
