package org.jbeam.translator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Operand;
import org.jbeam.beamformat.OperandKind;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.ValueType;

/**
 * Finds the functions that get a second method with unboxed arguments or an unboxed result: those that call themselves or one another, other than in
 * tail calls of themselves, with arguments that are integers as far as can be told. It begins with every argument and result of these functions, and
 * takes away what a call or a return contradicts, until nothing changes. Nothing depends on it being right about values: that is looked at when the
 * code runs.
 */
final class LongAnalysis {
    /** The most arguments of such a function. */
    private static final int MAX_ARITY = TypeFlow.MAX_PARAMETERS;
    /** The most instructions of such a function: it is there twice. */
    private static final int MAX_INSTRUCTIONS = 100;

    private final ModuleTranslation module;
    private final Map<FunctionInfo, Assumed> members = new HashMap<>();
    private boolean changed;

    /** What is assumed of a function. */
    static final class Assumed {
        final BitSet parameters = new BitSet();
        /** Arguments that are used as integers. */
        final BitSet evidence = new BitSet();
        /** Arguments that are needed as terms. */
        final BitSet boxed = new BitSet();
        /** Arguments that a call of the same circle passes on as they are. */
        final BitSet passed = new BitSet();
        boolean result = true;
    }

    LongAnalysis(ModuleTranslation module) {
        this.module = module;
    }

    void run() {
        for (List<FunctionInfo> circle : new CallCircles(module.functions(), this::callees).find()) {
            members.clear();
            circle.forEach(this::begin);
            settle();
            members.forEach((f, assumed) -> {
                if (assumed.result || !assumed.parameters.isEmpty()) {
                    f.unboxed = LongSignature.of(f, assumed.parameters, assumed.result);
                }
            });
        }
    }

    private boolean isCandidate(FunctionInfo f) {
        return f.bif == null && !f.nif && f.circle == null && f.arity() <= MAX_ARITY && f.code.instructions().size() <= MAX_INSTRUCTIONS;
    }

    /** The functions of the module that it calls; itself only by a call that is no tail call. */
    private List<FunctionInfo> callees(FunctionInfo f) {
        List<FunctionInfo> callees = new ArrayList<>();
        if (!isCandidate(f)) {
            return callees;
        }
        for (Instruction i : f.code.instructions()) {
            if (i.op() == Opcode.CALL || i.op() == Opcode.CALL_ONLY || i.op() == Opcode.CALL_LAST) {
                FunctionInfo callee = module.functionAt(i.label(1));
                if (callee != null && isCandidate(callee) && (callee != f || i.op() == Opcode.CALL)) {
                    callees.add(callee);
                }
            }
        }
        return callees;
    }

    private void begin(FunctionInfo f) {
        Assumed assumed = new Assumed();
        assumed.parameters.set(0, f.arity());
        members.put(f, assumed);
    }

    /** Takes away until nothing changes: first what is contradicted, then what there is no evidence for. */
    private void settle() {
        do {
            do {
                changed = false;
                members.forEach(this::look);
            } while (changed);
            for (Assumed a : members.values()) {
                BitSet kept = (BitSet) a.parameters.clone();
                kept.and(a.evidence);
                BitSet moved = (BitSet) a.boxed.clone();
                moved.and(a.passed);
                kept.andNot(moved);
                changed |= !kept.equals(a.parameters);
                a.parameters.and(kept);
                a.evidence.clear();
            }
        } while (changed);
    }

    private void look(FunctionInfo f, Assumed assumed) {
        if (assumed.parameters.isEmpty() && !assumed.result) {
            return;
        }
        TypeFlow types = new TypeFlow(f.graph, module.file(), assumed.parameters, label -> {
            Assumed callee = members.get(module.functionAt(label));
            return callee != null && callee.result;
        });
        types.forEach((i, context, state) -> new Step(f, assumed, types, context, state).look(i));
    }

    /** One instruction, and what is known before it. */
    private final class Step {
        private final FunctionInfo function;
        private final Assumed assumed;
        private final TypeFlow types;
        private final Context context;
        private final int[] state;

        Step(FunctionInfo function, Assumed assumed, TypeFlow types, Context context, int[] state) {
            this.function = function;
            this.assumed = assumed;
            this.types = types;
            this.context = context;
            this.state = state;
        }

