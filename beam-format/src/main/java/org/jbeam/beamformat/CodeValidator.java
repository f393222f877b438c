package org.jbeam.beamformat;

import java.util.Arrays;
import java.util.List;

/**
 * Checks what decoding cannot see, so that whoever translates or runs the code need not fear it:
 *
 * <ul>
 *   <li>each label is defined once, and each label that is named is defined;
 *   <li>jumps stay inside their function; calls, lambdas and exports go to entry labels, with the arity of the function there;
 *   <li>each operand is of the kind that its instruction takes ({@link Opcode#operands()}), list operands have whole groups;
 *   <li>indexes of imports, lambdas, locations and strings are inside their tables, calls and guard BIFs have their import's arity;
 *   <li>stack frames are made and dropped in step on every path, and y registers are inside the frame;
 *   <li>no path runs off the end of a function, except behind a call, which then must not return;
 *   <li>every opcode belongs to the release.
 * </ul>
 *
 * <p>It does not prove that registers are written before they are read, nor the types of values. Cost: linear in the size of the code.
 */
public final class CodeValidator {
    private static final int UNDEFINED = -1;

    private final BeamFile file;
    private final List<FunctionCode> functions;
    private final int release;
    /** For each label, the index of its function in {@link #functions}. */
    private final int[] owner;
    private final OperandChecker operands;

    private CodeValidator(BeamFile file, int release) {
        this.file = file;
        this.functions = file.code().functions();
        this.release = release;
        this.owner = new int[file.code().labelCount()];
        this.operands = new OperandChecker(file);
    }

    /**
     * Checks all code of a module.
     *
     * @param release the OTP release whose instructions are allowed: those that it or an earlier one brought and that it still loads
     * @throws UnsupportedBeamException an instruction of another release: the compiler was too old or too new
     * @throws MalformedBeamException any other defect, also those that decoding finds
     */
    public static void validate(BeamFile file, int release) {
        CodeValidator validator = new CodeValidator(file, release);
        validator.defineLabels();
        validator.checkTables();
        for (int i = 0; i < validator.functions.size(); i++) {
            validator.function(i);
        }
    }

    private void defineLabels() {
        Arrays.fill(owner, UNDEFINED);
        for (int i = 0; i < functions.size(); i++) {
            for (Instruction instruction : functions.get(i).instructions()) {
                if (instruction.op() == Opcode.LABEL) {
                    define(instruction, i);
                }
            }
        }
    }

    private void define(Instruction instruction, int function) {
        int label = instruction.number(0);
        if (label < 1 || label >= owner.length) {
            throw malformed(instruction, "label " + label + " of " + owner.length);
        }
        if (owner[label] != UNDEFINED) {
            throw malformed(instruction, "label " + label + " twice");
        }
        owner[label] = function;
    }

    private void checkTables() {
        for (Export export : file.exports()) {
            checkEntry("ExpT", export.label(), export.arity());
        }
        for (Export local : file.locals()) {
            checkEntry("LocT", local.label(), local.arity());
        }
        for (Lambda lambda : file.lambdas()) {
            checkEntry("FunT", lambda.label(), lambda.arity());
        }
    }

    private void checkEntry(String chunk, int label, int arity) {
        if (!isEntry(label, arity)) {
            throw new MalformedBeamException(chunk, 0, "label " + label + " is not the entry of a function of arity " + arity);
        }
    }

    private boolean isEntry(int label, int arity) {
        if (owner[label] == UNDEFINED) {
            return false;
        }
        FunctionCode function = functions.get(owner[label]);
        return function.entryLabel() == label && function.arity() == arity;
    }

    private void function(int index) {
        FunctionCode function = functions.get(index);
        for (Instruction instruction : function.instructions()) {
            checkRelease(instruction);
            operands.check(instruction);
            checkLabels(instruction, index);
        }
        new FrameChecker(function, file.imports()).check();
    }

    private void checkRelease(Instruction instruction) {
        Opcode op = instruction.op();
        if (op.isObsoleteIn(release)) {
            throw new UnsupportedBeamException("Code", instruction.offset(), op.opName() + ": compiled by a too old compiler");
        }
        if (op.introducedIn() > release) {
            throw new UnsupportedBeamException("Code", instruction.offset(), op.opName() + ": compiled for release " + op.introducedIn());
        }
    }

    private void checkLabels(Instruction instruction, int function) {
        List<OperandKind> kinds = instruction.op().operands();
        for (int i = 0; i < kinds.size(); i++) {
            Operand operand = instruction.arg(i);
            if (operand instanceof Operand.Label label) {
                checkLabel(instruction, kinds.get(i), label, function);
            } else if (operand instanceof Operand.ListOperand list) {
                for (Operand element : list.elements()) {
                    if (element instanceof Operand.Label label) {
                        checkLabel(instruction, OperandKind.LABEL, label, function);
                    }
                }
            }
        }
    }

    private void checkLabel(Instruction instruction, OperandKind kind, Operand.Label label, int function) {
        if (label.isNone()) {
            return;
        }
        if (owner[label.number()] == UNDEFINED) {
            throw malformed(instruction, "label " + label.number() + " is not defined");
        }
        if (kind == OperandKind.ENTRY_LABEL) {
            if (!isEntry(label.number(), instruction.number(0))) {
                throw malformed(instruction, "label " + label.number() + " is not the entry of a function of arity " + instruction.number(0));
            }
        } else if (owner[label.number()] != function) {
            throw malformed(instruction, "label " + label.number() + " belongs to another function");
        }
    }

    static MalformedBeamException malformed(Instruction at, String message) {
        return new MalformedBeamException("Code", at.offset(), at.op().opName() + ": " + message);
    }
}
