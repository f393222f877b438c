package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.MalformedBeamException;
import org.jbeam.beamformat.Operand;
import org.jbeam.beamformat.OperandKind;
import org.jbeam.term.Atom;

/**
 * Writes the nodes of one function, or of a segment of one, into one Java method. The meaning of the opcodes is in the families
 * ({@link OpcodeTable}), which use what is here: registers, labels, lines, and code that is put out of the way ({@link #later}).
 */
final class FunctionEmitter {
    /** A stretch of bytecode in which one handler is the innermost. */
    private record Range(Label start, Label end, Context.Handler handler) {}

    /** Code to be written behind everything else. */
    private record Later(Label label, Context context, int line, Runnable body) {}

    final ModuleTranslation module;
    final FunctionInfo function;
    final FlowGraph graph;
    final Code code;
    final Locals locals;
    private final TypeFlow types;
    private final DualRegisters duals;
    private final int[] lineAt;
    private final int[] nodeSizes;
    private final Map<FlowGraph.Node, Label> labels = new HashMap<>();
    private final Map<Context.Handler, Label> handlers = new HashMap<>();
    private final List<Range> ranges = new ArrayList<>();
    private final ArrayDeque<Later> later = new ArrayDeque<>();
    private final Map<Label, Label> popping = new HashMap<>();
    private final Label loop;
    private final Segmentation.Segment segment;
    private final CircleEmitter circle;
    /** What is unboxed of this method's arguments and result; null where nothing is. */
    private final LongSignature signature;
    private SegmentExits exits;
    private Context context = Context.ENTRY;
    private FlowGraph.Node node;
    private int index;
    private int[] state;
    private int lastLine = -1;
    private Label rangeStart;
    private int rangeStartSize;
    private Context.Handler rangeHandler;

    /** Which method of a function, or part of a method. */
    private record Form(Segmentation.Segment segment, CircleEmitter circle, LongSignature signature) {}

    /** Of a whole function ({@code segment} null) or a segment of one. */
    FunctionEmitter(ModuleTranslation module, FunctionInfo function, Code code, TypeFlow types, Segmentation.Segment segment) {
        this(module, function, code, types, new Locals(function.graph, segment != null || function.arity() > Rt.MAX_SPREAD ? 3 : 2),
                new Form(segment, null, null));
    }

    /** Of a member of a circle of tail calls. */
    FunctionEmitter(ModuleTranslation module, FunctionInfo function, Code code, TypeFlow types, Locals locals, CircleEmitter circle) {
        this(module, function, code, types, locals, new Form(null, circle, null));
    }

    /** Of the method of a function that takes or returns unboxed integers. */
    static FunctionEmitter unboxed(ModuleTranslation module, FunctionInfo function, Code code, TypeFlow types) {
        Locals locals = new Locals(function.graph, function.unboxed.slots());
        return new FunctionEmitter(module, function, code, types, locals, new Form(null, null, function.unboxed));
    }

    private FunctionEmitter(ModuleTranslation module, FunctionInfo function, Code code, TypeFlow types, Locals locals, Form form) {
        this.module = module;
        this.function = function;
        this.graph = function.graph;
        this.code = code;
        this.types = types;
        this.segment = form.segment;
        this.circle = form.circle;
        this.signature = form.signature;
        this.locals = locals;
        this.duals = duals(form);
        this.lineAt = lines();
        this.nodeSizes = new int[graph.nodes().size()];
        this.loop = code.label();
    }

    private DualRegisters duals(Form form) {
        if (form.signature != null) {
            return DualRegisters.ofUnboxed(module, function);
        }
        return form.segment != null || !module.options().optimized() ? DualRegisters.NONE
                : DualRegisters.ofLoop(graph, module.file().imports(), loopLabels());
    }

    private Set<Integer> loopLabels() {
        Set<Integer> labels = new HashSet<>();
        labels.add(function.code.entryLabel());
        if (circle != null) {
            function.circle.members().forEach(m -> labels.add(m.code.entryLabel()));
        }
        return labels;
    }

    private int[] lines() {
        List<Instruction> all = graph.function().instructions();
        int[] lines = new int[all.size()];
        int line = 0;
        for (int i = 0; i < lines.length; i++) {
            if (all.get(i).op() == org.jbeam.beamformat.Opcode.LINE) {
                line = all.get(i).number(0);
            }
            lines[i] = line;
        }
        return lines;
    }

