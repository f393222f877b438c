package org.jbeam.translator;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.jbeam.beamformat.BeamFile;
import org.jbeam.beamformat.Import;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;
import org.jbeam.beamformat.OperandKind;
import org.jbeam.beamformat.ValueType;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * What is known of the registers' values at the start of each node: the arity of tuples, and what is likely an integer: what arithmetic gives may
 * be a float after all. Flows forward; what ways differ in is forgotten.
 */
final class TypeFlow {
    /** Nothing is known. */
    static final int ANY = 0;
    /** Likely an integer. */
    static final int INTEGER = 1;
    /** Added to the number of an argument that is assumed to be an integer, as long as it is just that. */
    private static final int PARAMETER = 2;
    /** The most arguments that are told apart. */
    static final int MAX_PARAMETERS = 8;
    /** A float. */
    static final int FLOAT = PARAMETER + MAX_PARAMETERS;
    /** Added to a tuple's arity. */
    static final int TUPLE = 16;

    /** Looks at an instruction, where it is, and what is known before it. */
    interface Visitor {
        void visit(Instruction instruction, Context context, int[] state);
    }

    private final FlowGraph graph;
    private final List<Instruction> code;
    private final int[][] entries;
    private final int xCount;
    private final BeamFile file;
    private final BitSet integers;
    private final IntPredicate returnsInteger;

    /** As far as a function tells by itself; {@code file} gives the names of imports and types. */
    TypeFlow(FlowGraph graph, BeamFile file) {
        this(graph, file, new BitSet(), label -> false);
    }

    /**
     * As far as some things are assumed.
     *
     * @param file gives the names of imports and types
     * @param integers the arguments that are integers, below {@link #MAX_PARAMETERS}
     * @param returnsInteger does a call of this label return one?
     */
    TypeFlow(FlowGraph graph, BeamFile file, BitSet integers, IntPredicate returnsInteger) {
        this.graph = graph;
        this.file = file;
        this.integers = integers;
        this.returnsInteger = returnsInteger;
        this.code = graph.function().instructions();
        this.xCount = graph.xCount();
        this.entries = new int[graph.nodes().size()][];
        solve();
    }

    /** What is known where a node begins; a fresh array: x registers, then y by absolute number. */
    int[] at(FlowGraph.Node node) {
        return entries[node.index].clone();
    }

    private void solve() {
        ArrayDeque<FlowGraph.Node> work = new ArrayDeque<>();
        int[] start = new int[xCount + graph.yCount()];
        integers.stream().forEach(i -> start[i] = PARAMETER + i);
        entries[graph.entry().index] = start;
        work.add(graph.entry());
        while (!work.isEmpty()) {
            FlowGraph.Node node = work.poll();
            int[] state = at(node);
            Context context = node.context;
            for (int i = node.start; i < node.end; i++) {
                Instruction instruction = code.get(i);
                Context after = graph.after(context, instruction, i);
                branches(instruction, context, after, state, work);
                apply(instruction, context, state);
                context = after;
                if (graph.endsBlock(instruction)) {
                    break;
                }
            }
            if (node.next != null) {
                flow(node.next, state, work);
            }
        }
    }

    private void flow(FlowGraph.Node to, int[] state, ArrayDeque<FlowGraph.Node> work) {
        int[] known = entries[to.index];
        if (known == null) {
            entries[to.index] = state.clone();
            work.add(to);
            return;
        }
        boolean changed = false;
        for (int i = 0; i < known.length; i++) {
            if (known[i] != ANY && known[i] != state[i]) {
                int both = isInteger(known[i]) && isInteger(state[i]) ? INTEGER : ANY;
                if (both == known[i]) {
                    continue;
                }
                known[i] = both;
                changed = true;
            }
        }
        if (changed) {
            work.add(to);
        }
    }

