package org.jbeam.bitsyntax;

import java.util.BitSet;

/** The size of a segment as it is written, before its unit; a small arithmetic expression over integer variables. */
sealed interface SizeExpression {
    /** The value of an expression that has none: overflow, division by zero, a variable that is no small integer. */
    long NONE = Long.MIN_VALUE;

    /** Its value with the variables of a frame, or {@link #NONE}. */
    long value(Frame frame);

    /** Adds the slots that it reads. */
    void addSlots(BitSet slots);

    /** A number. */
    record Constant(long number) implements SizeExpression {
        @Override
        public long value(Frame frame) {
            return number;
        }

        @Override
        public void addSlots(BitSet slots) {
            // none
        }
    }

    /** The integer in a slot of the frame. */
    record Variable(int slot) implements SizeExpression {
        @Override
        public long value(Frame frame) {
            return frame.kind(slot) == Frame.INTEGER ? frame.number(slot) : NONE;
        }

        @Override
        public void addSlots(BitSet slots) {
            slots.set(slot);
        }
    }

    /** What stands between two operands. */
    enum Operator {
        PLUS, MINUS, TIMES, DIV, REM
    }

    /** Two operands. */
    record Binary(Operator operator, SizeExpression left, SizeExpression right) implements SizeExpression {
        @Override
        public long value(Frame frame) {
            long a = left.value(frame);
            long b = right.value(frame);
            if (a == NONE || b == NONE) {
                return NONE;
            }
            try {
                return switch (operator) {
                    case PLUS -> Math.addExact(a, b);
                    case MINUS -> Math.subtractExact(a, b);
                    case TIMES -> Math.multiplyExact(a, b);
                    case DIV -> b == 0 ? NONE : a / b;
                    case REM -> b == 0 ? NONE : a % b;
                };
            } catch (ArithmeticException overflow) {
                return NONE;
            }
        }

        @Override
        public void addSlots(BitSet slots) {
            left.addSlots(slots);
            right.addSlots(slots);
        }
    }
}
