package org.jbeam.beamformat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the size of the stack frame along every path of a function.
 *
 * <p>Where paths with different frames meet, the frame is undecided: only y registers that all of them have may be used from there on, and nothing that
 * drops the frame. OTP's compiler lets such paths meet only in front of code that raises. A call that never returns may be followed by anything, also by the next label or the end
 * of the function; therefore the path from a call straight into a label counts only for labels that no other path reaches. Each label's state changes
 * a few times at most, so the walk is linear.
 */
final class FrameChecker {
    private static final int NONE = -1;
    /** This and all below, down by the number of y registers that there are on every path. */
    private static final int UNDECIDED = -2;
    private static final int UNREACHED = Integer.MIN_VALUE;
    private static final int MAX_CHANGES = 8;

    private final List<Import> imports;
    private final List<Instruction> instructions;
    private final int start;
    private final Map<Integer, Integer> indexes = new HashMap<>();
    private final int[] states;
    private final byte[] changes;
    private final ArrayDeque<Integer> strong = new ArrayDeque<>();
    private final ArrayDeque<int[]> weak = new ArrayDeque<>();

    FrameChecker(FunctionCode function, List<Import> imports) {
        this.imports = imports;
        this.instructions = function.instructions();
        this.start = function.entryIndex();
        this.states = new int[instructions.size()];
        this.changes = new byte[states.length];
        Arrays.fill(states, UNREACHED);
        for (int i = 0; i < states.length; i++) {
            if (instructions.get(i).op() == Opcode.LABEL) {
                indexes.put(instructions.get(i).number(0), i);
            }
        }
    }

    void check() {
        states[0] = UNDECIDED;
        reach(start, NONE);
        while (!strong.isEmpty() || !weak.isEmpty()) {
            if (!strong.isEmpty()) {
                walk(strong.poll());
                continue;
            }
            int[] edge = weak.poll();
            if (states[edge[0]] == UNREACHED) {
                reach(edge[0], edge[1]);
            }
        }
    }

    private void reach(int label, int frame) {
        int old = states[label];
        int merged = old == UNREACHED ? frame : merge(old, frame);
        if (merged != old) {
            changes[label]++;
            states[label] = changes[label] > MAX_CHANGES ? UNDECIDED : merged;
            strong.add(label);
        }
    }

    private static int merge(int a, int b) {
        return a == b ? a : UNDECIDED - Math.min(usable(a), usable(b));
    }

    /** How many y registers there are for sure. */
    private static int usable(int frame) {
        return frame <= UNDECIDED ? UNDECIDED - frame : Math.max(frame, 0);
    }

    private void walk(int label) {
        int frame = states[label];
        for (int i = label + 1; i < instructions.size(); i++) {
            Instruction instruction = instructions.get(i);
            Opcode op = instruction.op();
            if (op == Opcode.LABEL) {
                if (instructions.get(i - 1).op().is(Opcode.Flag.CALLS)) {
                    weak.add(new int[] {i, frame});
                } else {
                    reach(i, frame);
                }
                return;
            }
            checkRegisters(instruction, frame);
            if (raises(instruction)) {
                return;
            }
            int after = step(instruction, frame);
            jumps(instruction, frame);
            if (op.is(Opcode.Flag.ENDS_BLOCK)) {
                return;
            }
            frame = after;
        }
        Instruction last = instructions.get(instructions.size() - 1);
        if (!last.op().is(Opcode.Flag.CALLS)) {
            throw CodeValidator.malformed(last, "the function runs off its end");
        }
    }

    private boolean raises(Instruction instruction) {
        return switch (instruction.op()) {
            case CALL_EXT, CALL_EXT_LAST, CALL_EXT_ONLY -> imports.get(instruction.number(1)).neverReturns();
            default -> false;
        };
    }

    private void jumps(Instruction instruction, int frame) {
        List<OperandKind> kinds = instruction.op().operands();
        for (int i = 0; i < kinds.size(); i++) {
            OperandKind kind = kinds.get(i);
            if (kind.isJump()) {
                jump(instruction.arg(i), frame);
            } else if (kind == OperandKind.LIST) {
                instruction.list(i).forEach(element -> jump(element, frame));
            }
        }
    }

    private void jump(Operand operand, int frame) {
        if (operand instanceof Operand.Label label && !label.isNone()) {
            int target = indexes.get(label.number());
            if (target != 0) {
                reach(target, frame);
            }
        }
    }

    private int step(Instruction instruction, int frame) {
        switch (instruction.op()) {
            case ALLOCATE, ALLOCATE_HEAP, ALLOCATE_ZERO, ALLOCATE_HEAP_ZERO -> {
                require(instruction, frame, NONE);
                return instruction.number(0);
            }
            case DEALLOCATE -> {
                require(instruction, frame, instruction.number(0));
                return NONE;
            }
            case TRIM -> {
                long left = instruction.number(1);
                require(instruction, frame, instruction.number(0) + left);
                return (int) left;
            }
            case CALL_LAST, CALL_EXT_LAST -> require(instruction, frame, instruction.number(2));
            case APPLY_LAST -> require(instruction, frame, instruction.number(1));
            case CALL_ONLY, CALL_EXT_ONLY, RETURN -> require(instruction, frame, NONE);
            default -> { }
        }
        return frame;
    }

    private static void require(Instruction instruction, int frame, long wanted) {
        if (frame != wanted) {
            throw CodeValidator.malformed(instruction, "the stack frame is " + text(frame) + " here, not " + text(wanted));
        }
    }

    private static String text(long frame) {
        return frame == NONE ? "none" : frame <= UNDECIDED ? "undecided" : Long.toString(frame);
    }

    private static void checkRegisters(Instruction instruction, int frame) {
        for (int i = 0; i < instruction.arity(); i++) {
            Operand operand = instruction.arg(i);
            if (operand instanceof Operand.ListOperand list) {
                for (Operand element : list.elements()) {
                    checkRegister(instruction, element, frame);
                }
            } else {
                checkRegister(instruction, operand, frame);
            }
        }
    }

    private static void checkRegister(Instruction instruction, Operand operand, int frame) {
        Operand register = operand instanceof Operand.TypedReg typed ? typed.register() : operand;
        if (register instanceof Operand.Y y && y.number() >= usable(frame)) {
            throw CodeValidator.malformed(instruction, "y" + y.number() + " in a stack frame of " + text(frame));
        }
    }
}