    // ---- the method

    /** Writes a whole function. */
    void emitFunction() {
        entryLine();
        if (signature != null) {
            new Prologue(this).emit(loop, signature);
        } else if (new Prologue(this).emit(loop, duals)) {
            return;
        }
        emitNodes(graph.nodes());
        finish();
    }

    /** Writes the code of a member of a circle, without a way in. */
    void emitMember() {
        entryLine();
        code.bind(loop);
        new Prologue(this).enter(duals);
        emitNodes(graph.nodes());
        finish();
    }

    private void entryLine() {
        lastLine = location(graph.function().entryIndex(), false);
        code.line(lastLine);
    }

    /** Gives what follows the line of a call that leaves no frame. */
    void hiddenLine() {
        code.line(location(graph.function().entryIndex(), true));
    }

    /** Writes code whose calls leave no frame of the function; what follows is in the line that was before, and has none where there was none. */
    void aside(Runnable body) {
        int before = lastLine;
        hiddenLine();
        body.run();
        lastLine = before;
        if (before >= 0) {
            code.line(before);
        }
    }

    /** Where the function begins anew, with arguments in the x registers. */
    Label loop() {
        return loop;
    }

    /** Goes to another function of the same Java method; false when {@code callee} is none. */
    boolean jump(FunctionInfo callee) {
        return circle != null && circle.jump(this, callee);
    }

    /** Writes one segment of a function; {@link #emitFunction} of {@link Segmentation} writes the method that drives them. */
    void emitSegment() {
        code.line(location(graph.function().entryIndex(), false));
        exits = new SegmentExits(this, segment);
        exits.emitEntry();
        emitNodes(segment.nodes());
        finish();
    }

    private void emitNodes(List<FlowGraph.Node> nodes) {
        FlowGraph.Node pending = nodes.get(0) == graph.entry() || segment != null ? null : graph.entry();
        for (FlowGraph.Node n : nodes) {
            if (pending != null && pending != n) {
                code.jump(label(pending));
            }
            enter(n.context);
            code.bind(label(n));
            pending = emitNode(n);
        }
        if (pending != null) {
            code.jump(label(pending));
        }
    }

    private FlowGraph.Node emitNode(FlowGraph.Node n) {
        node = n;
        state = types.at(n);
        int before = code.size();
        if (n.isLoop) {
            new Prologue(this).tick();
        }
        for (index = n.start; index < n.end; index++) {
            Instruction i = graph.function().instructions().get(index);
            Context after = graph.after(context, i, index);
            OpcodeTable.emit(this, i);
            types.apply(i, context, state);
            enter(after);
            if (graph.endsBlock(i)) {
                break;
            }
        }
        if (n.deadEnd) {
            code.aconstNull().athrow();
        }
        nodeSizes[n.index] = code.size() - before;
        return n.next;
    }

    /** The present instruction took over what follows up to a return. */
    void skipToEnd() {
        index = node.end;
    }

    private void finish() {
        do {
            drainLater();
            closeRange();
        } while (!later.isEmpty());
        if (exits != null) {
            exits.emitExits();
        }
        for (Range range : ranges) {
            code.out.exceptionCatch(range.start, range.end, handlers.get(range.handler), Rt.EXCEPTION);
        }
    }

    /** The bytes of each node, without what was put out of the way. */
    int[] nodeSizes() {
        return nodeSizes;
    }

    private void drainLater() {
        while (!later.isEmpty()) {
            Later stub = later.poll();
            enter(stub.context);
            code.bind(stub.label);
            if (stub.line >= 0 && stub.line != lastLine) {
                lastLine = stub.line;
                code.line(stub.line);
            }
            stub.body.run();
        }
    }

    // ---- context and handlers

    private void enter(Context next) {
        if (next.handler() != rangeHandler) {
            closeRange();
            rangeHandler = next.handler();
            if (rangeHandler != null) {
                rangeStart = code.label();
                rangeStartSize = code.size();
                code.bind(rangeStart);
            }
        }
        context = next;
    }

