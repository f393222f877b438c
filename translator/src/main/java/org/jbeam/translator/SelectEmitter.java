package org.jbeam.translator;

import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Operand;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** Multi-way branches. */
final class SelectEmitter {
    /** Up to this many cases are tried one after the other. */
    private static final int CHAIN = 4;
    private static final Rt.Method EQUAL_EXACT = Rt.statik(Rt.TERMS, "equalExact", Rt.BOOLEAN, Rt.TERM, Rt.TERM);
    private static final Rt.Method IS_LONG = Rt.statik(Rt.COMPARE, "isLong", Rt.BOOLEAN, Rt.TERM, Rt.LONG);
    private static final Rt.Method ATOM_KEY = Rt.statik(Rt.DATA_OPS, "atomKey", Rt.INT, Rt.TERM);
    private static final Rt.Method INT_KEY = Rt.statik(Rt.DATA_OPS, "intKey", Rt.INT, Rt.TERM);
    private static final Rt.Method ARITY_KEY = Rt.statik(Rt.DATA_OPS, "arityKey", Rt.INT, Rt.TERM);

    private record Case(Operand value, Label target) {}

    private SelectEmitter() {}

    static void register(OpcodeTable table) {
        table.add(org.jbeam.beamformat.Opcode.JUMP, (f, i) -> f.code.jump(f.fail(i, 0)));
        table.add(org.jbeam.beamformat.Opcode.SELECT_VAL, SelectEmitter::selectVal);
        table.add(org.jbeam.beamformat.Opcode.SELECT_TUPLE_ARITY, SelectEmitter::selectArity);
    }

    private static List<Case> cases(FunctionEmitter f, Instruction i) {
        List<Operand> list = i.list(2);
        List<Case> cases = new ArrayList<>();
        for (int at = 0; at + 1 < list.size(); at += 2) {
            if (!(list.get(at + 1) instanceof Operand.Label label)) {
                throw f.malformed("a label expected");
            }
            cases.add(new Case(list.get(at), f.target(label.number())));
        }
        return cases;
    }

    private static void selectVal(FunctionEmitter f, Instruction i) {
        if (f.exits() != null && FlowGraph.isTable(i)) {
            table(f, i);
            return;
        }
        Label otherwise = f.fail(i, 1);
        Operand value = i.arg(0);
        List<Case> atoms = new ArrayList<>();
        List<Case> ints = new ArrayList<>();
        List<Case> others = new ArrayList<>();
        for (Case c : cases(f, i)) {
            (atom(c.value) != null ? atoms : isIntKey(c.value) ? ints : others).add(c);
        }
        if (atoms.size() > CHAIN) {
            byAtom(f, value, atoms, ints.isEmpty() && others.isEmpty() ? otherwise : null);
        } else {
            atoms.forEach(c -> f.load(value).load(c.value).code.branch(Opcode.IF_ACMPEQ, c.target));
        }
        if (ints.size() > CHAIN) {
            byInt(f, value, ints, others.isEmpty() ? otherwise : null);
        } else {
            ints.forEach(c -> f.load(value).code.constant((long) key(c.value)).call(IS_LONG).branch(Opcode.IFNE, c.target));
        }
        others.forEach(c -> f.load(value).load(c.value).code.call(EQUAL_EXACT).branch(Opcode.IFNE, c.target));
        f.code.jump(otherwise);
    }

    private static void table(FunctionEmitter f, Instruction i) {
        List<Operand> list = i.list(2);
        List<Term> keys = new ArrayList<>();
        List<Integer> nodes = new ArrayList<>();
        for (int at = 0; at + 1 < list.size(); at += 2) {
            keys.add(switch (list.get(at)) {
                case Operand.AtomOperand a -> a.value();
                case Operand.IntOperand n -> n.value();
                case Operand.Literal l -> l.value();
                default -> throw f.malformed("a constant expected");
            });
            nodes.add(f.graph.node(((Operand.Label) list.get(at + 1)).number(), f.context()).index);
        }
        f.exits().emitTable(i.arg(0), new Constant.OfTable(keys, nodes, f.graph.node(i.label(1), f.context()).index));
    }

    private static Atom atom(Operand operand) {
        return switch (operand) {
            case Operand.AtomOperand a -> a.value();
            case Operand.Literal l -> l.value() instanceof Atom a ? a : null;
            default -> null;
        };
    }

    private static boolean isIntKey(Operand operand) {
        return operand instanceof Operand.IntOperand n && n.value() instanceof SmallInt s
                && s.value() == (int) s.value() && s.value() != Integer.MIN_VALUE;
    }

    private static int key(Operand operand) {
        return (int) ((SmallInt) ((Operand.IntOperand) operand).value()).value();
    }

    /** {@code last} is where to go when none fits, or null to fall through. */
    private static void byAtom(FunctionEmitter f, Operand value, List<Case> cases, Label last) {
        Code code = f.code;
        Label none = last != null ? last : code.label();
        Map<Integer, List<Case>> buckets = new LinkedHashMap<>();
        cases.forEach(c -> buckets.computeIfAbsent(atom(c.value).nameHash(), k -> new ArrayList<>()).add(c));
        List<SwitchCase> switches = new ArrayList<>();
        buckets.forEach((hash, bucket) -> switches.add(SwitchCase.of(hash, code.label())));
        f.load(value);
        code.call(ATOM_KEY).select(none, switches);
        int at = 0;
        for (List<Case> bucket : buckets.values()) {
            code.bind(switches.get(at++).target());
            bucket.forEach(c -> f.load(value).load(c.value).code.branch(Opcode.IF_ACMPEQ, c.target));
            code.jump(none);
        }
        if (last == null) {
            code.bind(none);
        }
    }

    private static void byInt(FunctionEmitter f, Operand value, List<Case> cases, Label last) {
        Code code = f.code;
        Label none = last != null ? last : code.label();
        Map<Integer, Label> keys = new LinkedHashMap<>();
        cases.forEach(c -> keys.putIfAbsent(key(c.value), c.target));
        List<SwitchCase> switches = new ArrayList<>();
        keys.forEach((key, target) -> switches.add(SwitchCase.of(key, target)));
        f.load(value);
        code.call(INT_KEY).select(none, switches);
        if (last == null) {
            code.bind(none);
        }
    }

    private static void selectArity(FunctionEmitter f, Instruction i) {
        Label otherwise = f.fail(i, 1);
        Map<Integer, Label> keys = new LinkedHashMap<>();
        for (Case c : cases(f, i)) {
            if (!(c.value instanceof Operand.Unsigned n)) {
                throw f.malformed("an arity expected");
            }
            keys.putIfAbsent(TestEmitter.arity(f, n.value()), c.target);
        }
        if (keys.size() <= 2) {
            keys.forEach((arity, target) -> {
                Label next = f.code.label();
                TestEmitter.testArity(f, i.arg(0), arity, next);
                f.code.jump(target).bind(next);
            });
            f.code.jump(otherwise);
            return;
        }
        List<SwitchCase> switches = new ArrayList<>();
        keys.forEach((key, target) -> switches.add(SwitchCase.of(key, target)));
        f.load(i.arg(0)).code.call(ARITY_KEY).select(otherwise, switches);
    }
}