        private int type(Operand operand) {
            return types.typeOf(operand, context, state);
        }

        void look(Instruction i) {
            for (Operand operand : i.args()) {
                if (types.isTyped(operand, ValueType.INTEGER)) {
                    used(operand, TypeFlow.INTEGER);
                }
            }
            switch (i.op()) {
                case CALL, CALL_ONLY, CALL_LAST -> call(i, module.functionAt(i.label(1)));
                case RETURN -> returned(TypeFlow.isInteger(type(Operand.X.of(0))));
                case CALL_EXT_ONLY, CALL_EXT_LAST, APPLY_LAST -> {
                    boxedArguments(i.op() == Opcode.APPLY_LAST ? i.number(0) + 2 : i.number(0));
                    returned(function.graph.neverReturns(i));
                }
                case CALL_EXT, CALL_FUN, APPLY -> boxedArguments(i.number(0));
                case CALL_FUN2 -> boxedArguments(i.number(1));
                case SEND -> boxedArguments(2);
                case MOVE, SWAP -> { }
                case IS_INTEGER, SELECT_VAL -> used(i.op() == Opcode.SELECT_VAL ? i.arg(0) : i.arg(1), TypeFlow.INTEGER);
                case IS_LT, IS_GE, IS_EQ, IS_NE, IS_EQ_EXACT, IS_NE_EXACT -> {
                    compared(i.arg(1), i.arg(2));
                    compared(i.arg(2), i.arg(1));
                }
                case GC_BIF2 -> {
                    if (DualRegisters.isArithmetic(module.file().imports().get(i.number(2)))) {
                        used(i.arg(3), type(i.arg(4)));
                        used(i.arg(4), type(i.arg(3)));
                    } else {
                        boxed(i);
                    }
                }
                default -> boxed(i);
            }
        }

        private void call(Instruction i, FunctionInfo callee) {
            Assumed called = members.get(callee);
            for (int x = 0; x < i.number(0); x++) {
                int type = type(Operand.X.of(x));
                if (called == null || !called.parameters.get(x)) {
                    box(Operand.X.of(x));
                } else if (!TypeFlow.isInteger(type)) {
                    called.parameters.clear(x);
                    changed = true;
                } else if (TypeFlow.isParameter(type)) {
                    int own = TypeFlow.parameter(type);
                    called.passed.set(x);
                    if (called.evidence.get(x)) {
                        evidence(own);
                    }
                }
            }
            if (i.op() != Opcode.CALL) {
                returned(called != null && called.result);
            }
        }

        private void returned(boolean isInteger) {
            if (assumed.result && !isInteger) {
                assumed.result = false;
                changed = true;
            }
        }

        private void evidence(int parameter) {
            if (!assumed.evidence.get(parameter)) {
                assumed.evidence.set(parameter);
                changed = true;
            }
        }

        /** An operand stands beside one of type {@code other} in arithmetic, or in a test that tells integers. */
        private void used(Operand operand, int other) {
            int type = type(operand);
            if (TypeFlow.isParameter(type) && other != TypeFlow.FLOAT) {
                evidence(TypeFlow.parameter(type));
            }
        }

        private void compared(Operand operand, Operand with) {
            int other = type(with);
            boolean isInteger = TypeFlow.isParameter(other) ? assumed.evidence.get(TypeFlow.parameter(other)) : TypeFlow.isInteger(other);
            if (isInteger) {
                used(operand, other);
            }
        }

        private void box(Operand operand) {
            int type = type(operand);
            if (TypeFlow.isParameter(type)) {
                assumed.boxed.set(TypeFlow.parameter(type));
            }
        }

        private void boxedArguments(int count) {
            for (int x = 0; x < count; x++) {
                box(Operand.X.of(x));
            }
        }

        private void boxed(Instruction i) {
            List<OperandKind> kinds = i.op().operands();
            for (int n = 0; n < i.arity(); n++) {
                if (i.arg(n) instanceof Operand.ListOperand list) {
                    list.elements().forEach(this::box);
                } else if (n >= kinds.size() || !kinds.get(n).isDefinition()) {
                    box(i.arg(n));
                }
            }
        }
    }
}
