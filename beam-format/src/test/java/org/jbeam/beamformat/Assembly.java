package org.jbeam.beamformat;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.beamformat.Operand.AtomOperand;
import org.jbeam.beamformat.Operand.Label;
import org.jbeam.beamformat.Operand.Unsigned;
import org.jbeam.beamformat.Operand.X;
import org.jbeam.beamformat.Operand.Y;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.term.Atom;

/** Builds small modules out of instructions, over the tables of the sample. */
final class Assembly {
    private Assembly() {}

    static Operand x(int number) {
        return X.of(number);
    }

    static Operand y(int number) {
        return Y.of(number);
    }

    static Operand f(int label) {
        return new Label(label);
    }

    static Operand u(long number) {
        return Unsigned.of(number);
    }

    static Operand atom(String name) {
        return new AtomOperand(Atom.of(name));
    }

    static Instruction op(Opcode op, Operand... args) {
        return Instruction.of(op, args);
    }

    static Instruction label(int number) {
        return op(Opcode.LABEL, u(number));
    }

    /** A function {@code f/arity} (or {@code g/arity}, if its labels are not 1 and 2) with these two labels. */
    static FunctionCode function(int firstLabel, int arity, Instruction... body) {
        Operand name = atom(firstLabel == 1 ? "f" : "g");
        List<Instruction> all = new ArrayList<>(List.of(
                label(firstLabel), op(Opcode.FUNC_INFO, atom("sample"), name, u(arity)), label(firstLabel + 1)));
        all.addAll(List.of(body));
        return FunctionCode.of(all);
    }

    /** The sample with other code and without functions in its tables. */
    static BeamFile module(FunctionCode... functions) {
        BeamChunks chunks = Samples.sample().chunks();
        for (String table : List.of("ExpT", "LocT", "FunT")) {
            chunks = BeamWriter.replace(chunks, Chunk.of(table, new byte[4]));
        }
        chunks = BeamWriter.replace(chunks, CodeEncoder.encode(Samples.sample(), List.of(functions)));
        return BeamFile.of(chunks, EtfDecoder.create());
    }

    static BeamFile module(int arity, Instruction... body) {
        return module(function(1, arity, body));
    }
}
