package com.example;

import java.util.*;
import java.util.concurrent.*;
import org.jbeam.beamformat.*;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.scheduler.Task;
import org.jbeam.term.*;

/** A process: registers, a stack of frames, a mailbox, and the loop that runs instructions. */
final class MiniProcess extends Task {
    /** The program raised an error, which ends its process here: nothing catches. */
    static final class ErlangError extends RuntimeException {
        private static final long serialVersionUID = 1;

        ErlangError(Term reason) { super(reason.toString()); }
    }

    /** The Y registers of a function, and where it returns to. */
    private record Frame(Term[] y, MiniRuntime.At back) {}

    final CompletableFuture<Term> result = new CompletableFuture<>();
    final Pid pid;
    final MiniRuntime runtime;
    private final ConcurrentLinkedQueue<Term> inbox = new ConcurrentLinkedQueue<>();
    private final List<Term> messages = new ArrayList<>();
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final Term[] x = new Term[1024];
    private MiniRuntime.Module module;
    private int pc;
    /** Where the running function returns to; null: to nobody. */
    private MiniRuntime.At back;
    private int save;

    MiniProcess(MiniRuntime runtime, Scheduler scheduler, Pid pid, MiniRuntime.At at, Term[] arguments) {
        super(scheduler);
        this.runtime = runtime;
        this.pid = pid;
        jump(at);
        System.arraycopy(arguments, 0, x, 0, arguments.length);
    }

    void deliver(Term message) { inbox.add(message); unpark(); }

