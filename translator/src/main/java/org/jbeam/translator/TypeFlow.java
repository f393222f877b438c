package org.jbeam.translator;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;
import org.jbeam.beamformat.OperandKind;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * What is known of the registers' values at the start of each node: the arity of tuples. Flows forward; what ways differ in is forgotten.
 */
final class TypeFlow {
    /** Nothing is known. */
    static final int ANY = 0;
    /** Added to a tuple's arity. */
    static final int TUPLE = 16;

    private final FlowGraph graph;
    private final List<Instruction> code;
    private final int[][] entries;
    private final int xCount;

    TypeFlow(FlowGraph graph) {
        this.graph = graph;
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
        entries[graph.entry().index] = new int[xCount + graph.yCount()];
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
                known[i] = ANY;
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

    /** The slot of a register in a state, or -1 for any other operand. */
    int slot(Operand operand, Context context) {
        return switch (operand) {
            case Operand.X x -> x.number();
            case Operand.Y y -> xCount + context.base() + y.number();
            case Operand.TypedReg t -> slot(t.register(), context);
            default -> -1;
        };
    }

    /** What is known of an operand's value. */
    int typeOf(Operand operand, Context context, int[] state) {
        if (operand instanceof Operand.Literal literal) {
            return of(literal.value());
        }
        int register = slot(operand, context);
        return register >= 0 ? state[register] : ANY;
    }

    private static int of(Term value) {
        return value instanceof Tuple t ? tuple(t.arity()) : ANY;
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
