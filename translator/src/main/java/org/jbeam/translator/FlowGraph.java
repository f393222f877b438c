package org.jbeam.translator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jbeam.beamformat.FunctionCode;
import org.jbeam.beamformat.Import;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.MalformedBeamException;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;
import org.jbeam.beamformat.OperandKind;

/**
 * The control flow of one function: its blocks, each from a label to the next, in each {@link Context} that they are reached in. Nearly every block
 * has one context; one that code with different frames or handlers shares is emitted once for each.
 */
final class FlowGraph {
    private static final int SPARE_NODES = 64;
    private static final int TABLE_CASES = 200;

    /** A block in a context. */
    static final class Node {
        final int label;
        final int start;
        final int end;
        final Context context;
        /** The node that comes next when the last instruction does not jump; null when it does. */
        Node next;
        /** A number among the nodes, in the order of the code. */
        int index;
        /** The nodes that may go here. */
        final Set<Node> from = new HashSet<>();
        /** Is it where a handler goes, from anywhere in its range, or a branch with very many cases? */
        boolean isAnywhere;
        /** Does execution never reach its end, although the last instruction does not say so? */
        boolean deadEnd;
        /** Does a loop without a call lead here? Compilers make none but those of {@code receive}, which count their rounds. */
        boolean isLoop;

        Node(int label, int start, int end, Context context) {
            this.label = label;
            this.start = start;
            this.end = end;
            this.context = context;
        }
    }

    private record Key(int start, Context context) {}

    private final FunctionCode function;
    private final List<Import> imports;
    private final Set<Integer> splits;
    private final List<Instruction> code;
    private final Map<Integer, Integer> labelStart = new HashMap<>();
    private final TreeMap<Integer, Integer> blocks = new TreeMap<>();
    private final Map<Key, Node> nodes = new HashMap<>();
    private final ArrayDeque<Node> work = new ArrayDeque<>();
    private final List<Node> ordered = new ArrayList<>();
    private Node entry;
    private Node visited;
    /** Does the visited instruction itself count a reduction, or wait, when it jumps? */
    private boolean countsRounds;
    private int maxX;
    private int maxY;
    private int maxFloat;
    private boolean hasHandlers;

    /** The flow of a function; {@code splits} are indexes of instructions at which blocks begin besides labels. */
    FlowGraph(FunctionCode function, List<Import> imports, Set<Integer> splits) {
        this.splits = splits;
        this.function = function;
        this.imports = imports;
        this.code = function.instructions();
        this.maxX = function.arity();
        findBlocks();
        walk();
    }

