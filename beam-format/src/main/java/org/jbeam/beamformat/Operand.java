package org.jbeam.beamformat;

import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.Term;

/** An operand of an {@link Instruction}. A closed set: switch over it without {@code default}. */
public sealed interface Operand {
    /** A register that holds a term: {@link X} or {@link Y}. */
    sealed interface Register extends Operand {
        /** Its number, 0..1023. */
        int number();
    }

    /** X register {@code number}, 0..1023. */
    record X(int number) implements Register {
        private static final X[] FIRST = new X[256];

        static {
            for (int i = 0; i < FIRST.length; i++) {
                FIRST[i] = new X(i);
            }
        }

        /** The register of this number; a shared object for the first 256. */
        public static X of(int number) {
            return number < FIRST.length ? FIRST[number] : new X(number);
        }
    }

    /** Y register {@code number}, 0..1023, counted from the top of the stack frame. */
    record Y(int number) implements Register {
        private static final Y[] FIRST = new Y[64];

        static {
            for (int i = 0; i < FIRST.length; i++) {
                FIRST[i] = new Y(i);
            }
        }

        /** The register of this number; a shared object for the first 64. */
        public static Y of(int number) {
            return number < FIRST.length ? FIRST[number] : new Y(number);
        }
    }

    /** Float register {@code number}, 0..1023. */
    record FloatReg(int number) implements Operand {}

    /** A register with what the compiler knew about its value: {@code type} indexes {@link BeamFile#types()}. */
    record TypedReg(Register register, int type) implements Operand {}

    /** A label, 0..{@link CodeChunk#labelCount()}-1. Label 0 stands for "no label": in a body, the instruction raises. */
    record Label(int number) implements Operand {
        /** Label 0. */
        public static final Label NONE = new Label(0);

        /** Is it label 0? */
        public boolean isNone() {
            return number == 0;
        }
    }

    /** Literal {@code index} of the literal table, and its value. */
    record Literal(int index, Term value) implements Operand {}

    /** An atom. */
    record AtomOperand(Atom value) implements Operand {}

    /** {@code []}. */
    record NilOperand() implements Operand {
        /** The one to use. */
        public static final NilOperand NIL = new NilOperand();
    }

    /** An integer term of any size. */
    record IntOperand(IntegerTerm value) implements Operand {}

    /** A plain number: an arity, a count, an index, a size, a bit set. At least 0. */
    record Unsigned(long value) implements Operand {
        private static final Unsigned[] FIRST = new Unsigned[256];

        static {
            for (int i = 0; i < FIRST.length; i++) {
                FIRST[i] = new Unsigned(i);
            }
        }

        /** The operand of this number; a shared object for the first 256. */
        public static Unsigned of(long value) {
            return value < FIRST.length ? FIRST[(int) value] : new Unsigned(value);
        }
    }

    /** A character; no known compiler emits it. */
    record CharOperand(long value) implements Operand {}

    /** A list of operands, of any length; always the last operand. Lists do not nest. */
    record ListOperand(List<Operand> elements) implements Operand {
        /** Element {@code index}, from 0. */
        public Operand get(int index) {
            return elements.get(index);
        }

        /** How many elements there are. */
        public int size() {
            return elements.size();
        }
    }

    /** What a heap allocation makes room for: words, boxed floats, and funs. Each at least 0. */
    record AllocList(int words, int floats, int funs) implements Operand {}
}
