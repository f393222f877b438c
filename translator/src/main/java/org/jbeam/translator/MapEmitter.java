package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/** Maps. */
final class MapEmitter {
    private static final Rt.Method GET = Rt.virtual(Rt.MAP, "get", Rt.TERM, Rt.TERM);
    private static final Rt.Method PUT = Rt.virtual(Rt.MAP, "put", Rt.MAP, Rt.TERM, Rt.TERM);
    private static final Rt.Method MAP = ops("map", Rt.MAP, Rt.TERM, Rt.PROCESS);
    private static final Rt.Method PUT_ALL = ops("putAll", Rt.MAP, Rt.MAP, Rt.TERM_ARRAY);
    private static final Rt.Method PUT_EXACT = ops("putExact", Rt.MAP, Rt.MAP, Rt.TERM, Rt.TERM, Rt.PROCESS);
    private static final Rt.Method OR_NULL = ops("orNull", Rt.MAP, Rt.TERM);
    private static final Rt.Method PUT_EXACT_2 = ops("putExact", Rt.MAP, Rt.MAP, Rt.TERM, Rt.TERM, Rt.TERM, Rt.TERM, Rt.PROCESS);
    private static final Rt.Method REPLACE = Rt.virtual(Rt.MAP, "replace", Rt.MAP, Rt.TERM, Rt.TERM);
    private static final Rt.Method REPLACE_2 = Rt.virtual(Rt.MAP, "replace", Rt.MAP, Rt.TERM, Rt.TERM, Rt.TERM, Rt.TERM);
    /** From this many pairs on they are passed in an array. */
    private static final int MANY = 3;

    private MapEmitter() {}

    private static Rt.Method ops(String name, ClassDesc result, ClassDesc... parameters) {
        return Rt.statik(Rt.MAP_OPS, name, result, parameters);
    }

    static void register(OpcodeTable table) {
        table.add(Opcode.PUT_MAP_ASSOC, MapEmitter::putAssoc);
        table.add(Opcode.PUT_MAP_EXACT, MapEmitter::putExact);
        table.add(Opcode.HAS_MAP_FIELDS, MapEmitter::hasFields);
        table.add(Opcode.GET_MAP_ELEMENTS, MapEmitter::getElements);
    }

    /** Pushes the map that is changed: raises or goes to the fail label when it is none. */
    private static void source(FunctionEmitter f, Instruction i, Label fail) {
        f.line();
        f.load(i.arg(1));
        if (fail == null) {
            f.process().code.call(MAP);
        } else {
            f.code.call(OR_NULL).dup().branch(java.lang.classfile.Opcode.IFNULL, f.popping(fail));
        }
    }

    private static void putAssoc(FunctionEmitter f, Instruction i) {
        source(f, i, f.fail(i, 0));
        List<Operand> pairs = i.list(4);
        if (pairs.size() >= 2 * MANY) {
            f.loadArray(pairs).code.call(PUT_ALL);
        } else {
            for (int at = 0; at + 1 < pairs.size(); at += 2) {
                f.load(pairs.get(at)).load(pairs.get(at + 1)).code.call(PUT);
            }
        }
        f.store(i.arg(2));
    }

    private static void putExact(FunctionEmitter f, Instruction i) {
        Label fail = f.fail(i, 0);
        source(f, i, fail);
        List<Operand> pairs = inKeyOrder(i.list(4));
        for (int at = 0; at + 1 < pairs.size();) {
            boolean two = at + 2 * 2 <= pairs.size();
            int end = at + (two ? 2 * 2 : 2);
            for (; at < end; at++) {
                f.load(pairs.get(at));
            }
            if (fail == null) {
                f.process().code.call(two ? PUT_EXACT_2 : PUT_EXACT);
            } else {
                f.code.call(two ? REPLACE_2 : REPLACE).dup().branch(java.lang.classfile.Opcode.IFNULL, f.popping(fail));
            }
        }
        f.store(i.arg(2));
    }

    /** The pairs by their keys, if all are constants: of several keys that a map lacks, the smallest is the one that the error names. */
    private static List<Operand> inKeyOrder(List<Operand> pairs) {
        TreeMap<Term, Operand[]> sorted = new TreeMap<>(Terms::compareExact);
        for (int at = 0; at + 1 < pairs.size(); at += 2) {
            Term key = constant(pairs.get(at));
            if (key == null) {
                return pairs;
            }
            sorted.put(key, new Operand[] {pairs.get(at), pairs.get(at + 1)});
        }
        return sorted.values().stream().flatMap(Arrays::stream).toList();
    }

    private static Term constant(Operand operand) {
        return switch (operand) {
            case Operand.Literal l -> l.value();
            case Operand.AtomOperand a -> a.value();
            case Operand.IntOperand n -> n.value();
            case Operand.NilOperand _ -> Nil.NIL;
            default -> null;
        };
    }

    private static void hasFields(FunctionEmitter f, Instruction i) {
        Label fail = f.fail(i, 0);
        for (Operand key : i.list(2)) {
            f.load(i.arg(1)).code.cast(Rt.MAP);
            f.load(key).code.call(GET).branch(java.lang.classfile.Opcode.IFNULL, fail);
        }
    }

    /** A destination may be the map's own register; BEAM then has it last, and we keep the map on the stack anyway. */
    private static void getElements(FunctionEmitter f, Instruction i) {
        Label fail = f.fail(i, 0);
        List<Operand> pairs = i.list(2);
        int map = f.locals.temp(0);
        int value = f.locals.temp(1);
        f.load(i.arg(1)).code.cast(Rt.MAP).astore(map);
        for (int at = 0; at + 1 < pairs.size(); at += 2) {
            f.code.aload(map);
            f.load(pairs.get(at)).code.call(GET).dup().astore(value).branch(java.lang.classfile.Opcode.IFNULL, fail).aload(value);
            f.store(pairs.get(at + 1));
        }
    }
}
