package org.jbeam.beamformat;

import java.util.List;
import org.jbeam.beamformat.FlowState.Handler;

/**
 * What instructions demand of a {@link FlowState} and do to it. Operands follow from the signature; here stands what instructions do beyond
 * it: registers that are implied, stack frames, handlers.
 */
final class FlowRules {
    private final BeamFile file;

    FlowRules(BeamFile file) {
        this.file = file;
    }

    /** Does it call a function that is known never to return? */
    boolean neverReturns(Instruction instruction) {
        return switch (instruction.op()) {
            case CALL_EXT, CALL_EXT_LAST, CALL_EXT_ONLY -> file.imports().get(instruction.number(1)).neverReturns();
            default -> false;
        };
    }

    /** Every register that is read must hold a value, every y register must be inside the frame. */
    void checkUses(Instruction instruction, FlowState state) {
        Opcode op = instruction.op();
        List<OperandKind> kinds = op.operands();
        for (int i = 0; i < kinds.size(); i++) {
            if (instruction.arg(i) instanceof Operand.ListOperand list) {
                checkList(instruction, list, state);
            } else {
                checkOperand(instruction, kinds.get(i), instruction.arg(i), state);
            }
        }
        int implied = impliedArguments(instruction);
        for (int x = 0; x < implied; x++) {
            require(instruction, state, Operand.X.of(x));
        }
    }

    private static void checkList(Instruction instruction, Operand.ListOperand list, FlowState state) {
        List<OperandKind> group = instruction.op().listGroup();
        for (int i = 0; i < list.size(); i++) {
            checkOperand(instruction, OperandKind.inList(group, i), list.get(i), state);
        }
    }

    private static void checkOperand(Instruction instruction, OperandKind kind, Operand operand, FlowState state) {
        Operand register = plain(operand);
        if (register instanceof Operand.Y y && y.number() >= state.usable()) {
            throw CodeValidator.malformed(instruction, "y" + y.number() + " in a stack frame of " + state.frameText());
        }
        if (kind.isUse()) {
            require(instruction, state, register);
        }
    }

    private static Operand plain(Operand operand) {
        return operand instanceof Operand.TypedReg typed ? typed.register() : operand;
    }

    private static void require(Instruction instruction, FlowState state, Operand register) {
        boolean holds = switch (register) {
            case Operand.X x -> x.number() < 64 * state.yWord && state.has(0, x.number());
            case Operand.Y y -> state.has(state.yWord, y.number());
            case Operand.FloatReg f -> state.has(state.floatWord, f.number());
            default -> true;
        };
        if (!holds) {
            throw CodeValidator.malformed(instruction, name(register) + " holds no value here");
        }
    }

    private static String name(Operand register) {
        return switch (register) {
            case Operand.X x -> "x" + x.number();
            case Operand.Y y -> "y" + y.number();
            case Operand.FloatReg f -> "fr" + f.number();
            default -> register.toString();
        };
    }

    /** How many x registers, from x0, are read without being named. */
    private int impliedArguments(Instruction instruction) {
        return switch (instruction.op()) {
            case FUNC_INFO -> instruction.number(2);
            case CALL, CALL_LAST, CALL_ONLY, CALL_EXT, CALL_EXT_LAST, CALL_EXT_ONLY -> instruction.number(0);
            case CALL_FUN -> instruction.number(0) + 1;
            case CALL_FUN2 -> instruction.number(1);
            case APPLY, APPLY_LAST -> instruction.number(0) + 2;
            case SEND -> 2;
            case RETURN, BUILD_STACKTRACE, BS_INIT_WRITABLE -> 1;
            case RAW_RAISE -> 3;
            case MAKE_FUN2 -> file.lambdas().get(instruction.number(0)).numFree();
            default -> 0;
        };
    }

    /** Changes the state to what holds behind the instruction. */
    void apply(Instruction instruction, FlowState state) {
        switch (instruction.op()) {
            case ALLOCATE, ALLOCATE_HEAP, ALLOCATE_ZERO, ALLOCATE_HEAP_ZERO -> allocate(instruction, state);
            case DEALLOCATE -> {
                leave(instruction, state, instruction.number(0));
                state.frame = FlowState.NO_FRAME;
                state.clearY();
            }
            case TRIM -> trim(instruction, state);
            case CALL_LAST, CALL_EXT_LAST -> leave(instruction, state, instruction.number(2));
            case APPLY_LAST -> leave(instruction, state, instruction.number(1));
            case CALL_ONLY, CALL_EXT_ONLY, RETURN -> leave(instruction, state, FlowState.NO_FRAME);
            case TRY, CATCH -> enterHandler(instruction, state);
            case TRY_END -> leaveHandler(instruction, state);
            case TRY_CASE -> {
                leaveHandler(instruction, state);
                results(state, 3);
            }
            case CATCH_END -> {
                leaveHandler(instruction, state);
                results(state, 1);
            }
            case SEND, BUILD_STACKTRACE, RAW_RAISE, BS_INIT_WRITABLE, MAKE_FUN2 -> results(state, 1);
            default -> define(instruction, state);
        }
    }