    private void closeRange() {
        if (rangeHandler != null && code.size() > rangeStartSize) {
            Label end = code.label();
            code.bind(end);
            ranges.add(new Range(rangeStart, end, rangeHandler));
            Context.Handler h = rangeHandler;
            if (!handlers.containsKey(h)) {
                Label label = code.label();
                handlers.put(h, label);
                later.add(new Later(label, h.outer(), -1, () -> ExceptionEmitter.handler(this, h)));
            }
        }
        rangeHandler = null;
    }

    Context context() {
        return context;
    }

    // ---- out of the way

    /** The label of code that is written behind everything else, in the present context and on the present line. */
    Label later(Runnable body) {
        Label label = code.label();
        later.add(new Later(label, context, lastLine, body));
        return label;
    }

    /** A label that drops the top of the stack and goes on at {@code target}. */
    Label popping(Label target) {
        return popping.computeIfAbsent(target, t -> later(() -> code.pop().jump(t)));
    }

    // ---- labels

    /** Goes to the start again, with new arguments in the x registers: counts a reduction. */
    void selfCall() {
        if (exits == null) {
            code.jump(loop);
        } else {
            new Prologue(this).enter(duals);
            code.jump(label(graph.entry()));
        }
    }

    /** The Java label of a BEAM label in the present context. */
    Label target(int label) {
        return label(graph.node(label, context));
    }

    /** The Java label of a BEAM label in another context. */
    Label target(int label, Context at) {
        return label(graph.node(label, at));
    }

    /** Where operand {@code arg} goes, or null for label 0. */
    Label fail(Instruction i, int arg) {
        if (i.op().operands().get(arg) == OperandKind.FAIL_LABEL_OR_ATOM && i.arg(arg) instanceof Operand.AtomOperand) {
            return null;
        }
        int label = i.label(arg);
        if (label == 0 && i.op().operands().get(arg) == OperandKind.LABEL) {
            throw malformed("a label is missing");
        }
        return label == 0 ? null : target(label);
    }

    /** The label of a node of this segment. */
    Label nodeLabel(FlowGraph.Node n) {
        return label(n);
    }

    private Label label(FlowGraph.Node n) {
        if (exits != null && !segment.holds(n)) {
            return exits.exit(n);
        }
        return labels.computeIfAbsent(n, k -> code.label());
    }

    /** The way out of the segment, or null in a function that is not cut. */
    SegmentExits exits() {
        return exits;
    }

    // ---- lines

    private int location(int at, boolean tail) {
        return module.location(function.number, lineAt[at], tail);
    }

    /** Gives what follows the line of the present instruction. */
    void line() {
        line(false);
    }

    /** As {@link #line()}, for a call that leaves the function. */
    void tailLine() {
        line(true);
    }

    private void line(boolean tail) {
        boolean call = graph.function().instructions().get(index).op().is(org.jbeam.beamformat.Opcode.Flag.CALLS);
        int location = call ? module.callLocation(function.number, index, lineAt[index], tail) : location(index, tail);
        if (location != lastLine) {
            lastLine = location;
            code.line(location);
        }
    }

    // ---- operands

    /** Does the function return the value of the present instruction, a call? */
    boolean isReturned() {
        return graph.isReturned(index, node.end);
    }

    /** What is known of the value of an operand: {@link TypeFlow}. */
    int typeOf(Operand operand) {
        return module.options().optimized() ? types.typeOf(operand, context, state) : TypeFlow.ANY;
    }

    /** The local variable of a register. */
    int local(Operand register) {
        return switch (register) {
            case Operand.X x -> locals.x(x.number());
            case Operand.Y y -> locals.y(context.base() + y.number());
            case Operand.TypedReg t -> local(t.register());
            default -> throw malformed("a register expected: " + register);
        };
    }

    /** Pushes a term. */
    FunctionEmitter load(Operand source) {
        switch (source) {
            case Operand.X x -> loadRegister(x);
            case Operand.Y y -> loadRegister(y);
            case Operand.TypedReg t -> load(t.register());
            case Operand.Literal l -> code.get(new Constant.OfLiteral(l.index()), Constant.literalType(l.value()));
            case Operand.AtomOperand a -> atom(a.value());
            case Operand.NilOperand n -> code.getStatic(Rt.NIL, "NIL", Rt.NIL);
            case Operand.IntOperand n -> integer(n.value());
            case Operand.CharOperand c -> integer(org.jbeam.term.SmallInt.of(c.value()));
            case Operand.Unsigned u -> integer(org.jbeam.term.SmallInt.of(u.value()));
            default -> throw malformed("a value expected: " + source);
        }
        return this;
    }

