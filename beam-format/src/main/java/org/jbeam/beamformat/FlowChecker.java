package org.jbeam.beamformat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Follows every path of a function and checks what {@link FlowState} says at each instruction ({@link FlowRules}).
 *
 * <p>Where paths with different frames meet, the frame is undecided: only y registers that all of them have may be used from there on, and
 * nothing that drops the frame. OTP's compiler lets such paths meet only in front of code that raises. A call that never returns may be
 * followed by anything, also by the next label or the end of the function; therefore the path from a call straight into a label counts only
 * for labels that no other path reaches.
 *
 * <p>States only ever lose, so the walk ends; damaged code could still make it long, so the number of steps is limited in proportion to the code.
 */
final class FlowChecker {
    private static final int STEPS_PER_INSTRUCTION = 64;
    private static final int SPARE_STEPS = 1 << 16;

    /** A path from a call into the next label. */
    private record Weak(int from, int target, FlowState state) {}

    private final FunctionCode function;
    private final List<Instruction> instructions;
    private final FlowRules rules;
    private final Map<Integer, Integer> indexes = new HashMap<>();
    private final FlowState[] states;
    private final boolean[] queued;
    private final boolean[] reached;
    /** Behind which instruction nothing comes, though the code goes on; a jump is such a place itself. */
    private final boolean[] cut;
    private final ArrayDeque<Integer> strong = new ArrayDeque<>();
    private final ArrayDeque<Weak> weak = new ArrayDeque<>();
    private long stepsLeft;

    FlowChecker(FunctionCode function, BeamFile file) {
        this.function = function;
        this.instructions = function.instructions();
        this.rules = new FlowRules(file);
        this.states = new FlowState[instructions.size()];
        this.queued = new boolean[instructions.size()];
        this.reached = new boolean[instructions.size()];
        this.cut = new boolean[instructions.size()];
        this.stepsLeft = SPARE_STEPS + (long) STEPS_PER_INSTRUCTION * instructions.size();
        for (int i = 0; i < states.length; i++) {
            if (instructions.get(i).op() == Opcode.LABEL) {
                indexes.put(instructions.get(i).number(0), i);
            }
        }
    }

    /** The function without what no path reaches; a path that cannot be taken ends with an error. */
    FunctionCode check() {
        reach(instructions.get(function.entryIndex()), function.entryIndex(), RegisterCount.of(function).entryState(function.arity()));
        while (!strong.isEmpty() || !weak.isEmpty()) {
            if (!strong.isEmpty()) {
                int label = strong.poll();
                queued[label] = false;
                walk(label);
                continue;
            }
            Weak edge = weak.poll();
            if (states[edge.target()] == null || begins(edge.target(), Opcode.TRY_CASE)) {
                go(edge.from(), edge.target(), edge.state());
            }
        }
        return reachable();
    }

    private FunctionCode reachable() {
        List<Instruction> kept = new ArrayList<>(instructions.size());
        boolean changed = false;
        for (int i = 0; i < reached.length; i++) {
            boolean isKept = reached[i] || i <= function.entryIndex();
            changed |= !isKept || cut[i];
            if (isKept && !(cut[i] && instructions.get(i).op() == Opcode.JUMP)) {
                kept.add(instructions.get(i));
            }
            if (cut[i]) {
                kept.add(new Instruction(Opcode.IF_END, instructions.get(i).offset(), new Operand[0]));
            }
        }
        return !changed ? function : function.with(kept);
    }

    /**
     * A way that is no exception. Only exceptions come to {@code try_case}; what the compiler lets go there can never be reached, and is cut
     * off. Behind a {@code catch}, x0 holds a value on any way.
     */
    private void go(int index, int label, FlowState state) {
        Instruction from = instructions.get(index);
        boolean isTry = begins(label, Opcode.TRY_CASE);
        if (isTry && mayNotReturn(from.op() == Opcode.JUMP ? index - 1 : index)) {
            cut[index] = true;
        } else if (isTry || begins(label, Opcode.CATCH_END) && !(state.yWord > 0 && state.has(0, 0))) {
            throw CodeValidator.malformed(from, "goes into the handler at label " + instructions.get(label).number(0));
        } else {
            reach(from, label, state);
        }
    }

