package org.jbeam.beamformat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jbeam.term.Atom;

/**
 * Checks what decoding cannot see, so that whoever translates or runs the code need not fear it:
 *
 * <ul>
 *   <li>each label is defined once, each label that is named is defined, each function is there once and says the module's name;
 *   <li>jumps stay inside their function; calls, lambdas and exports go to entry labels, with the arity of the function there;
 *   <li>each operand is of the kind that its instruction takes ({@link Opcode#operands()}), list operands have whole groups;
 *   <li>indexes of imports, lambdas, locations and strings are inside their tables, calls and guard BIFs have their import's arity;
 *   <li>on every path, stack frames are made and dropped in step, y registers are inside the frame, and a register that is read was written before;
 *   <li>{@code try} and {@code catch} nest, whoever enters a label is inside the same ones, and inside them no frame is made, trimmed,
 *       dropped or left;
 *   <li>no path runs off the end of a function, except behind a call, which then must not return;
 *   <li>every opcode belongs to the release.
 * </ul>
 *
 * <p>It does not prove the types of values. Code that no path reaches is checked for its operands only. Cost: linear in the size of the
 * code, for code that a compiler made; other code is refused when its paths take 64 times as many steps as it has instructions.
 */
public final class CodeValidator {
    private static final int UNDEFINED = -1;

    private final BeamFile file;
    private final List<FunctionCode> functions;
    private final int oldest;
    private final int newest;
    /** For each label, the index of its function in {@link #functions}. */
    private final int[] owner;
    private final OperandChecker operands;

    private CodeValidator(BeamFile file, int oldest, int newest) {
        this.file = file;
        this.functions = file.code().functions();
        this.oldest = oldest;
        this.newest = newest;
        this.owner = new int[file.code().labelCount()];
        this.operands = new OperandChecker(file);
    }

    /**
     * Checks all code of a module.
     *
     * @param release the OTP release whose instructions are allowed: those that it or an earlier one brought and that it still loads
     * @return the functions, fit to be translated: code that no path reaches is left out, and a path that only a call that never returns
     *     could take ends in {@code if_end}
     * @throws UnsupportedBeamException an instruction of another release: the compiler was too old or too new
     * @throws MalformedBeamException any other defect, also those that decoding finds
     */
    public static List<FunctionCode> validate(BeamFile file, int release) {
        return validate(file, release, release);
    }

    /**
     * As {@link #validate(BeamFile, int)}, for code of several releases.
     *
     * @param oldest the first OTP release whose instructions are allowed: those that it still loads
     * @param newest the last: those that it or an earlier one brought
     * @return as there
     * @throws UnsupportedBeamException an instruction of another release
     * @throws MalformedBeamException any other defect
     */
    public static List<FunctionCode> validate(BeamFile file, int oldest, int newest) {
        CodeValidator validator = new CodeValidator(file, oldest, newest);
        validator.defineLabels();
        validator.checkNames();
        validator.checkTables();
        List<FunctionCode> checked = new ArrayList<>(validator.functions.size());
        for (int i = 0; i < validator.functions.size(); i++) {
            checked.add(validator.function(i));
        }
        return List.copyOf(checked);
    }

    private record Name(Atom function, int arity) {}

    private void checkNames() {
        Set<Name> names = new HashSet<>();
        for (FunctionCode function : functions) {
            Instruction info = function.instructions().get(function.entryIndex() - 1);
            if (function.module() != file.module()) {
                throw malformed(info, "the module is " + file.module() + ", not " + function.module());
            }
            if (!names.add(new Name(function.name(), function.arity()))) {
                throw malformed(info, function + " twice");
            }
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
        for (int i = 0; i < file.lambdas().size(); i++) {
            Lambda lambda = file.lambdas().get(i);
            checkEntry("FunT", lambda.label(), lambda.arity());
            if (lambda.index() != i || lambda.numFree() > lambda.arity()) {
                throw new MalformedBeamException("FunT", 0, "fun " + i + " is number " + lambda.index() + " and closes over " + lambda.numFree()
                        + " of " + lambda.arity() + " values");
            }
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

    private FunctionCode function(int index) {
        FunctionCode function = functions.get(index);
        for (Instruction instruction : function.instructions()) {
            checkRelease(instruction);
            operands.check(instruction);
            checkLabels(instruction, index);
            if (instruction.op() == Opcode.ON_LOAD && function.arity() != 0) {
                throw malformed(instruction, "an on_load function takes no arguments");
            }
        }
        return new FlowChecker(function, file).check();
    }

    private void checkRelease(Instruction instruction) {
        Opcode op = instruction.op();
        if (op.isObsoleteIn(oldest)) {
            throw new UnsupportedBeamException("Code", instruction.offset(), op.opName() + ": compiled by a too old compiler");
        }
        if (op.introducedIn() > newest) {
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
                checkLabelsIn(list, instruction, function);
            }
        }
    }

    private void checkLabelsIn(Operand.ListOperand list, Instruction instruction, int function) {
        for (Operand element : list.elements()) {
            if (element instanceof Operand.Label label) {
                checkLabel(instruction, OperandKind.LABEL, label, function);
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
