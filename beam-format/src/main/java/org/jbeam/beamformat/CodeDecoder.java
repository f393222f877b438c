package org.jbeam.beamformat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jbeam.beamformat.Operand.AllocList;
import org.jbeam.beamformat.Operand.AtomOperand;
import org.jbeam.beamformat.Operand.CharOperand;
import org.jbeam.beamformat.Operand.FloatReg;
import org.jbeam.beamformat.Operand.IntOperand;
import org.jbeam.beamformat.Operand.Label;
import org.jbeam.beamformat.Operand.ListOperand;
import org.jbeam.beamformat.Operand.Literal;
import org.jbeam.beamformat.Operand.NilOperand;
import org.jbeam.beamformat.Operand.Register;
import org.jbeam.beamformat.Operand.TypedReg;
import org.jbeam.beamformat.Operand.Unsigned;
import org.jbeam.beamformat.Operand.X;
import org.jbeam.beamformat.Operand.Y;
import org.jbeam.term.Atom;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.Term;

/**
 * Decodes instructions and splits them into functions. Every index that an operand's tag makes checkable is checked here; what the place in the
 * instruction demands is {@link CodeValidator}'s.
 */
final class CodeDecoder {
    private static final int LIST = 1;
    private static final int FLOAT_REGISTER = 2;
    private static final int ALLOC_LIST = 3;
    private static final int LITERAL = 4;
    private static final int TYPED_REGISTER = 5;
    private static final Operand[] NO_ARGS = {};

    private final ByteReader in;
    private final CompactReader number;
    private final CodeChunk code;
    private final BeamFile file;
    private final List<Atom> atoms;
    private final List<Term> literals;
    private final AtomOperand[] atomOperands;
    private final Literal[] literalOperands;

    CodeDecoder(BeamFile file, Chunk chunk, int codeStart, CodeChunk code) {
        this.in = new ByteReader(chunk);
        this.in.take(codeStart - chunk.start());
        this.number = new CompactReader(in);
        this.code = code;
        this.file = file;
        this.atoms = file.atoms();
        this.literals = file.literals();
        this.atomOperands = new AtomOperand[atoms.size() + 1];
        this.literalOperands = new Literal[literals.size()];
    }

    List<FunctionCode> functions() {
        if (code.maxOpcode() > BeamLimits.MAX_OPCODE || code.maxOpcode() < 0) {
            throw new UnsupportedBeamException("Code", in.offset(),
                    "compiled for a later release: opcode " + (code.maxOpcode() & 0xffff_ffffL) + ", known are those to " + BeamLimits.MAX_OPCODE);
        }
        List<Instruction> all = new ArrayList<>();
        Instruction last;
        do {
            last = instruction();
            all.add(last);
        } while (last.op() != Opcode.INT_CODE_END);
        if (in.remaining() > 0) {
            throw in.malformed(in.remaining() + " bytes behind the end of the code");
        }
        all.remove(all.size() - 1);
        return split(all);
    }

    private Instruction instruction() {
        int offset = in.offset();
        int opcode = in.u8();
        Opcode op = Opcode.at(opcode);
        if (op == null) {
            throw new UnsupportedBeamException("Code", offset, "unknown opcode " + opcode);
        }
        int arity = op.arity();
        Operand[] args = arity == 0 ? NO_ARGS : new Operand[arity];
        for (int i = 0; i < arity; i++) {
            number.next();
            args[i] = number.tag == CompactReader.TAG_Z ? extended(i == arity - 1) : plain();
        }
        return new Instruction(op, offset, args);
    }

    private Operand plain() {
        long value = number.value;
        return switch (number.tag) {
            case CompactReader.TAG_U -> Unsigned.of(value);
            case CompactReader.TAG_I -> new IntOperand(number.big == null ? IntegerTerm.of(value) : IntegerTerm.of(number.big));
            case CompactReader.TAG_A -> atom(value);
            case CompactReader.TAG_X -> X.of(below(value, BeamLimits.MAX_REGISTERS, "x register"));
            case CompactReader.TAG_Y -> Y.of(below(value, BeamLimits.MAX_REGISTERS, "y register"));
            case CompactReader.TAG_F -> value == 0 ? Label.NONE : new Label(below(value, code.labelCount(), "label"));
            case CompactReader.TAG_H -> new CharOperand(value);
            default -> throw in.malformed("an operand expected, not a list or the like");
        };
    }