    private boolean begins(int label, Opcode with) {
        return label + 1 < instructions.size() && instructions.get(label + 1).op() == with;
    }

    private boolean mayNotReturn(int index) {
        Opcode op = instructions.get(index).op();
        return op.is(Opcode.Flag.CALLS) || op == Opcode.RAW_RAISE;
    }

    /** The state is copied where it is kept. */
    private void reach(Instruction from, int label, FlowState state) {
        FlowState there = states[label];
        boolean changed = there == null;
        if (there == null) {
            states[label] = state.copy();
        } else if (!Objects.equals(there.handlers, state.handlers)) {
            throw CodeValidator.malformed(from, "paths with different handlers meet at label " + instructions.get(label).number(0));
        } else {
            changed = there.merge(state);
        }
        if (changed && !queued[label]) {
            queued[label] = true;
            strong.add(label);
        }
    }

    private void walk(int label) {
        FlowState state = states[label].copy();
        reached[label] = true;
        for (int i = label + 1; i < instructions.size(); i++) {
            Instruction instruction = instructions.get(i);
            if (instruction.op() == Opcode.LABEL) {
                fallInto(i, state);
                return;
            }
            if (--stepsLeft < 0) {
                throw CodeValidator.malformed(instruction, "the paths of the function are too entangled");
            }
            reached[i] = true;
            checkHandlerBegin(i);
            rules.checkUses(instruction, state);
            if (rules.neverReturns(instruction)) {
                return;
            }
            jumps(i, state);
            rules.apply(instruction, state);
            if (instruction.op().is(Opcode.Flag.ENDS_BLOCK)) {
                return;
            }
            handler(instruction, state);
        }
        Instruction last = instructions.get(instructions.size() - 1);
        if (!last.op().is(Opcode.Flag.CALLS)) {
            throw CodeValidator.malformed(last, "the function runs off its end");
        }
    }

    private void checkHandlerBegin(int index) {
        Instruction instruction = instructions.get(index);
        boolean begins = instruction.op() == Opcode.TRY_CASE || instruction.op() == Opcode.CATCH_END;
        if (begins && instructions.get(index - 1).op() != Opcode.LABEL) {
            throw CodeValidator.malformed(instruction, "not behind a label");
        }
    }

    private void fallInto(int label, FlowState state) {
        Instruction before = instructions.get(label - 1);
        if (before.op().is(Opcode.Flag.CALLS)) {
            weak.add(new Weak(label - 1, label, state));
        } else {
            go(label - 1, label, state);
        }
    }

    private void jumps(int index, FlowState state) {
        Instruction instruction = instructions.get(index);
        if (isHandler(instruction)) {
            return;
        }
        List<OperandKind> kinds = instruction.op().operands();
        for (int i = 0; i < kinds.size(); i++) {
            OperandKind kind = kinds.get(i);
            if (kind.isJump()) {
                jump(index, instruction.arg(i), state);
            } else if (kind == OperandKind.LIST) {
                for (Operand element : instruction.list(i)) {
                    jump(index, element, state);
                }
            }
        }
    }

    private void jump(int index, Operand operand, FlowState state) {
        if (operand instanceof Operand.Label label && !label.isNone()) {
            go(index, indexes.get(label.number()), state);
        }
    }

    private static boolean isHandler(Instruction instruction) {
        return instruction.op() == Opcode.TRY || instruction.op() == Opcode.CATCH;
    }

    /** An exception comes to the handler with the y registers of the protected code, of which those set before it are sure, and no others. */
    private void handler(Instruction instruction, FlowState state) {
        if (isHandler(instruction)) {
            FlowState caught = state.copy();
            caught.clearX();
            reach(instruction, indexes.get(instruction.label(1)), caught);
        }
    }
}
