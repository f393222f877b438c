package org.jbeam.beamformat;

import java.util.ArrayList;
import java.util.List;

/** What may stand in an operand's place. {@link Opcode}'s signatures name each kind by its letter. */
public enum OperandKind {
    /** {@code L}: the number of a label that begins here. */
    LABEL_DEFINITION('L'),
    /** {@code f}: a label of the same function. */
    LABEL('f'),
    /** {@code j}: a label of the same function, or label 0 for none. */
    FAIL_LABEL('j'),
    /** {@code J}: a label of the same function, or the atom {@code no_fail} or {@code resume}. */
    FAIL_LABEL_OR_ATOM('J'),
    /** {@code e}: the entry label of a function of this module. */
    ENTRY_LABEL('e'),
    /** {@code u}: a number. */
    NUMBER('u'),
    /** {@code A}: an arity, 0..255. */
    ARITY('A'),
    /** {@code N}: how many x registers are live, 0..1024. */
    LIVE('N'),
    /** {@code D}: the size of a stack frame in y registers, 0..1024. */
    FRAME_SIZE('D'),
    /** {@code H}: heap words to reserve: a number or an {@link Operand.AllocList}. */
    HEAP_NEED('H'),
    /** {@code B}: flags of a bit string field: a number, {@code []} or a literal list. */
    FIELD_FLAGS('B'),
    /** {@code I}: index of an import. */
    IMPORT('I'),
    /** {@code F}: index of a lambda. */
    LAMBDA('F'),
    /** {@code t}: index of a lambda, or an atom that says whether the fun was tested. */
    FUN_TAG('t'),
    /** {@code M}: index of a source location, 0 for none. */
    LOCATION('M'),
    /** {@code a}: an atom. */
    ATOM('a'),
    /** {@code s}: a value to read: a register, literal, atom, integer or {@code []}. */
    SOURCE('s'),
    /** {@code n}: a value to read or a plain number. */
    SOURCE_OR_NUMBER('n'),
    /** {@code d}: an x or y register to write. */
    DESTINATION('d'),
    /** {@code r}: an x or y register, read and written. */
    REGISTER('r'),
    /** {@code y}: a y register, written. */
    Y_REGISTER('y'),
    /** {@code l}: a float register to read. */
    FLOAT_REGISTER('l'),
    /** {@code m}: a float register to write. */
    FLOAT_RESULT('m'),
    /** {@code S}: a float register or a value to read. */
    FLOAT_SOURCE('S'),
    /** {@code R}: a float, x or y register to write. */
    FLOAT_DESTINATION('R'),
    /** {@code *}: a list, see {@link Opcode#listGroup()}. */
    LIST('*'),
    /** {@code ?}: anything; instructions that no supported loader runs, or whose lists have a grammar of their own. */
    ANY('?');

    private final char letter;

    OperandKind(char letter) {
        this.letter = letter;
    }

    /** The letter in signatures. */
    public char letter() {
        return letter;
    }

    /** Is a term or float read from it? */
    public boolean isUse() {
        return this == SOURCE || this == SOURCE_OR_NUMBER || this == REGISTER || this == FLOAT_REGISTER || this == FLOAT_SOURCE;
    }

    /** Is a term or float written to it? */
    public boolean isDefinition() {
        return this == DESTINATION || this == REGISTER || this == Y_REGISTER || this == FLOAT_RESULT || this == FLOAT_DESTINATION;
    }

    /** Is it a label that control may go to within the function? */
    public boolean isJump() {
        return this == LABEL || this == FAIL_LABEL || this == FAIL_LABEL_OR_ATOM;
    }

    private static OperandKind of(char letter) {
        for (OperandKind kind : values()) {
            if (kind.letter == letter) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no operand kind " + letter);
    }

    static List<OperandKind> operands(String signature) {
        List<OperandKind> kinds = new ArrayList<>();
        if (!signature.isEmpty()) {
            for (String token : signature.split(" ")) {
                kinds.add(of(token.charAt(0)));
            }
        }
        return List.copyOf(kinds);
    }

    /** The kind of a list's element; for lists without groups, anything. */
    static OperandKind inList(List<OperandKind> group, int index) {
        return group.isEmpty() ? ANY : group.get(index % group.size());
    }

    static List<OperandKind> listGroup(String signature) {
        List<OperandKind> kinds = new ArrayList<>();
        int star = signature.indexOf('*');
        for (int i = star + 1; star >= 0 && i < signature.length(); i++) {
            kinds.add(of(signature.charAt(i)));
        }
        return kinds.contains(ANY) ? List.of() : List.copyOf(kinds);
    }
}