    private void branches(Instruction instruction, Context before, Context after, int[] state, ArrayDeque<FlowGraph.Node> work) {
        Opcode op = instruction.op();
        if (op == Opcode.TRY || op == Opcode.CATCH) {
            flow(graph.node(instruction.label(1), op == Opcode.TRY ? before : after), new int[state.length], work);
            return;
        }
        if (op == Opcode.RECV_MARK || op == Opcode.RECV_SET) {
            return;
        }
        List<OperandKind> kinds = op.operands();
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).isJump() && instruction.arg(i) instanceof Operand.Label label && !label.isNone()) {
                flow(graph.node(label.number(), before), state, work);
            } else if (kinds.get(i) == OperandKind.LIST && op.listGroup().contains(OperandKind.LABEL)) {
                cases(instruction, i, before, state, work);
            }
        }
    }

    private void cases(Instruction instruction, int index, Context context, int[] state, ArrayDeque<FlowGraph.Node> work) {
        int register = slot(instruction.arg(0), context);
        int known = register >= 0 ? state[register] : ANY;
        List<Operand> list = instruction.list(index);
        for (int i = 0; i + 1 < list.size(); i += 2) {
            if (list.get(i + 1) instanceof Operand.Label label) {
                if (register >= 0 && instruction.op() == Opcode.SELECT_TUPLE_ARITY && list.get(i) instanceof Operand.Unsigned n) {
                    state[register] = tuple(n.value());
                }
                flow(graph.node(label.number(), context), state, work);
            }
        }
        if (register >= 0) {
            state[register] = known;
        }
    }

    private int slot(Operand operand, Context context) {
        return graph.slot(operand, context);
    }

    /** What is known of an operand's value. */
    int typeOf(Operand operand, Context context, int[] state) {
        if (operand instanceof Operand.Literal literal) {
            return of(literal.value());
        }
        if (operand instanceof Operand.IntOperand) {
            return INTEGER;
        }
        int register = slot(operand, context);
        int known = register >= 0 ? state[register] : ANY;
        if (known == ANY && operand instanceof Operand.TypedReg) {
            return isTyped(operand, ValueType.INTEGER) ? INTEGER : isTyped(operand, ValueType.FLOAT) ? FLOAT : ANY;
        }
        return known;
    }

    private static int of(Term value) {
        return switch (value) {
            case Tuple t -> tuple(t.arity());
            case FloatTerm f -> FLOAT;
            case IntegerTerm i -> INTEGER;
            default -> ANY;
        };
    }

    /** Is this a value that is likely an integer? */
    static boolean isInteger(int type) {
        return type >= INTEGER && type < FLOAT;
    }

    /** Is this an argument as it came? */
    static boolean isParameter(int type) {
        return type >= PARAMETER && type < FLOAT;
    }

    /** The number of such an argument. */
    static int parameter(int type) {
        return type - PARAMETER;
    }

    /** Is this operand of a kind that the compiler found out? */
    boolean isTyped(Operand operand, int kind) {
        return operand instanceof Operand.TypedReg t && file.types().type(t.type()).isOnly(kind);
    }

    /** Visits each reachable instruction. */
    void forEach(Visitor visitor) {
        for (FlowGraph.Node node : graph.nodes()) {
            if (entries[node.index] == null) {
                continue;
            }
            int[] state = at(node);
            Context context = node.context;
            for (int i = node.start; i < node.end; i++) {
                Instruction instruction = code.get(i);
                visitor.visit(instruction, context, state);
                Context after = graph.after(context, instruction, i);
                apply(instruction, context, state);
                context = after;
                if (graph.endsBlock(instruction)) {
                    break;
                }
            }
        }
    }

    /** What arithmetic or another built-in function gives. */
    private int result(Instruction i, int importAt, Context context, int[] state) {
        Import name = file.imports().get(i.number(importAt));
        if (!DualRegisters.isArithmetic(name)) {
            return ANY;
        }
        int a = typeOf(i.arg(importAt + 1), context, state);
        int b = typeOf(i.arg(importAt + 2), context, state);
        if (a == FLOAT || b == FLOAT) {
            return FLOAT;
        }
        return isInteger(a) || isInteger(b) ? INTEGER : ANY;
    }

    private static int tuple(long arity) {
        return arity <= Tuple.MAX_ARITY ? TUPLE + (int) arity : ANY;
    }

    /** The effect of an instruction that execution goes on behind. */
    void apply(Instruction instruction, Context context, int[] state) {
        switch (instruction.op()) {
            case MOVE -> set(instruction.arg(1), context, state, typeOf(instruction.arg(0), context, state));
            case SWAP -> {
                int a = typeOf(instruction.arg(0), context, state);
                set(instruction.arg(0), context, state, typeOf(instruction.arg(1), context, state));
                set(instruction.arg(1), context, state, a);
            }
            case TEST_ARITY, IS_TAGGED_TUPLE -> set(instruction.arg(1), context, state, tuple(instruction.number(2)));
            case PUT_TUPLE2 -> set(instruction.arg(0), context, state, tuple(instruction.list(1).size()));
            case IS_EQ_EXACT -> {
                if (instruction.arg(2) instanceof Operand.Literal literal && literal.value() instanceof Tuple) {
                    set(instruction.arg(1), context, state, of(literal.value()));
                }
            }
            case IS_INTEGER -> {
                if (typeOf(instruction.arg(1), context, state) == ANY) {
                    set(instruction.arg(1), context, state, INTEGER);
                }
            }
            case GC_BIF2 -> set(instruction.arg(5), context, state, result(instruction, 2, context, state));
            case CALL -> {
                forget(instruction, context, state);
                if (returnsInteger.test(instruction.label(1))) {
                    state[0] = INTEGER;
                }
            }
            default -> forget(instruction, context, state);
        }
    }

    private void forget(Instruction instruction, Context context, int[] state) {
        if (instruction.op().is(Opcode.Flag.CALLS)) {
            Arrays.fill(state, 0, xCount, ANY);
        }
        switch (instruction.op()) {
            case SEND, MAKE_FUN2, CATCH_END, TRY_CASE, BUILD_STACKTRACE, RAW_RAISE, BS_INIT_WRITABLE -> Arrays.fill(state, 0, xCount, ANY);
            default -> { }
        }
        List<OperandKind> kinds = instruction.op().operands();
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).isDefinition()) {
                set(instruction.arg(i), context, state, ANY);
            } else if (kinds.get(i) == OperandKind.LIST) {
                forgetList(instruction, i, context, state);
            }
        }
    }

    private void forgetList(Instruction instruction, int index, Context context, int[] state) {
        List<OperandKind> group = instruction.op().listGroup();
        List<Operand> list = instruction.list(index);
        for (int i = 0; i < list.size(); i++) {
            if (group.isEmpty() || group.get(i % group.size()).isDefinition()) {
                set(list.get(i), context, state, ANY);
            }
        }
    }

    private void set(Operand operand, Context context, int[] state, int type) {
        int register = slot(operand, context);
        if (register >= 0) {
            state[register] = type;
        }
    }
}
