package org.jbeam.beamformat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.beamformat.Operand.AllocList;
import org.jbeam.beamformat.Operand.AtomOperand;
import org.jbeam.beamformat.Operand.CharOperand;
import org.jbeam.beamformat.Operand.FloatReg;
import org.jbeam.beamformat.Operand.IntOperand;
import org.jbeam.beamformat.Operand.Label;
import org.jbeam.beamformat.Operand.ListOperand;
import org.jbeam.beamformat.Operand.Literal;
import org.jbeam.beamformat.Operand.NilOperand;
import org.jbeam.beamformat.Operand.TypedReg;
import org.jbeam.beamformat.Operand.Unsigned;
import org.jbeam.beamformat.Operand.X;
import org.jbeam.beamformat.Operand.Y;
import org.jbeam.term.Atom;
import org.jbeam.term.BigInt;
import org.jbeam.term.SmallInt;

/** Encodes instructions into a {@code Code} chunk, byte for byte as OTP's assembler does. */
public final class CodeEncoder {
    private static final int HEADER_SIZE = 16;
    private static final int ALLOC_ENTRIES = 3;

    private final CompactWriter out = new CompactWriter();
    private final Map<Atom, Integer> atoms;

    private CodeEncoder(Map<Atom, Integer> atoms) {
        this.atoms = atoms;
    }

    /**
     * The chunk of these functions, which may name what the tables of {@code file} hold.
     *
     * @param file whose atom table atoms are looked up in, and whose header's claims of labels and highest opcode are kept or raised
     * @throws IllegalArgumentException an atom that the table does not have
     */
    public static Chunk encode(BeamFile file, List<FunctionCode> functions) {
        Map<Atom, Integer> atoms = new HashMap<>();
        for (int i = file.atoms().size(); i >= 1; i--) {
            atoms.put(file.atoms().get(i - 1), i);
        }
        int highest = file.code().maxOpcode();
        int labels = file.code().labelCount();
        for (FunctionCode function : functions) {
            for (Instruction instruction : function.instructions()) {
                highest = Math.max(highest, instruction.op().number());
                labels = instruction.op() == Opcode.LABEL ? Math.max(labels, instruction.number(0) + 1) : labels;
            }
        }
        CodeEncoder encoder = new CodeEncoder(atoms);
        encoder.header(highest, labels, functions.size());
        functions.forEach(function -> function.instructions().forEach(encoder::instruction));
        encoder.instruction(Instruction.of(Opcode.INT_CODE_END));
        byte[] data = encoder.out.toByteArray();
        return new Chunk("Code", data, 0, data.length);
    }

    private void header(int highest, int labels, int functions) {
        out.i32(HEADER_SIZE);
        out.i32(0);
        out.i32(highest);
        out.i32(labels);
        out.i32(functions);
    }

    private void instruction(Instruction instruction) {
        out.u8(instruction.op().number());
        for (int i = 0; i < instruction.arity(); i++) {
            operand(instruction.arg(i));
        }
    }

    private void operand(Operand operand) {
        switch (operand) {
            case X x -> out.number(CompactReader.TAG_X, x.number());
            case Y y -> out.number(CompactReader.TAG_Y, y.number());
            case Label label -> out.number(CompactReader.TAG_F, label.number());
            case Unsigned number -> out.number(CompactReader.TAG_U, number.value());
            case AtomOperand atom -> out.number(CompactReader.TAG_A, index(atom.value()));
            case NilOperand nil -> out.number(CompactReader.TAG_A, 0);
            case CharOperand character -> out.number(CompactReader.TAG_H, character.value());
            case IntOperand integer -> integer(integer);
            case TypedReg typed -> {
                extended(5);
                operand(typed.register());
                out.number(CompactReader.TAG_U, typed.type());
            }
            case Literal literal -> {
                extended(4);
                out.number(CompactReader.TAG_U, literal.index());
            }
            case FloatReg register -> {
                extended(2);
                out.number(CompactReader.TAG_U, register.number());
            }
            case AllocList need -> allocList(need);
            case ListOperand list -> {
                extended(1);
                out.number(CompactReader.TAG_U, list.size());
                list.elements().forEach(this::operand);
            }
        }
    }

    private void integer(IntOperand operand) {
        switch (operand.value()) {
            case SmallInt small -> out.number(CompactReader.TAG_I, small.value());
            case BigInt big -> out.big(CompactReader.TAG_I, big.bigValue());
        }
    }

    private void allocList(AllocList need) {
        extended(3);
        out.number(CompactReader.TAG_U, ALLOC_ENTRIES);
        int[] amounts = {need.words(), need.floats(), need.funs()};
        for (int kind = 0; kind < ALLOC_ENTRIES; kind++) {
            out.number(CompactReader.TAG_U, kind);
            out.number(CompactReader.TAG_U, amounts[kind]);
        }
    }

    private void extended(int kind) {
        out.number(CompactReader.TAG_Z, kind);
    }

    private int index(Atom atom) {
        Integer index = atoms.get(atom);
        if (index == null) {
            throw new IllegalArgumentException("the atom table does not have " + atom.name());
        }
        return index;
    }
}
