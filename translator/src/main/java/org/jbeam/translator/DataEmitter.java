package org.jbeam.translator;

import java.lang.constant.ClassDesc;
import java.util.List;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Lambda;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;

/** Moves, lists, tuples and funs. */
final class DataEmitter {
    private static final Rt.Method HEAD = Rt.virtual(Rt.CONS, "head", Rt.TERM);
    private static final Rt.Method TAIL = Rt.virtual(Rt.CONS, "tail", Rt.TERM);
    private static final Rt.Method NEW_CONS = Rt.virtual(Rt.CONS, "<init>", Rt.VOID, Rt.TERM, Rt.TERM);
    private static final Rt.Method ELEMENT = Rt.virtual(Rt.TUPLE, "element", Rt.TERM, Rt.INT);
    private static final Rt.Method TUPLE_OF = Rt.statik(Rt.TUPLE, "of", Rt.TUPLE, Rt.TERM_ARRAY);
    private static final Rt.Method OVERWRITE = Rt.statik(Rt.TUPLE, "overwrite", Rt.TUPLE, Rt.TUPLE, Rt.INT, Rt.TERM);
    private static final Rt.Method UPDATE = Rt.statik(Rt.DATA_OPS, "updateRecord", Rt.TERM, Rt.TERM, Rt.INT, Rt.TERM_ARRAY);
    private static final Rt.Method PID = Rt.virtual(Rt.PROCESS, "pid", Rt.PID);
    private static final int SMALL_TUPLE = 8;
    private static final Rt.Method[] NEW_TUPLE = new Rt.Method[SMALL_TUPLE + 1];
    private static final Rt.Method[][] SMALL_ELEMENT = new Rt.Method[SMALL_TUPLE + 1][];

    static {
        for (int i = 1; i <= SMALL_TUPLE; i++) {
            ClassDesc type = Rt.tuple(i);
            NEW_TUPLE[i] = Rt.virtual(type, "<init>", Rt.VOID, Rt.terms(i));
            SMALL_ELEMENT[i] = new Rt.Method[i];
            for (int e = 0; e < i; e++) {
                SMALL_ELEMENT[i][e] = Rt.virtual(type, "e" + e, Rt.TERM);
            }
        }
    }

    private DataEmitter() {}

    static void register(OpcodeTable table) {
        table.add(Opcode.MOVE, DataEmitter::move);
        table.add(Opcode.SWAP, DataEmitter::swap);
        table.add(Opcode.INIT, (f, i) -> f.load(Operand.NilOperand.NIL).store(i.arg(0)));
        table.add(Opcode.INIT_YREGS, (f, i) -> i.list(0).forEach(y -> f.load(Operand.NilOperand.NIL).store(y)));
        table.add(Opcode.ALLOCATE_ZERO, DataEmitter::zeros);
        table.add(Opcode.ALLOCATE_HEAP_ZERO, DataEmitter::zeros);
        table.add(Opcode.GET_LIST, DataEmitter::getList);
        table.add(Opcode.GET_HD, (f, i) -> get(f, i, HEAD));
        table.add(Opcode.GET_TL, (f, i) -> get(f, i, TAIL));
        table.add(Opcode.PUT_LIST, DataEmitter::putList);
        table.add(Opcode.GET_TUPLE_ELEMENT, DataEmitter::getTupleElement);
        table.add(Opcode.SET_TUPLE_ELEMENT, DataEmitter::setTupleElement);
        table.add(Opcode.PUT_TUPLE2, DataEmitter::putTuple);
        table.add(Opcode.UPDATE_RECORD, DataEmitter::updateRecord);
        table.add(Opcode.MAKE_FUN2, DataEmitter::makeFun2);
        table.add(Opcode.MAKE_FUN3, (f, i) -> makeFun(f, i.number(0), i.list(2), i.arg(1)));
    }

