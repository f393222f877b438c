package org.jbeam.bitsyntax;

import java.math.BigInteger;
import java.util.BitSet;

/** The size of a segment as it is written, before its unit; a small arithmetic expression over integer variables. */
sealed interface SizeExpression {
    /** The value of an expression that has none: overflow, division by zero, a variable that is no small integer. */
    long NONE = Long.MIN_VALUE;

    /** Its value with the variables of a frame, or {@link #NONE}. */
    long value(Frame frame);

    /** Its value however large; null where a variable is no integer, or for a division by zero. */
    BigInteger exactValue(Frame frame);

    /** Has it a value in Erlang's arithmetic, be it a float? */
    boolean isNumber(Frame frame);

    /** Adds the slots that it reads. */
    void addSlots(BitSet slots);

    /** A number. */
    record Constant(long number) implements SizeExpression {
        @Override
        public boolean isNumber(Frame frame) {
            return true;
        }

        @Override
        public BigInteger exactValue(Frame frame) {
            return BigInteger.valueOf(number);
        }

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
        public boolean isNumber(Frame frame) {
            return switch (frame.kind(slot)) {
                case Frame.INTEGER, Frame.BIG, Frame.REAL -> true;
                default -> false;
            };
        }

        @Override
        public BigInteger exactValue(Frame frame) {
            return switch (frame.kind(slot)) {
                case Frame.INTEGER -> BigInteger.valueOf(frame.number(slot));
                case Frame.BIG -> frame.big(slot);
                default -> null;
            };
        }

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
        public boolean isNumber(Frame frame) {
            return switch (operator) {
                case PLUS, MINUS, TIMES -> left.isNumber(frame) && right.isNumber(frame);
                case DIV, REM -> exactValue(frame) != null;
            };
        }

        @Override
        public BigInteger exactValue(Frame frame) {
            BigInteger a = left.exactValue(frame);
            BigInteger b = right.exactValue(frame);
            if (a == null || b == null) {
                return null;
            }
            return switch (operator) {
                case PLUS -> a.add(b);
                case MINUS -> a.subtract(b);
                case TIMES -> a.multiply(b);
                case DIV -> b.signum() == 0 ? null : a.divide(b);
                case REM -> b.signum() == 0 ? null : a.remainder(b);
            };
        }

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