    @Override protected void run() {
        try {
            while (pc >= 0) {
                step(module.code[pc++]);
            }
            result.complete(x[0]);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    Term get(Operand operand) {
        return switch (operand) {
            case Operand.X(int n) -> x[n];
            case Operand.Y(int n) -> frames.peek().y[n];
            case Operand.TypedReg(Operand.Register register, int type) -> get(register);
            case Operand.AtomOperand a -> a.value();
            case Operand.IntOperand n -> n.value();
            case Operand.Literal l -> l.value();
            case Operand.Unsigned(long n) -> SmallInt.of(n);
            case Operand.NilOperand nil -> Nil.NIL;
            default -> throw new IllegalArgumentException(operand.toString());
        };
    }

    private Term[] all(List<Operand> operands) { return operands.stream().map(this::get).toArray(Term[]::new); }

    void set(Operand operand, Term value) {
        switch (operand) {
            case Operand.X(int n) -> x[n] = value;
            case Operand.Y(int n) -> frames.peek().y[n] = value;
            case Operand.TypedReg(Operand.Register register, int type) -> set(register, value);
            default -> throw new IllegalArgumentException(operand.toString());
        }
    }

    byte[] strings() { return module.file.strings(); }

    private void jump(MiniRuntime.At at) { module = at.module(); pc = at.pc(); }

    private void jump(int label) { pc = module.labels[label]; }

    /** Goes on with the next instruction, or at the label that is operand 0. */
    void test(Instruction i, boolean holds) { if (!holds) jump(i.label(0)); }

    private void called(boolean tail) {
        if (!tail) back = new MiniRuntime.At(module, pc);
        if (--reductions <= 0) exhausted();
    }

    private void call(Instruction i, boolean tail) { called(tail); jump(i.label(1)); }

    private void callImport(Instruction i, boolean tail) {
        Import to = module.file.imports().get(i.number(1));
        Builtins.Function builtin = Builtins.find(to);
        if (builtin == null) {
            called(tail);
            jump(runtime.find(to.module(), to.function(), to.arity()));
            return;
        }
        x[0] = builtin.call(this, Arrays.copyOf(x, to.arity()));
        if (tail) leave();
    }

    private void callFun(int arity, Term function) {
        if (!(function instanceof Closure closure) || closure.arity() != arity) {
            throw new ErlangError(Tuple.of(Atom.of("badfun"), function));
        }
        for (int n = 0; n < closure.envSize(); n++) x[arity + n] = closure.env(n);
        called(false);
        jump(closure.at());
    }

    private void leave() { if (back == null) pc = -1; else jump(back); }

    private void drop() { back = frames.pop().back; }

    private void bif(Instruction i, int imported, int first, int arity) {
        Term[] arguments = all(i.args().subList(first, first + arity));
        set(i.arg(first + arity), Builtins.find(module.file.imports().get(i.number(imported))).call(this, arguments));
    }

    private void receive(Instruction i) {
        for (Term message = inbox.poll(); message != null; message = inbox.poll()) messages.add(message);
        if (save < messages.size()) set(i.arg(1), messages.get(save)); else jump(i.label(0));
    }

    private void makeFun(Instruction i) {
        Lambda lambda = module.file.lambdas().get(i.number(0));
        Term[] free = all(i.list(2));
        set(i.arg(1), new Closure(new MiniRuntime.At(module, module.labels[lambda.label()]), lambda, free, module.file.module(), pid));
    }

    private void select(Instruction i, Term value) {
        List<Operand> pairs = i.list(2);
        int n = 0;
        while (n < pairs.size() && !Terms.equalExact(get(pairs.get(n)), value)) n += 2;
        jump(n < pairs.size() ? ((Operand.Label) pairs.get(n + 1)).number() : i.label(1));
    }

    private void putMap(Instruction i) {
        MapTerm map = (MapTerm) get(i.arg(1));
        List<Operand> pairs = i.list(4);
        for (int n = 0; n < pairs.size(); n += 2) map = map.put(get(pairs.get(n)), get(pairs.get(n + 1)));
        set(i.arg(2), map);
    }

    private void getMap(Instruction i) {
        List<Operand> pairs = i.list(2);
        MapTerm map = (MapTerm) get(i.arg(1));
        for (int n = 0; n < pairs.size(); n += 2) {
            Term value = map.get(get(pairs.get(n)));
            test(i, value != null);
            if (value == null) return;
            set(pairs.get(n + 1), value);
        }
    }

    private void step(Instruction i) {
        switch (i.op()) {
            case LABEL, LINE, TEST_HEAP, INIT_YREGS -> { }
            case FUNC_INFO -> throw new ErlangError(Atom.of("function_clause"));
            case CALL -> call(i, false);
            case CALL_ONLY -> call(i, true);
            case CALL_LAST -> { drop(); call(i, true); }
            case CALL_EXT -> callImport(i, false);
            case CALL_EXT_ONLY -> callImport(i, true);
            case CALL_EXT_LAST -> { drop(); callImport(i, true); }
            case CALL_FUN -> callFun(i.number(0), x[i.number(0)]);
            case CALL_FUN2 -> callFun(i.number(1), get(i.arg(2)));
            case MAKE_FUN3 -> makeFun(i);
            case ALLOCATE, ALLOCATE_HEAP -> frames.push(new Frame(new Term[i.number(0)], back));
            case DEALLOCATE -> drop();
            case TRIM -> frames.push(new Frame(Arrays.copyOfRange(frames.peek().y, i.number(0), frames.peek().y.length), frames.pop().back));
            case RETURN -> leave();
            case BIF0 -> bif(i, 0, 1, 0);
            case BIF1 -> bif(i, 1, 2, 1);
            case BIF2 -> bif(i, 1, 2, 2);
            case GC_BIF1 -> bif(i, 2, 3, 1);
            case GC_BIF2 -> bif(i, 2, 3, 2);
            case MOVE -> set(i.arg(1), get(i.arg(0)));
            case SWAP -> { Term first = get(i.arg(0)); set(i.arg(0), get(i.arg(1))); set(i.arg(1), first); }
            case JUMP -> jump(i.label(0));
            case SELECT_VAL -> select(i, get(i.arg(0)));
            case SELECT_TUPLE_ARITY -> select(i, SmallInt.of(((Tuple) get(i.arg(0))).arity()));
            case PUT_LIST -> set(i.arg(2), new Cons(get(i.arg(0)), get(i.arg(1))));
            case GET_LIST -> { Cons cell = (Cons) get(i.arg(0)); set(i.arg(1), cell.head()); set(i.arg(2), cell.tail()); }
            case PUT_TUPLE2 -> set(i.arg(0), Tuple.of(all(i.list(1))));
            case GET_TUPLE_ELEMENT -> set(i.arg(2), ((Tuple) get(i.arg(0))).element(i.number(1)));
            case PUT_MAP_ASSOC -> putMap(i);
            case GET_MAP_ELEMENTS -> getMap(i);
            case SEND -> runtime.send(x[0], x[0] = x[1]);
            case LOOP_REC -> receive(i);
            case LOOP_REC_END -> { save++; jump(i.label(0)); }
            case REMOVE_MESSAGE -> { messages.remove(save); save = 0; }
            case WAIT -> { while (inbox.isEmpty()) park(); jump(i.label(0)); }
            case BADMATCH -> throw new ErlangError(Tuple.of(Atom.of("badmatch"), get(i.arg(0))));
            case CASE_END -> throw new ErlangError(Tuple.of(Atom.of("case_clause"), get(i.arg(0))));
            default -> test(i, switch (i.op()) {
                case IS_TUPLE -> get(i.arg(1)) instanceof Tuple;
                case TEST_ARITY -> ((Tuple) get(i.arg(1))).arity() == i.number(2);
                case IS_NONEMPTY_LIST -> get(i.arg(1)) instanceof Cons;
                case IS_NIL -> get(i.arg(1)) == Nil.NIL;
                case IS_MAP -> get(i.arg(1)) instanceof MapTerm;
                case IS_ATOM -> get(i.arg(1)) instanceof Atom;
                case IS_INTEGER -> get(i.arg(1)) instanceof IntegerTerm;
                case IS_BINARY -> get(i.arg(1)) instanceof Bitstring b && b.isBinary();
                case IS_EQ_EXACT -> Terms.equalExact(get(i.arg(1)), get(i.arg(2)));
                case IS_NE_EXACT -> !Terms.equalExact(get(i.arg(1)), get(i.arg(2)));
                case IS_LT -> Terms.compare(get(i.arg(1)), get(i.arg(2))) < 0;
                case IS_GE -> Terms.compare(get(i.arg(1)), get(i.arg(2))) >= 0;
                default -> BitInstructions.step(this, i);
            });
        }
    }
}