    private static void move(FunctionEmitter f, Instruction i) {
        if (!LongEmitter.move(f, i.arg(0), i.arg(1))) {
            f.load(i.arg(0)).store(i.arg(1));
        }
    }

    private static void swap(FunctionEmitter f, Instruction i) {
        if (!LongEmitter.swap(f, i.arg(0), i.arg(1))) {
            f.load(i.arg(0)).load(i.arg(1)).store(i.arg(0)).store(i.arg(1));
        }
    }

    private static void zeros(FunctionEmitter f, Instruction i) {
        for (int y = 0; y < i.number(0); y++) {
            f.load(Operand.NilOperand.NIL).code.astore(f.locals.y(y));
        }
    }

    private static void getList(FunctionEmitter f, Instruction i) {
        f.load(i.arg(0)).code.cast(Rt.CONS).dup().call(HEAD);
        f.store(i.arg(1)).code.call(TAIL);
        f.store(i.arg(2));
    }

    private static void get(FunctionEmitter f, Instruction i, Rt.Method part) {
        f.load(i.arg(0)).code.cast(Rt.CONS).call(part);
        f.store(i.arg(1));
    }

    private static void putList(FunctionEmitter f, Instruction i) {
        f.code.create(Rt.CONS).dup();
        f.load(i.arg(0)).load(i.arg(1)).code.construct(NEW_CONS);
        f.store(i.arg(2));
    }

    private static void getTupleElement(FunctionEmitter f, Instruction i) {
        int element = i.number(1);
        int arity = f.typeOf(i.arg(0)) - TypeFlow.TUPLE;
        f.load(i.arg(0));
        if (arity >= 1 && arity <= SMALL_TUPLE && element < arity) {
            f.code.cast(Rt.tuple(arity)).call(SMALL_ELEMENT[arity][element]);
        } else {
            f.code.cast(arity > SMALL_TUPLE ? Rt.TUPLE_N : Rt.TUPLE).constant(element).call(ELEMENT);
        }
        f.store(i.arg(2));
    }

    private static void setTupleElement(FunctionEmitter f, Instruction i) {
        f.load(i.arg(1)).code.cast(Rt.TUPLE).constant(i.number(2));
        f.load(i.arg(0)).code.call(OVERWRITE).pop();
    }

    private static void putTuple(FunctionEmitter f, Instruction i) {
        List<Operand> elements = i.list(1);
        int arity = elements.size();
        if (arity >= 1 && arity <= SMALL_TUPLE) {
            f.code.create(Rt.tuple(arity)).dup();
            elements.forEach(f::load);
            f.code.construct(NEW_TUPLE[arity]);
        } else {
            f.loadArray(elements).code.call(TUPLE_OF);
        }
        f.store(i.arg(0));
    }

    /** Operands: hint, arity, tuple, destination, list of index (from 1) and value. */
    private static void updateRecord(FunctionEmitter f, Instruction i) {
        List<Operand> updates = i.list(4);
        f.load(i.arg(2)).code.constant(i.number(1));
        f.loadArray(updates).code.call(UPDATE);
        f.store(i.arg(3));
    }

    private static void makeFun2(FunctionEmitter f, Instruction i) {
        makeFun(f, i.number(0), FunctionEmitter.xs(f.module.file().lambdas().get(i.number(0)).numFree()), Operand.X.of(0));
    }

    private static void makeFun(FunctionEmitter f, int index, List<Operand> env, Operand destination) {
        Lambda lambda = f.module.file().lambdas().get(index);
        if (lambda.numFree() != env.size()) {
            throw f.malformed("fun " + index + " closes over " + lambda.numFree() + " values");
        }
        ClosureClass closure = f.module.closure(index);
        f.code.create(closure.type()).dup().get(new Constant.OfLambda(index), Rt.LAMBDA);
        f.process().code.call(PID);
        if (closure.spread()) {
            env.forEach(f::load);
        } else {
            f.loadArray(env);
        }
        f.code.construct(closure.constructor());
        f.store(destination);
    }
}