    private static void results(FlowState state, int count) {
        state.clearX();
        for (int x = 0; x < count; x++) {
            state.set(0, x);
        }
    }

    private static void define(Instruction instruction, FlowState state) {
        if (instruction.op().is(Opcode.Flag.CALLS)) {
            results(state, 1);
            return;
        }
        List<OperandKind> kinds = instruction.op().operands();
        for (int i = 0; i < kinds.size(); i++) {
            if (instruction.arg(i) instanceof Operand.ListOperand list) {
                List<OperandKind> group = instruction.op().listGroup();
                for (int n = 0; n < list.size(); n++) {
                    define(instruction, OperandKind.inList(group, n), list.get(n), state);
                }
            } else {
                define(instruction, kinds.get(i), instruction.arg(i), state);
            }
        }
    }

    /** Lists with a grammar of their own, as {@code bs_match} has, name only registers to write. */
    private static void define(Instruction instruction, OperandKind kind, Operand operand, FlowState state) {
        if (!kind.isDefinition() && kind != OperandKind.ANY) {
            return;
        }
        switch (plain(operand)) {
            case Operand.X x -> state.set(0, x.number());
            case Operand.FloatReg f -> state.set(state.floatWord, f.number());
            case Operand.Y y -> {
                if (isTag(state, y.number())) {
                    throw CodeValidator.malformed(instruction, "y" + y.number() + " belongs to a handler");
                }
                state.set(state.yWord, y.number());
            }
            default -> { }
        }
    }

    private static boolean isTag(FlowState state, int y) {
        for (Handler handler = state.handlers; handler != null; handler = handler.outer()) {
            if (handler.y() == y) {
                return true;
            }
        }
        return false;
    }

    private static void allocate(Instruction instruction, FlowState state) {
        requireFrame(instruction, state, FlowState.NO_FRAME);
        requireNoHandler(instruction, state);
        state.frame = instruction.number(0);
        state.clearY();
        if (instruction.op() == Opcode.ALLOCATE_ZERO || instruction.op() == Opcode.ALLOCATE_HEAP_ZERO) {
            int named = Math.min(state.frame, 64 * (state.floatWord - state.yWord));
            for (int y = 0; y < named; y++) {
                state.set(state.yWord, y);
            }
        }
    }

    private static void trim(Instruction instruction, FlowState state) {
        long left = instruction.number(1);
        requireFrame(instruction, state, instruction.number(0) + left);
        requireNoHandler(instruction, state);
        state.frame = (int) left;
        state.trim(instruction.number(0));
    }

    private static void leave(Instruction instruction, FlowState state, int frame) {
        requireFrame(instruction, state, frame);
        requireNoHandler(instruction, state);
    }

    private static void requireFrame(Instruction instruction, FlowState state, long wanted) {
        if (state.frame != wanted) {
            throw CodeValidator.malformed(instruction,
                    "the stack frame is " + state.frameText() + " here, not " + (wanted == FlowState.NO_FRAME ? "none" : wanted));
        }
    }

    private static void requireNoHandler(Instruction instruction, FlowState state) {
        if (state.handlers != null) {
            throw CodeValidator.malformed(instruction, "the handler of y" + state.handlers.y() + " is active");
        }
    }

    private static void enterHandler(Instruction instruction, FlowState state) {
        if (!(instruction.arg(0) instanceof Operand.Y y) || isTag(state, y.number())) {
            throw CodeValidator.malformed(instruction, name(instruction.arg(0)) + " cannot hold a handler");
        }
        state.clear(state.yWord, y.number());
        state.handlers = new Handler(y.number(), instruction.label(1), state.handlers);
    }

    private static void leaveHandler(Instruction instruction, FlowState state) {
        if (!(instruction.arg(0) instanceof Operand.Y y) || state.handlers == null || state.handlers.y() != y.number()) {
            throw CodeValidator.malformed(instruction, name(instruction.arg(0)) + " is not the innermost handler");
        }
        state.handlers = state.handlers.outer();
    }
}
