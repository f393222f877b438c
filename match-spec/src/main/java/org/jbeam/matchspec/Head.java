package org.jbeam.matchspec;

import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * A compiled match head: a straight line of tests over registers. Register 0 holds the object. Each instruction is four numbers: an
 * operation, the register it looks at, and two operands.
 */
final class Head {
    /** Register is a tuple of arity {@code b}. */
    static final int TUPLE = 0;
    /** Register's tuple element {@code b} goes to register {@code c}. */
    static final int ELEMENT = 1;
    /** Register's tuple element {@code b} is literal {@code c}. */
    static final int ELEMENT_IS = 2;
    /** Register's tuple element {@code b} equals register {@code c}. */
    static final int ELEMENT_SAME = 3;
    /** Register is a cell; its head goes to {@code b} and its tail to {@code c}. */
    static final int CELL = 4;
    /** Register is literal {@code b}. */
    static final int IS = 5;
    /** Register equals register {@code b}. */
    static final int SAME = 6;
    /** Register is a map. */
    static final int MAP = 7;
    /** Register's map has literal key {@code b}; the value goes to {@code c}. */
    static final int VALUE = 8;
    /** Register goes to register {@code b}. */
    static final int MOVE = 9;

    private final int[] code;
    private final Term[] literals;
    private final int registers;
    /** Registers of the variables, in the order of their numbers. */
    private final int[] variables;
    private final int[] numbers;

    Head(int[] code, Term[] literals, int registers, int[] numbers, int[] variables) {
        this.code = code;
        this.literals = literals;
        this.registers = registers;
        this.numbers = numbers;
        this.variables = variables;
    }

    /** What is done with an instruction. */
    @FunctionalInterface
    interface Visitor {
        /** One instruction: its operation, the register it looks at, and its operands. */
        void visit(int operation, int register, int b, int c);
    }

    void forEach(Visitor visitor) {
        for (int at = 0; at < code.length; at += 4) {
            visitor.visit(code[at], code[at + 1], code[at + 2], code[at + 3]);
        }
    }

    Term literal(int index) {
        return literals[index];
    }

    int registers() {
        return registers;
    }

    /** Registers of the variables, in the order of the variables' numbers. */
    int[] variables() {
        return variables;
    }

    /** The register of a variable, or -1 when the head does not bind it. */
    int register(int variable) {
        int at = java.util.Arrays.binarySearch(numbers, variable);
        return at < 0 ? -1 : variables[at];
    }

    /** The greatest number of a variable, or -1 when there is none. */
    int largestVariable() {
        return numbers.length == 0 ? -1 : numbers[numbers.length - 1];
    }

    boolean matchesAll() {
        return code.length == 0 || (code.length == 4 && code[0] == MOVE);
    }

    /** Tests the object in {@code r[0]} and fills the registers. */
    boolean match(Term[] r) {
        int[] code = this.code;
        for (int at = 0; at < code.length; at += 4) {
            Term value = r[code[at + 1]];
            int b = code[at + 2];
            switch (code[at]) {
                case TUPLE -> {
                    if (!(value instanceof Tuple tuple) || tuple.arity() != b) {
                        return false;
                    }
                }
                case ELEMENT -> r[code[at + 3]] = ((Tuple) value).element(b);
                case ELEMENT_IS -> {
                    if (!same(((Tuple) value).element(b), literals[code[at + 3]])) {
                        return false;
                    }
                }
                case ELEMENT_SAME -> {
                    if (!same(((Tuple) value).element(b), r[code[at + 3]])) {
                        return false;
                    }
                }
                default -> {
                    if (!rare(code[at], value, b, code[at + 3], r)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean rare(int operation, Term value, int b, int c, Term[] r) {
        switch (operation) {
            case CELL -> {
                if (!(value instanceof Cons cell)) {
                    return false;
                }
                r[b] = cell.head();
                r[c] = cell.tail();
                return true;
            }
            case IS -> {
                return same(value, literals[b]);
            }
            case SAME -> {
                return same(value, r[b]);
            }
            case MAP -> {
                return value instanceof MapTerm;
            }
            case VALUE -> {
                r[c] = ((MapTerm) value).get(literals[b]);
                return r[c] != null;
            }
            case MOVE -> {
                r[b] = value;
                return true;
            }
            default -> throw new IllegalStateException("head operation " + operation);
        }
    }

    static boolean same(Term a, Term b) {
        if (a == b) {
            return true;
        }
        if (a instanceof SmallInt x) {
            return b instanceof SmallInt y && x.value() == y.value();
        }
        return Terms.equalExact(a, b);
    }
}