    private void loadRegister(Operand register) {
        int slot = dual(register);
        if (slot >= 0) {
            LongEmitter.box(this, slot);
        } else {
            code.aload(local(register));
        }
    }

    /** The slot of a register that is kept unboxed, or -1 for any other operand: x registers are numbered first, then y by absolute number. */
    int dual(Operand operand) {
        int slot = graph.slot(operand, context);
        return slot >= 0 && duals.holds(slot) ? slot : -1;
    }

    /** Pushes an integer. */
    FunctionEmitter integer(org.jbeam.term.IntegerTerm value) {
        code.get(new Constant.OfInteger(value), value instanceof org.jbeam.term.SmallInt ? Rt.SMALL_INT : Rt.BIG_INT);
        return this;
    }

    /** Pushes an atom. */
    FunctionEmitter atom(Atom atom) {
        code.get(new Constant.OfAtom(atom), Rt.ATOM);
        return this;
    }

    /** Pushes x registers from 0. */
    FunctionEmitter loadX(int count) {
        for (int i = 0; i < count; i++) {
            load(Operand.X.of(i));
        }
        return this;
    }

    /** Pushes the arguments as the registers hold them now, which it leaves as they are: one by one, or in an array. */
    void loadCurrent(DualRegisters unboxed, int arity, boolean array) {
        if (array) {
            code.constant(arity).newArray(Rt.TERM);
        }
        for (int i = 0; i < arity; i++) {
            if (array) {
                code.dup().constant(i);
            }
            if (unboxed.holds(i)) {
                LongEmitter.value(this, i);
            } else {
                code.aload(locals.x(i));
            }
            if (array) {
                code.arrayStore();
            }
        }
    }

    /** The registers that are kept unboxed. */
    DualRegisters duals() {
        return duals;
    }

    /** Pushes an array of operands. */
    FunctionEmitter loadArray(List<? extends Operand> operands) {
        code.constant(operands.size()).newArray(Rt.TERM);
        for (int i = 0; i < operands.size(); i++) {
            code.dup().constant(i);
            load(operands.get(i));
            code.arrayStore();
        }
        return this;
    }

    /** The operands x0 to x(count-1). */
    static List<Operand> xs(int count) {
        List<Operand> xs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            xs.add(Operand.X.of(i));
        }
        return xs;
    }

    /** Pops a term into a register. */
    FunctionEmitter store(Operand register) {
        code.astore(local(register));
        return this;
    }

    /** Pushes the process. */
    FunctionEmitter process() {
        code.aload(Locals.PROCESS);
        return this;
    }

    /** With the result of a test on the stack: goes to {@code fail} when it is false. */
    void orElse(Label fail) {
        code.branch(Opcode.IFEQ, fail);
    }

    /** Is this the method of the function that takes or returns unboxed integers? */
    boolean isUnboxed() {
        return signature != null;
    }

    /** Ends the method with the term on the stack, or the marker of a tail call. */
    void returns() {
        if (signature != null && signature.result()) {
            process().code.call(LongEmitter.ESCAPED).lreturn();
        } else {
            code.areturn();
        }
    }

    /** Ends the method with what the function returned that is called last, whose signature is {@code callee}. */
    void returns(LongSignature callee) {
        if (callee.result() && !signature.result()) {
            process().code.call(LongEmitter.RETURNED);
        }
        if (callee.result() && signature.result()) {
            code.lreturn();
        } else {
            returns();
        }
    }

    /** Ends the method with the value of x0. */
    void returnX0() {
        int slot = dual(Operand.X.of(0));
        if (signature != null && signature.result() && slot >= 0) {
            code.aload(locals.register(slot)).lload(locals.longOf(slot));
            process().code.call(LongEmitter.RESULT).lreturn();
        } else {
            load(Operand.X.of(0));
            returns();
        }
    }

    /** Does the present instruction never go on to the next? */
    boolean neverReturns() {
        return graph.endsBlock(graph.function().instructions().get(index));
    }

    /** A damaged instruction. */
    MalformedBeamException malformed(String what) {
        Instruction i = graph.function().instructions().get(Math.min(index, graph.function().instructions().size() - 1));
        return new MalformedBeamException("Code", i.offset(), function.code + ": " + i + ": " + what);
    }
}
