package org.jbeam.beamformat;

import java.util.List;
import org.jbeam.beamformat.Operand.AllocList;
import org.jbeam.beamformat.Operand.AtomOperand;
import org.jbeam.beamformat.Operand.FloatReg;
import org.jbeam.beamformat.Operand.IntOperand;
import org.jbeam.beamformat.Operand.Label;
import org.jbeam.beamformat.Operand.ListOperand;
import org.jbeam.beamformat.Operand.Literal;
import org.jbeam.beamformat.Operand.NilOperand;
import org.jbeam.beamformat.Operand.Register;
import org.jbeam.beamformat.Operand.TypedReg;
import org.jbeam.beamformat.Operand.Unsigned;
import org.jbeam.beamformat.Operand.Y;

/** Checks operands against their instruction's signature and against the tables that they index. */
final class OperandChecker {
    private static final long MAX_WORDS = Integer.MAX_VALUE;

    private final BeamFile file;

    OperandChecker(BeamFile file) {
        this.file = file;
    }

    void check(Instruction instruction) {
        List<OperandKind> kinds = instruction.op().operands();
        for (int i = 0; i < kinds.size(); i++) {
            OperandKind kind = kinds.get(i);
            Operand operand = instruction.arg(i);
            if (kind == OperandKind.LIST) {
                checkList(instruction, operand);
            } else if (!accepts(kind, operand)) {
                throw CodeValidator.malformed(instruction, "operand " + (i + 1) + " cannot be " + operand);
            }
        }
        checkArity(instruction);
        checkContents(instruction);
    }

    private void checkList(Instruction instruction, Operand operand) {
        List<OperandKind> group = instruction.op().listGroup();
        int size = Math.max(1, group.size());
        if (!(operand instanceof ListOperand list) || list.size() % size != 0) {
            throw CodeValidator.malformed(instruction, "a list of groups of " + size + " expected");
        }
        for (int i = 0; i < list.size(); i++) {
            if (!accepts(OperandKind.inList(group, i), list.get(i))) {
                throw CodeValidator.malformed(instruction, "list element " + (i + 1) + " cannot be " + list.get(i));
            }
        }
    }

    private boolean accepts(OperandKind kind, Operand operand) {
        return switch (kind) {
            case LABEL_DEFINITION -> isBelow(operand, file.code().labelCount());
            case LABEL, ENTRY_LABEL -> operand instanceof Label label && !label.isNone();
            case FAIL_LABEL -> operand instanceof Label;
            case FAIL_LABEL_OR_ATOM -> operand instanceof Label || isAtom(operand, "no_fail", "resume");
            case NUMBER -> operand instanceof Unsigned;
            case ARITY -> isBelow(operand, BeamLimits.MAX_ARITY + 1L);
            case LIVE, FRAME_SIZE -> isBelow(operand, BeamLimits.MAX_REGISTERS + 1L);
            case HEAP_NEED -> isBelow(operand, MAX_WORDS) || operand instanceof AllocList;
            case FIELD_FLAGS -> operand instanceof Unsigned || operand instanceof NilOperand || operand instanceof Literal;
            case IMPORT -> isBelow(operand, file.imports().size());
            case LAMBDA -> isBelow(operand, file.lambdas().size());
            case FUN_TAG -> isBelow(operand, file.lambdas().size()) || isAtom(operand, "safe", "unsafe");
            case LOCATION -> isBelow(operand, locations());
            case ATOM -> operand instanceof AtomOperand;
            case SOURCE -> isSource(operand);
            case SOURCE_OR_NUMBER -> isSource(operand) || operand instanceof Unsigned || operand instanceof NilOperand;
            case DESTINATION, REGISTER -> operand instanceof Register || operand instanceof TypedReg;
            case Y_REGISTER -> operand instanceof Y;
            case FLOAT_REGISTER, FLOAT_RESULT -> operand instanceof FloatReg;
            case FLOAT_SOURCE -> operand instanceof FloatReg || isSource(operand);
            case FLOAT_DESTINATION -> operand instanceof FloatReg || operand instanceof Register;
            case LIST -> operand instanceof ListOperand;
            case ANY -> true;
        };
    }

