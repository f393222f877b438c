package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.beamformat.Operand;

/** The way into and out of a segment: registers come from the frame and go back to it. */
final class SegmentExits {
    private static final Rt.Method FIND = Rt.virtual(Rt.SELECT_TABLE, "find", Rt.INT, Rt.TERM);

    private final FunctionEmitter f;
    private final Code code;
    private final Segmentation.Segment segment;
    private final Map<FlowGraph.Node, Label> exits = new LinkedHashMap<>();
    private Label store;

    SegmentExits(FunctionEmitter f, Segmentation.Segment segment) {
        this.f = f;
        this.code = f.code;
        this.segment = segment;
    }

    /** The label that leaves the segment for this node. */
    Label exit(FlowGraph.Node node) {
        return exits.computeIfAbsent(node, n -> code.label());
    }

    /** Loads all registers and goes to the node that is next. */
    void emitEntry() {
        int registers = f.graph.xCount() + f.graph.yCount();
        for (int i = 0; i < registers; i++) {
            register("registers").constant(i).arrayLoad().astore(f.locals.x(i));
        }
        for (int i = 0; i < f.graph.yCount(); i++) {
            code.aload(Locals.THIRD).getField(Rt.SEGMENTS, "saved", Rt.INT.arrayType()).constant(i).intLoad().istore(f.locals.saved(i));
        }
        for (int i = 0; i < f.graph.floatCount(); i++) {
            code.aload(Locals.THIRD).getField(Rt.SEGMENTS, "floats", Rt.DOUBLE.arrayType()).constant(i).doubleLoad().dstore(f.locals.floating(i));
        }
        List<SwitchCase> cases = new ArrayList<>();
        for (FlowGraph.Node node : segment.nodes()) {
            if (f.graph.isEnteredFromOutside(node, segment.nodes().get(0).index, segment.nodes().get(segment.nodes().size() - 1).index)) {
                cases.add(SwitchCase.of(node.index, f.nodeLabel(node)));
            }
        }
        if (cases.isEmpty()) {
            code.jump(f.nodeLabel(segment.nodes().get(0)));
        } else {
            code.aload(Locals.THIRD).getField(Rt.SEGMENTS, "next", Rt.INT).select(cases.get(0).target(), cases);
        }
    }

    private Code register(String field) {
        return code.aload(Locals.THIRD).getField(Rt.SEGMENTS, field, Rt.TERM_ARRAY);
    }

    /** Where the registers are stored, after the frame's next node is set. */
    Label store() {
        if (store == null) {
            store = code.label();
        }
        return store;
    }

    /** Goes to the node whose number a table has for a value, in this segment or another. */
    void emitTable(Operand value, Constant.OfTable table) {
        code.aload(Locals.THIRD).get(table, Rt.SELECT_TABLE);
        f.load(value);
        code.call(FIND).putField(Rt.SEGMENTS, "next", Rt.INT).jump(store());
    }

    /** Writes the way out for every node that was asked for. */
    void emitExits() {
        store();
        exits.forEach((node, label) -> code.bind(label).aload(Locals.THIRD).constant(node.index)
                .putField(Rt.SEGMENTS, "next", Rt.INT).jump(store));
        code.bind(store);
        int registers = f.graph.xCount() + f.graph.yCount();
        for (int i = 0; i < registers; i++) {
            register("registers").constant(i).aload(f.locals.x(i)).arrayStore();
        }
        for (int i = 0; i < f.graph.yCount(); i++) {
            code.aload(Locals.THIRD).getField(Rt.SEGMENTS, "saved", Rt.INT.arrayType()).constant(i).iload(f.locals.saved(i)).intStore();
        }
        for (int i = 0; i < f.graph.floatCount(); i++) {
            code.aload(Locals.THIRD).getField(Rt.SEGMENTS, "floats", Rt.DOUBLE.arrayType()).constant(i).dload(f.locals.floating(i)).doubleStore();
        }
        code.getStatic(Rt.SEGMENTS, "JUMP", Rt.TERM).areturn();
    }
}