    private Operand atom(long value) {
        if (value == 0) {
            return NilOperand.NIL;
        }
        int index = below(value, atomOperands.length, "atom");
        AtomOperand operand = atomOperands[index];
        if (operand == null) {
            operand = new AtomOperand(atoms.get(index - 1));
            atomOperands[index] = operand;
        }
        return operand;
    }

    private Operand extended(boolean last) {
        if (number.value == LIST) {
            if (!last) {
                throw in.malformed("a list before the last operand");
            }
            return list();
        }
        return extendedInList();
    }

    private Operand extendedInList() {
        return switch ((int) Math.min(number.value, Integer.MAX_VALUE)) {
            case FLOAT_REGISTER -> new FloatReg(below(number.number(), BeamLimits.MAX_REGISTERS, "float register"));
            case ALLOC_LIST -> allocList();
            case LITERAL -> literal(below(number.number(), literals.size(), "literal"));
            case TYPED_REGISTER -> typedRegister();
            default -> throw in.malformed("unknown operand tag " + number.value);
        };
    }

    private ListOperand list() {
        int size = number.number();
        if (size > in.remaining()) {
            throw in.malformed("a list of " + size + " operands in " + in.remaining() + " bytes");
        }
        Operand[] elements = new Operand[size];
        for (int i = 0; i < size; i++) {
            number.next();
            elements[i] = number.tag == CompactReader.TAG_Z ? extendedInList() : plain();
        }
        return new ListOperand(Collections.unmodifiableList(Arrays.asList(elements)));
    }

    private AllocList allocList() {
        int[] sums = new int[3];
        int entries = number.number();
        if (entries > sums.length) {
            throw in.malformed("an allocation list of " + entries + " entries");
        }
        for (int i = 0; i < entries; i++) {
            int kind = below(number.number(), sums.length, "kind of allocation");
            long sum = (long) sums[kind] + number.number();
            sums[kind] = below(sum, Integer.MAX_VALUE, "allocation");
        }
        return new AllocList(sums[0], sums[1], sums[2]);
    }

    private Literal literal(int index) {
        Literal operand = literalOperands[index];
        if (operand == null) {
            operand = new Literal(index, literals.get(index));
            literalOperands[index] = operand;
        }
        return operand;
    }

    private TypedReg typedRegister() {
        number.next();
        if (!(plain() instanceof Register register)) {
            throw in.malformed("a register expected");
        }
        int type = number.number();
        return new TypedReg(register, file.types().isEmpty() ? type : below(type, file.types().size(), "type"));
    }

    private int below(long value, int limit, String what) {
        if (value < 0 || value >= limit) {
            throw in.malformed(what + " " + value + " of " + limit);
        }
        return (int) value;
    }

    private List<FunctionCode> split(List<Instruction> all) {
        List<FunctionCode> functions = new ArrayList<>();
        int start = -1;
        int info = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).op() != Opcode.FUNC_INFO) {
                continue;
            }
            int next = functionStart(all, i);
            if (start >= 0 && next <= info + 1) {
                throw malformed(all.get(i), "func_info without a label of its own");
            }
            if (start >= 0) {
                functions.add(function(all, start, info, next));
            } else if (next != 0) {
                throw malformed(all.get(0), "code before the first function");
            }
            start = next;
            info = i;
        }
        if (start >= 0) {
            functions.add(function(all, start, info, all.size()));
        } else if (!all.isEmpty()) {
            throw malformed(all.get(0), "code without a function");
        }
        return List.copyOf(functions);
    }

    private static int functionStart(List<Instruction> all, int info) {
        int start = info - 1;
        if (start >= 0 && all.get(start).op() == Opcode.LINE) {
            start--;
        }
        boolean entered = info + 1 < all.size() && all.get(info + 1).op() == Opcode.LABEL;
        if (start < 0 || all.get(start).op() != Opcode.LABEL || !entered) {
            throw malformed(all.get(info), "func_info must stand between two labels");
        }
        return start;
    }

    private FunctionCode function(List<Instruction> all, int start, int info, int end) {
        Instruction header = all.get(info);
        if (!(header.arg(0) instanceof AtomOperand module) || !(header.arg(1) instanceof AtomOperand name)) {
            throw malformed(header, "func_info names no function");
        }
        int arity = header.number(2);
        if (arity > BeamLimits.MAX_ARITY) {
            throw malformed(header, "arity " + arity);
        }
        List<Instruction> body = List.copyOf(all.subList(start, end));
        return new FunctionCode(module.value(), name.value(), arity, info - start, body);
    }

    private static MalformedBeamException malformed(Instruction at, String message) {
        return new MalformedBeamException("Code", at.offset(), message);
    }
}