    /** Stripped files have no locations, and their {@code line} instructions mean nothing. */
    private long locations() {
        int size = file.lines().size();
        return size == 1 ? Integer.MAX_VALUE : size;
    }

    private static boolean isSource(Operand operand) {
        return operand instanceof Register || operand instanceof TypedReg || operand instanceof Literal
                || operand instanceof AtomOperand || operand instanceof IntOperand || operand instanceof NilOperand;
    }

    private static boolean isBelow(Operand operand, long limit) {
        return operand instanceof Unsigned number && number.value() < limit;
    }

    private static boolean isAtom(Operand operand, String... names) {
        return operand instanceof AtomOperand atom && List.of(names).contains(atom.value().name());
    }

    /** A call's or BIF's arity must be its import's, a new fun must close over what the table says. */
    private void checkArity(Instruction instruction) {
        switch (instruction.op()) {
            case CALL_EXT, CALL_EXT_LAST, CALL_EXT_ONLY -> importArity(instruction, 1, instruction.number(0));
            case BIF0 -> importArity(instruction, 0, 0);
            case BIF1 -> importArity(instruction, 1, 1);
            case BIF2 -> importArity(instruction, 1, 2);
            case BIF3 -> importArity(instruction, 1, 3);
            case GC_BIF1 -> importArity(instruction, 2, 1);
            case GC_BIF2 -> importArity(instruction, 2, 2);
            case GC_BIF3 -> importArity(instruction, 2, 3);
            case MAKE_FUN3 -> closure(instruction);
            default -> { }
        }
    }

    private void importArity(Instruction instruction, int operand, int arity) {
        if (file.imports().get(instruction.number(operand)).arity() != arity) {
            throw CodeValidator.malformed(instruction, "the import does not have arity " + arity);
        }
    }

    private void closure(Instruction instruction) {
        int free = file.lambdas().get(instruction.number(0)).numFree();
        if (instruction.list(2).size() != free) {
            throw CodeValidator.malformed(instruction, "the fun closes over " + free + " values");
        }
    }

    private void checkContents(Instruction instruction) {
        switch (instruction.op()) {
            case BS_PUT_STRING -> string(instruction, instruction.arg(1), ((Unsigned) instruction.arg(0)).value());
            case BS_MATCH_STRING -> string(instruction, instruction.arg(3), ((Unsigned) instruction.arg(2)).value() + 7 >>> 3);
            case BS_MATCH -> BitMatchCommand.parse(instruction);
            case BS_CREATE_BIN -> segments(instruction, instruction.list(5));
            default -> { }
        }
    }

    private void segments(Instruction instruction, List<Operand> list) {
        for (int i = 0; i < list.size(); i += 6) {
            boolean isString = isAtom(list.get(i), "string");
            if (!isString && list.get(i + 4) instanceof Unsigned) {
                throw CodeValidator.malformed(instruction, "a segment's value cannot be " + list.get(i + 4));
            }
            if (isString) {
                if (!(list.get(i + 5) instanceof IntOperand size) || size.value().bigValue().bitLength() > 31) {
                    throw CodeValidator.malformed(instruction, "a string's size cannot be " + list.get(i + 5));
                }
                string(instruction, list.get(i + 4), size.value().bigValue().longValue());
            }
        }
    }

    private void string(Instruction instruction, Operand offset, long size) {
        int pool = file.strings().length;
        if (!(offset instanceof Unsigned from) || from.value() > pool || size < 0 || size > pool - from.value()) {
            throw CodeValidator.malformed(instruction, size + " bytes at " + offset + " of a string pool of " + pool);
        }
    }
}
