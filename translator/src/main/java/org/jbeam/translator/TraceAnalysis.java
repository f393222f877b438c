package org.jbeam.translator;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.beamformat.FunctionCode;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;
import org.jbeam.beamformat.OperandKind;
import org.jbeam.term.Atom;

/**
 * Finds out what a handler does with an exception's trace: follows the register that holds it, and its copies, from {@code try_case} on
 * every path. After {@code catch} the trace is part of {@code {'EXIT', …}}; of a value that was found to be something else it is none. Whatever is
 * not understood counts as showing it.
 */
final class TraceAnalysis {
    private static final int TRACE = 2;
    private static final int CAUGHT = 0;
    private static final int EXIT_ARITY = 2;
    private static final int FIRST_Y = 1024;
    private static final int MAX_STEPS = 20_000;

    private static final Atom EXIT = Atom.of("EXIT");

    private final List<Instruction> code;
    private final Map<Integer, Integer> labels = new HashMap<>();
    private final Map<Integer, BitSet> seen = new HashMap<>();
    private final ArrayDeque<Integer> work = new ArrayDeque<>();
    private TraceUse use = TraceUse.NONE;
    private int steps;

    TraceAnalysis(FunctionCode function) {
        code = function.instructions();
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i).op() == Opcode.LABEL) {
                labels.put(code.get(i).number(0), i);
            }
        }
    }

    /** What the handler of this {@code try} or {@code catch} does. */
    TraceUse of(Instruction tryInstruction) {
        seen.clear();
        work.clear();
        use = TraceUse.NONE;
        steps = 0;
        Integer handler = labels.get(tryInstruction.label(1));
        if (handler == null) {
            return TraceUse.SHOWN;
        }
        BitSet holders = new BitSet();
        holders.set(tryInstruction.op() == Opcode.CATCH ? CAUGHT : TRACE);
        reach(handler, holders);
        while (!work.isEmpty() && use != TraceUse.SHOWN) {
            int at = work.poll();
            follow(at, (BitSet) seen.get(at).clone());
        }
        return use;
    }

    private void reach(int index, BitSet holders) {
        BitSet known = seen.get(index);
        if (known == null) {
            seen.put(index, (BitSet) holders.clone());
            work.add(index);
            return;
        }
        int before = known.cardinality();
        known.or(holders);
        if (known.cardinality() > before && !work.contains(index)) {
            work.add(index);
        }
    }

    private void follow(int start, BitSet holders) {
        for (int i = start; i < code.size() && !holders.isEmpty() && use != TraceUse.SHOWN; i++) {
            Instruction instruction = code.get(i);
            if (++steps > MAX_STEPS) {
                use = TraceUse.SHOWN;
            }
            if (i > start && instruction.op() == Opcode.LABEL) {
                reach(i, holders);
                return;
            }
            step(instruction, holders);
            if (instruction.op().is(Opcode.Flag.ENDS_BLOCK)) {
                return;
            }
        }
    }

    private void step(Instruction i, BitSet holders) {
        switch (i.op()) {
            case LABEL, LINE, TRY_CASE, TEST_HEAP, TRY_END, CATCH_END, INIT_YREGS -> { }
            case MOVE -> move(i, holders);
            case RAISE -> raise(i, holders);
            case IS_INTEGER, IS_FLOAT, IS_NUMBER, IS_ATOM, IS_PID, IS_REFERENCE, IS_PORT, IS_NIL, IS_BINARY, IS_BITSTR, IS_LIST, IS_NONEMPTY_LIST,
                    IS_BOOLEAN, IS_FUNCTION, IS_FUNCTION2, IS_MAP -> {
                jumps(i.args(), holders);
                without(i.arg(1), holders);
            }
            case IS_TUPLE -> fails(i, holders);
            case TEST_ARITY -> test(i, i.number(2) == EXIT_ARITY, holders);
            case IS_TAGGED_TUPLE -> test(i, i.number(2) == EXIT_ARITY && i.arg(3) instanceof Operand.AtomOperand a && a.value() == EXIT, holders);
            case TRIM -> {
                if (holders.nextSetBit(FIRST_Y) >= 0) {
                    use = TraceUse.SHOWN;
                }
            }
            case DEALLOCATE -> holders.clear(FIRST_Y, FIRST_Y + FIRST_Y);
            default -> {
                if (readsImplicitly(i, holders) || readsOperand(i, holders)) {
                    use = TraceUse.SHOWN;
                    return;
                }
                jumps(i.args(), holders);
                define(i, holders);
            }
        }
    }

    private void move(Instruction i, BitSet holders) {
        int from = register(i.arg(0));
        int to = register(i.arg(1));
        holders.set(to, from >= 0 && holders.get(from));
    }

    /** What is no pair that begins with {@code 'EXIT'} holds no trace. */
    private void test(Instruction i, boolean isExit, BitSet holders) {
        if (isExit) {
            fails(i, holders);
        } else {
            jumps(i.args(), holders);
            without(i.arg(1), holders);
        }
    }

    /** A test that holds of every {@code {'EXIT', …}}. */
    private void fails(Instruction i, BitSet holders) {
        BitSet others = (BitSet) holders.clone();
        without(i.arg(1), others);
        jumps(i.args(), others);
    }

    private static void without(Operand operand, BitSet holders) {
        int register = register(operand);
        if (register >= 0) {
            holders.clear(register);
        }
    }

    private void raise(Instruction i, BitSet holders) {
        if (holds(i.arg(1), holders)) {
            use = TraceUse.SHOWN;
        } else if (holds(i.arg(0), holders)) {
            use = TraceUse.PASSED_ON;
        }
    }

    /** The number of a register in the sets, or -1 for anything else. */
    private static int register(Operand operand) {
        return switch (operand) {
            case Operand.X x -> x.number();
            case Operand.Y y -> FIRST_Y + y.number();
            case Operand.TypedReg typed -> register(typed.register());
            default -> -1;
        };
    }

    private static boolean holds(Operand operand, BitSet holders) {
        int register = register(operand);
        return register >= 0 && holders.get(register);
    }

    private static boolean readsOperand(Instruction i, BitSet holders) {
        List<OperandKind> kinds = i.op().operands();
        for (int n = 0; n < i.args().size(); n++) {
            OperandKind kind = n < kinds.size() ? kinds.get(n) : OperandKind.ANY;
            Operand operand = i.arg(n);
            if (operand instanceof Operand.ListOperand list) {
                if (list.elements().stream().anyMatch(element -> holds(element, holders))) {
                    return true;
                }
            } else if ((kind.isUse() || kind == OperandKind.ANY) && holds(operand, holders)) {
                return true;
            }
        }
        return false;
    }

    private static boolean readsImplicitly(Instruction i, BitSet holders) {
        int registers = switch (i.op()) {
            case RETURN, BUILD_STACKTRACE, BS_INIT_WRITABLE -> 1;
            case SEND -> 2;
            case RAW_RAISE -> 3;
            case CALL, CALL_ONLY, CALL_LAST, CALL_EXT, CALL_EXT_ONLY, CALL_EXT_LAST -> i.number(0);
            case CALL_FUN -> i.number(0) + 1;
            case CALL_FUN2 -> i.number(1);
            case APPLY, APPLY_LAST -> i.number(0) + 2;
            case MAKE_FUN2 -> FIRST_Y;
            default -> 0;
        };
        int first = holders.nextSetBit(0);
        return first >= 0 && first < registers;
    }

    private void jumps(List<Operand> operands, BitSet holders) {
        for (Operand operand : operands) {
            if (operand instanceof Operand.Label label) {
                jump(label, holders);
            } else if (operand instanceof Operand.ListOperand list) {
                jumps(list.elements(), holders);
            }
        }
    }

    private void jump(Operand.Label label, BitSet holders) {
        Integer target = labels.get(label.number());
        if (target != null) {
            reach(target, holders);
        }
    }

    private static void define(Instruction i, BitSet holders) {
        if (i.op().is(Opcode.Flag.CALLS)) {
            holders.clear(0, FIRST_Y);
        }
        List<OperandKind> kinds = i.op().operands();
        for (int n = 0; n < Math.min(kinds.size(), i.args().size()); n++) {
            int register = register(i.arg(n));
            if (kinds.get(n).isDefinition() && register >= 0) {
                holders.clear(register);
            }
        }
    }
}
