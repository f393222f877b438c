package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jbeam.beamformat.Instruction;

/**
 * Cuts a function that is too long for one Java method into segments, each a method of its own over some of the nodes. All registers travel in a
 * {@code SegmentFrame}; a segment returns the function's result, or {@code JUMP} after noting in the frame which node is next. The function's own
 * method calls one segment after the other.
 */
final class Segmentation {
    private static final Rt.Method NEW_FRAME = Rt.virtual(Rt.SEGMENTS, "<init>", Rt.VOID, Rt.INT, Rt.INT, Rt.INT);
    private static final MethodTypeDesc SEGMENT_TYPE = MethodTypeDesc.of(Rt.TERM, Rt.PROCESS, Rt.INT, Rt.SEGMENTS);
    /** The part of the limit that nodes may fill: the rest is for loading and storing registers and for exits. */
    private static final double FILL = 0.55;

    private final FunctionInfo function;
    private final List<Segment> segments = new ArrayList<>();

    /** Some nodes that follow each other. */
    final class Segment {
        private final List<FlowGraph.Node> nodes;
        private final Rt.Method method;

        Segment(List<FlowGraph.Node> nodes, int number) {
            this.nodes = nodes;
            this.method = Rt.statik(function.method.owner(), function.javaName() + "$s" + number, Rt.TERM, Rt.PROCESS, Rt.INT, Rt.SEGMENTS);
        }

        List<FlowGraph.Node> nodes() {
            return nodes;
        }

        Rt.Method method() {
            return method;
        }

        boolean holds(FlowGraph.Node node) {
            return node.index >= nodes.get(0).index && node.index <= nodes.get(nodes.size() - 1).index;
        }
    }

    /**
     * Divides the nodes.
     *
     * @param sizes the bytes of each node
     * @param total the bytes of the whole method
     * @param limit the most bytes of a method
     */
    Segmentation(FunctionInfo function, int[] sizes, int total, int limit) {
        this.function = function;
        int sum = 1;
        for (int size : sizes) {
            sum += size;
        }
        double scale = Math.max(1.0, (double) total / sum);
        List<FlowGraph.Node> nodes = function.graph.nodes();
        int from = 0;
        double filled = 0;
        for (int i = 0; i < nodes.size(); i++) {
            double size = sizes[i] * scale + 8;
            if (i > from && filled + size > limit * FILL) {
                segments.add(new Segment(nodes.subList(from, i), segments.size()));
                from = i;
                filled = 0;
            }
            filled += size;
        }
        segments.add(new Segment(nodes.subList(from, nodes.size()), segments.size()));
    }

    List<Segment> segments() {
        return segments;
    }

    static MethodTypeDesc type() {
        return SEGMENT_TYPE;
    }

    /** Writes the function's own method, which drives the segments. */
    void emitDriver(FunctionEmitter f) {
        Code code = f.code;
        Label start = code.label();
        if (new Prologue(f).emit(start, DualRegisters.NONE)) {
            return;
        }
        FlowGraph graph = f.graph;
        int frame = f.locals.temp(0);
        int result = f.locals.temp(1);
        code.create(Rt.SEGMENTS).dup().constant(graph.xCount() + graph.yCount()).constant(graph.floatCount()).constant(graph.yCount())
                .construct(NEW_FRAME).astore(frame);
        for (int i = 0; i < function.arity(); i++) {
            code.aload(frame).getField(Rt.SEGMENTS, "registers", Rt.TERM_ARRAY).constant(i).aload(f.locals.x(i)).arrayStore();
        }
        code.aload(frame).constant(graph.entry().index).putField(Rt.SEGMENTS, "next", Rt.INT);
        Label loop = code.label();
        code.bind(loop);
        for (int i = 0; i < segments.size(); i++) {
            Label other = code.label();
            if (i < segments.size() - 1) {
                List<FlowGraph.Node> nodes = segments.get(i).nodes;
                code.aload(frame).getField(Rt.SEGMENTS, "next", Rt.INT).constant(nodes.get(nodes.size() - 1).index)
                        .branch(Opcode.IF_ICMPGT, other);
            }
            code.aload(Locals.PROCESS).iload(Locals.DEPTH).aload(frame).call(segments.get(i).method).dup().astore(result)
                    .getStatic(Rt.SEGMENTS, "JUMP", Rt.TERM).branch(Opcode.IF_ACMPEQ, loop).aload(result).areturn();
            code.bind(other);
        }
    }

    /** Indexes of instructions at which nodes of more than a quarter of the limit can be cut; empty when there are none. */
    static Set<Integer> splits(FlowGraph graph, int[] sizes, int limit) {
        Set<Integer> splits = new TreeSet<>();
        for (FlowGraph.Node node : graph.nodes()) {
            int pieces = sizes[node.index] / (limit / 4) + 1;
            int step = (node.end - node.start) / pieces + 1;
            for (int piece = 1; piece < pieces; piece++) {
                int at = cut(graph.function().instructions(), node.start + piece * step, node);
                if (at > node.start) {
                    splits.add(at);
                }
            }
        }
        return splits;
    }

    /** The next place from {@code from} on where nothing but registers is carried over; -1 when there is none in the node. */
    private static int cut(List<Instruction> code, int from, FlowGraph.Node node) {
        for (int at = from; at < node.end; at++) {
            switch (code.get(at).op()) {
                case MOVE, TEST_HEAP, PUT_LIST, PUT_TUPLE2, GET_TUPLE_ELEMENT, LINE, BS_GET_TAIL, SWAP, SELECT_VAL -> {
                    if (!code.get(at - 1).op().is(org.jbeam.beamformat.Opcode.Flag.CALLS)) {
                        return at;
                    }
                }
                default -> { }
            }
        }
        return -1;
    }
}
