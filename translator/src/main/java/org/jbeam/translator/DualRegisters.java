package org.jbeam.translator;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jbeam.beamformat.Import;
import org.jbeam.beamformat.Instruction;

/**
 * The registers that a function keeps unboxed when they hold small integers. Each has a second local variable of type {@code long}; see
 * {@link org.jbeam.runtime.ops.Longs}. They are numbered as slots: x registers first, then y registers by their absolute number.
 */
final class DualRegisters {
    /** None. */
    static final DualRegisters NONE = new DualRegisters(new BitSet());
    private static final Set<String> OPERATORS = Set.of("+", "-", "*", "band", "bor", "bxor", "bsl", "bsr", "div", "rem");

    private final BitSet slots;

    private DualRegisters(BitSet slots) {
        this.slots = slots;
    }

    /**
     * Those of a function that goes round in a loop: what arithmetic writes, and what that is moved to, if an argument is among it.
     *
     * @param entries the labels that a loop goes back to: its own, and those of functions in the same Java method
     */
    static DualRegisters ofLoop(FlowGraph graph, List<Import> imports, Set<Integer> entries) {
        BitSet written = new BitSet();
        boolean[] loops = new boolean[1];
        graph.forEach((instruction, context) -> {
            switch (instruction.op()) {
                case CALL_ONLY, CALL_LAST -> loops[0] |= entries.contains(instruction.label(1));
                case GC_BIF2 -> arithmetic(graph, imports, instruction, context, written);
                default -> { }
            }
        });
        if (!loops[0] || written.isEmpty()) {
            return NONE;
        }
        moves(graph, written);
        int first = written.nextSetBit(0);
        return first < 0 || first >= graph.function().arity() ? NONE : new DualRegisters(written);
    }

    /** Those of a function with unboxed arguments or an unboxed result: what these, arithmetic, and calls of such functions write. */
    static DualRegisters ofUnboxed(ModuleTranslation module, FunctionInfo function) {
        FlowGraph graph = function.graph;
        BitSet written = new BitSet();
        written.or(function.unboxed.parameters());
        graph.forEach((instruction, context) -> {
            switch (instruction.op()) {
                case CALL, CALL_ONLY, CALL_LAST -> {
                    FunctionInfo callee = module.functionAt(instruction.label(1));
                    if (callee != null && callee.unboxed != null) {
                        written.or(callee.unboxed.parameters());
                        if (callee.unboxed.result()) {
                            written.set(0);
                        }
                    }
                }
                case GC_BIF2 -> arithmetic(graph, module.file().imports(), instruction, context, written);
                default -> { }
            }
        });
        moves(graph, written);
        return new DualRegisters(written);
    }

    private static void arithmetic(FlowGraph graph, List<Import> imports, Instruction instruction, Context context, BitSet written) {
        if (isArithmetic(imports.get(instruction.number(2)))) {
            written.set(graph.slot(instruction.arg(5), context));
        }
    }

    /** What such a register is moved to is one too. */
    private static void moves(FlowGraph graph, BitSet written) {
        int known;
        do {
            known = written.cardinality();
            graph.forEach((instruction, context) -> {
                if (instruction.op() == org.jbeam.beamformat.Opcode.MOVE) {
                    int from = graph.slot(instruction.arg(0), context);
                    if (from >= 0 && written.get(from)) {
                        written.set(graph.slot(instruction.arg(1), context));
                    }
                }
            });
        } while (written.cardinality() > known);
    }

    static boolean isArithmetic(Import bif) {
        return bif.arity() == 2 && bif.module().name().equals("erlang") && OPERATORS.contains(bif.function().name());
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    /** Is the register in this slot one? */
    boolean holds(int slot) {
        return slots.get(slot);
    }

    /** The slots, ascending. */
    int[] numbers() {
        return slots.stream().toArray();
    }
}
