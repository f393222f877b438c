package org.jbeam.translator;

import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.jbeam.beamformat.Operand;
import org.jbeam.term.FloatTerm;

/** Float registers, which are Java doubles. */
final class FloatEmitter {
    private static final Rt.Method OF = Rt.statik(Rt.FLOAT, "of", Rt.FLOAT, Rt.DOUBLE);
    private static final Rt.Method VALUE = Rt.virtual(Rt.FLOAT, "value", Rt.DOUBLE);
    private static final Rt.Method CONVERT = Rt.statik(Rt.FLOAT_OPS, "convert", Rt.DOUBLE, Rt.TERM, Rt.PROCESS);
    private static final Rt.Method FINITE = Rt.statik(Rt.FLOAT_OPS, "finite", Rt.DOUBLE, Rt.DOUBLE, Rt.PROCESS);
    private static final Rt.Method DIVIDE = Rt.statik(Rt.FLOAT_OPS, "divide", Rt.DOUBLE, Rt.DOUBLE, Rt.DOUBLE, Rt.PROCESS);

    private FloatEmitter() {}

    static void register(OpcodeTable table) {
        table.add(Opcode.FMOVE, FloatEmitter::move);
        table.add(Opcode.FCONV, FloatEmitter::convert);
        table.add(Opcode.FADD, (f, i) -> arithmetic(f, i, java.lang.classfile.Opcode.DADD));
        table.add(Opcode.FSUB, (f, i) -> arithmetic(f, i, java.lang.classfile.Opcode.DSUB));
        table.add(Opcode.FMUL, (f, i) -> arithmetic(f, i, java.lang.classfile.Opcode.DMUL));
        table.add(Opcode.FDIV, FloatEmitter::divide);
        table.add(Opcode.FNEGATE, (f, i) -> f.code.dload(local(f, i.arg(1))).plain(java.lang.classfile.Opcode.DNEG).dstore(local(f, i.arg(2))));
    }

    private static int local(FunctionEmitter f, Operand operand) {
        if (operand instanceof Operand.FloatReg register) {
            return f.locals.floating(register.number());
        }
        throw f.malformed("a float register expected");
    }

    private static void move(FunctionEmitter f, Instruction i) {
        if (i.arg(0) instanceof Operand.FloatReg) {
            f.code.dload(local(f, i.arg(0)));
            if (i.arg(1) instanceof Operand.FloatReg) {
                f.code.dstore(local(f, i.arg(1)));
            } else {
                f.code.call(OF);
                f.store(i.arg(1));
            }
            return;
        }
        if (i.arg(0) instanceof Operand.Literal literal && literal.value() instanceof FloatTerm value) {
            f.code.constant(value.value());
        } else {
            f.load(i.arg(0)).code.cast(Rt.FLOAT).call(VALUE);
        }
        f.code.dstore(local(f, i.arg(1)));
    }

    private static void convert(FunctionEmitter f, Instruction i) {
        f.line();
        f.load(i.arg(0)).process().code.call(CONVERT).dstore(local(f, i.arg(1)));
    }

    private static void arithmetic(FunctionEmitter f, Instruction i, java.lang.classfile.Opcode op) {
        f.line();
        f.code.dload(local(f, i.arg(1))).dload(local(f, i.arg(2))).plain(op);
        f.process().code.call(FINITE).dstore(local(f, i.arg(3)));
    }

    private static void divide(FunctionEmitter f, Instruction i) {
        f.line();
        f.code.dload(local(f, i.arg(1))).dload(local(f, i.arg(2)));
        f.process().code.call(DIVIDE).dstore(local(f, i.arg(3)));
    }
}
