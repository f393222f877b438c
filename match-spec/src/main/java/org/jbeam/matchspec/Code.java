package org.jbeam.matchspec;

import org.jbeam.term.Term;

/**
 * Compiled guards or body: instructions for a stack machine, each an operation and one operand.
 *
 * @param code pairs of operation and operand
 * @param constants what {@link #CONSTANT} pushes
 * @param stack the greatest stack depth
 */
record Code(int[] code, Term[] constants, int stack) {
    /** Pushes constant {@code operand}. */
    static final int CONSTANT = 0;
    /** Pushes register {@code operand}. */
    static final int REGISTER = 1;
    /** Pushes the whole object: {@code '$_'}. */
    static final int WHOLE = 2;
    /** Pushes the list of all variables: {@code '$$'}. */
    static final int ALL = 3;
    /** Calls function {@code operand} of 0 to 3 arguments; the first argument is on top. */
    static final int CALL0 = 4;
    static final int CALL1 = 5;
    static final int CALL2 = 6;
    static final int CALL3 = 7;
    /** {@code and} of the {@code operand} values on top. */
    static final int AND = 8;
    /** {@code or} of the {@code operand} values on top. */
    static final int OR = 9;
    /** Pops {@code true}, or keeps {@code false} and goes to {@code operand}. */
    static final int ANDALSO = 10;
    /** Pops {@code false}, or keeps {@code true} and goes to {@code operand}. */
    static final int ORELSE = 11;
    /** Makes a tuple of {@code operand} values, the first on top. */
    static final int TUPLE = 12;
    /** Makes a cell: tail on top, head below. */
    static final int CELL = 13;
    /** Makes a map of {@code operand} pairs: from the top key 1 to key n, then value 1 to value n. */
    static final int MAP = 14;
    /** Runs special form {@code operand}; its arguments are on the stack, the first on top. */
    static final int FORM0 = 15;
    static final int FORM1 = 16;
    static final int FORM2 = 17;
    static final int FORM3 = 18;
    /** Ends a guard: pops its value, which must be {@code true}. */
    static final int TEST = 19;
    /** Ends a body expression that is not the last: drops its value. */
    static final int DROP = 20;
    /** A comparison function of a register and a constant, packed in {@code operand}: function, register, constant. */
    static final int COMPARE = 21;

    static final int PACK_BITS = 8;

    boolean empty() {
        return code.length == 0;
    }

    /** Does it push one constant and nothing else? */
    Term constant() {
        return code.length == 2 && code[0] == CONSTANT ? constants[code[1]] : null;
    }
}