    private void findBlocks() {
        int start = 0;
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i).op() == Opcode.LABEL) {
                labelStart.put(code.get(i).number(0), i);
            }
            if (i > start && (code.get(i).op() == Opcode.LABEL || splits.contains(i))) {
                blocks.put(start, i);
                start = i;
            }
        }
        blocks.put(start, code.size());
    }

    private void walk() {
        entry = node(function.entryLabel(), Context.ENTRY);
        int limit = 4 * blocks.size() + SPARE_NODES;
        while (!work.isEmpty()) {
            visit(work.poll());
            if (nodes.size() > limit) {
                throw malformed(function.entryIndex(), "code shared by too many frames or handlers");
            }
        }
        visited = null;
        ordered.addAll(nodes.values());
        ordered.sort((a, b) -> a.start != b.start ? Integer.compare(a.start, b.start) : Integer.compare(a.index, b.index));
        for (int i = 0; i < ordered.size(); i++) {
            ordered.get(i).index = i;
        }
        forgetNoLoops();
    }

    /** Jumps backwards were taken for loops: those from which no way leads into a circle are none. */
    private void forgetNoLoops() {
        if (ordered.stream().noneMatch(n -> n.isLoop)) {
            return;
        }
        int[] ways = new int[ordered.size()];
        ordered.forEach(n -> n.from.forEach(f -> ways[f.index]++));
        ArrayDeque<Node> ends = new ArrayDeque<>();
        ordered.stream().filter(n -> ways[n.index] == 0).forEach(ends::add);
        while (!ends.isEmpty()) {
            Node end = ends.poll();
            end.isLoop = false;
            for (Node f : end.from) {
                if (--ways[f.index] == 0) {
                    ends.add(f);
                }
            }
        }
    }

    /** The node of a label in a context; found, or made and put on the work list. */
    Node node(int label, Context context) {
        Integer start = labelStart.get(label);
        if (start == null) {
            throw malformed(0, "no label " + label + " in " + function);
        }
        return at(start, context);
    }

    private Node at(int start, Context context) {
        Node node = nodes.get(new Key(start, context));
        if (node == null) {
            int label = code.get(start).op() == Opcode.LABEL ? code.get(start).number(0) : 0;
            node = new Node(label, start, blocks.get(start), context);
            node.index = nodes.size();
            nodes.put(new Key(start, context), node);
            work.add(node);
        }
        if (visited != null) {
            node.from.add(visited);
            node.isLoop |= visited.start >= start && !countsRounds;
        }
        return node;
    }

    /** Does a way lead to the node from one that is not numbered {@code first} to {@code last}, or from the function's start? */
    boolean isEnteredFromOutside(Node node, int first, int last) {
        return node == entry || node.isAnywhere || node.from.stream().anyMatch(n -> n.index < first || n.index > last);
    }

    private void visit(Node node) {
        visited = node;
        Context context = node.context;
        for (int i = node.start; i < node.end; i++) {
            Instruction instruction = code.get(i);
            registers(instruction, context, i);
            Context after = after(context, instruction, i);
            countsRounds = countsRounds(instruction.op());
            jumps(instruction, context, after);
            if (endsBlock(instruction)) {
                return;
            }
            context = after;
        }
        countsRounds = false;
        if (node.end >= code.size()) {
            throw malformed(node.end - 1, "runs off its end");
        }
        if (isExceptional(node.end)) {
            node.deadEnd = true;
            return;
        }
        node.next = at(node.end, context);
    }

    /** Is the block one that only an exception leads to? What stands before it calls a function that never returns, as the compiler knows. */
    private boolean isExceptional(int start) {
        return start + 1 < code.size() && code.get(start).op() == Opcode.LABEL && code.get(start + 1).op() == Opcode.TRY_CASE;
    }

    /** Does execution never go on behind the instruction? */
    boolean endsBlock(Instruction i) {
        if (i.op().is(Opcode.Flag.ENDS_BLOCK)) {
            return true;
        }
        return i.op() == Opcode.CALL_EXT && neverReturns(i);
    }

    /** Does a call of another module's function always raise? */
    boolean neverReturns(Instruction i) {
        return switch (i.op()) {
            case CALL_EXT, CALL_EXT_ONLY, CALL_EXT_LAST -> {
                Import callee = imports.get(i.number(1));
                yield callee.module().name().equals("erlang") && neverReturns(callee.function().name(), callee.arity());
            }
            default -> false;
        };
    }

    /** Does nothing but {@code deallocate} stand between the call at {@code index} and a return? */
    boolean isReturned(int index, int end) {
        for (int i = index + 1; i < end; i++) {
            switch (code.get(i).op()) {
                case LINE, DEALLOCATE -> { }
                case RETURN -> {
                    return true;
                }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean countsRounds(Opcode op) {
        return op == Opcode.LOOP_REC_END || op == Opcode.WAIT || op == Opcode.WAIT_TIMEOUT;
    }

    private static boolean neverReturns(String name, int arity) {
        return switch (name) {
            case "error" -> arity >= 1 && arity <= 3;
            case "exit", "throw" -> arity == 1;
            default -> false;
        };
    }

    private void jumps(Instruction instruction, Context before, Context after) {
        switch (instruction.op()) {
            case TRY -> node(instruction.label(1), before).isAnywhere = true;
            case CATCH -> node(instruction.label(1), after).isAnywhere = true;
            case RECV_MARK, RECV_SET -> { }
            default -> {
                List<OperandKind> kinds = instruction.op().operands();
                for (int i = 0; i < kinds.size(); i++) {
                    jump(kinds.get(i), instruction, i, before);
                }
            }
        }
    }

    private void jump(OperandKind kind, Instruction instruction, int index, Context context) {
        if (kind.isJump() && instruction.arg(index) instanceof Operand.Label label && !label.isNone()) {
            node(label.number(), context);
        } else if (kind == OperandKind.LIST && instruction.op().listGroup().contains(OperandKind.LABEL)) {
            boolean many = isTable(instruction);
            for (Operand element : instruction.list(index)) {
                if (element instanceof Operand.Label label) {
                    node(label.number(), context).isAnywhere |= many;
                }
            }
            node(instruction.label(1), context).isAnywhere |= many;
        }
    }

    /** Has a branch so many cases that a cut function looks them up in a table? */
    static boolean isTable(Instruction select) {
        return select.op() == Opcode.SELECT_VAL && select.list(2).size() > 2 * TABLE_CASES;
    }

    /** The context behind an instruction. */
    Context after(Context c, Instruction instruction, int index) {
        return switch (instruction.op()) {
            case ALLOCATE, ALLOCATE_HEAP, ALLOCATE_ZERO, ALLOCATE_HEAP_ZERO -> {
                int slots = instruction.number(0);
                maxY = Math.max(maxY, slots);
                yield c.withBase(0);
            }
            case DEALLOCATE -> c.withBase(Context.NO_FRAME);
            case TRIM -> c.withBase(frame(c, index) + instruction.number(0));
            case TRY, CATCH -> handler(c, instruction, index);
            case TRY_END, CATCH_END -> {
                if (c.handler() == null || c.handler().slot() != slot(c, instruction, index)) {
                    throw malformed(index, "ends a handler that is not the innermost");
                }
                yield c.leave();
            }
            default -> c;
        };
    }

    private Context handler(Context c, Instruction instruction, int index) {
        hasHandlers = true;
        return c.enter(instruction.op() == Opcode.TRY, instruction.label(1), slot(c, instruction, index));
    }

    private int slot(Context c, Instruction instruction, int index) {
        if (instruction.arg(0) instanceof Operand.Y y) {
            return frame(c, index) + y.number();
        }
        throw malformed(index, "a y register expected");
    }

    private int frame(Context c, int index) {
        if (c.base() == Context.NO_FRAME) {
            throw malformed(index, "there is no stack frame");
        }
        return c.base();
    }

    private void registers(Instruction instruction, Context context, int index) {
        for (int i = 0; i < instruction.arity(); i++) {
            register(instruction.arg(i), context, index);
        }
        switch (instruction.op()) {
            case CALL, CALL_LAST, CALL_ONLY, CALL_EXT, CALL_EXT_LAST, CALL_EXT_ONLY -> sawX(instruction.number(0));
            case CALL_FUN -> sawX(instruction.number(0) + 1);
            case CALL_FUN2 -> sawX(instruction.number(1));
            case APPLY, APPLY_LAST -> sawX(instruction.number(0) + 2);
            case TRY, CATCH, RAW_RAISE -> sawX(3);
            case SEND -> sawX(2);
            default -> sawX(1);
        }
    }

    private void register(Operand operand, Context context, int index) {
        switch (operand) {
            case Operand.X x -> sawX(x.number() + 1);
            case Operand.Y y -> maxY = Math.max(maxY, frame(context, index) + y.number() + 1);
            case Operand.TypedReg t -> register(t.register(), context, index);
            case Operand.FloatReg f -> maxFloat = Math.max(maxFloat, f.number() + 1);
            case Operand.ListOperand list -> list.elements().forEach(e -> register(e, context, index));
            default -> { }
        }
    }

    private void sawX(int count) {
        maxX = Math.max(maxX, count);
    }

    private MalformedBeamException malformed(int index, String what) {
        return new MalformedBeamException("Code", code.get(index).offset(), function + ": " + code.get(index) + ": " + what);
    }

    /** Visits each reachable instruction in each context it is reached in, in the order of the code. */
    void forEach(BiConsumer<Instruction, Context> visitor) {
        for (Node node : ordered) {
            Context context = node.context;
            for (int i = node.start; i < node.end; i++) {
                visitor.accept(code.get(i), context);
                context = after(context, code.get(i), i);
                if (endsBlock(code.get(i))) {
                    break;
                }
            }
        }
    }

    /** The number of a register, x registers first, then y by absolute number; -1 for any other operand. */
    int slot(Operand operand, Context context) {
        return switch (operand) {
            case Operand.X x -> x.number();
            case Operand.Y y -> maxX + context.base() + y.number();
            case Operand.TypedReg t -> slot(t.register(), context);
            default -> -1;
        };
    }

    /** The function. */
    FunctionCode function() {
        return function;
    }

    /** Where execution begins. */
    Node entry() {
        return entry;
    }

    /** The reachable nodes in the order of the code. */
    List<Node> nodes() {
        return ordered;
    }

    /** How many x registers there are. */
    int xCount() {
        return maxX;
    }

    /** How many y registers there are, in absolute numbers. */
    int yCount() {
        return maxY;
    }

    /** Is there a {@code try} or {@code catch}? */
    boolean hasHandlers() {
        return hasHandlers;
    }

    /** How many float registers there are. */
    int floatCount() {
        return maxFloat;
    }
}
