package org.jbeam.bitsyntax;

import java.math.BigInteger;
import java.util.Arrays;

/** The values of a pattern's variables by slot. Small integers and floats are kept unboxed. */
final class Frame {
    static final byte UNSET = 0;
    /** A number in {@link #number}. */
    static final byte INTEGER = 1;
    /** A {@link BigInteger} beyond a long in {@link #object}. */
    static final byte BIG = 2;
    /** The bits of a double in {@link #number}. */
    static final byte REAL = 3;
    /** A {@link Bits} in {@link #object}. */
    static final byte BITS = 4;

    private final byte[] kinds;
    private final long[] numbers;
    private final Object[] objects;

    Frame(int slots) {
        kinds = new byte[slots];
        numbers = new long[slots];
        objects = new Object[slots];
    }

    byte kind(int slot) {
        return kinds[slot];
    }

    long number(int slot) {
        return numbers[slot];
    }

    Object object(int slot) {
        return objects[slot];
    }

    double real(int slot) {
        return Double.longBitsToDouble(numbers[slot]);
    }

    BigInteger big(int slot) {
        return kinds[slot] == INTEGER ? BigInteger.valueOf(numbers[slot]) : (BigInteger) objects[slot];
    }

    void setInteger(int slot, long value) {
        kinds[slot] = INTEGER;
        numbers[slot] = value;
    }

    void setInteger(int slot, BigInteger value) {
        if (value.bitLength() <= 63) {
            setInteger(slot, value.longValue());
        } else {
            kinds[slot] = BIG;
            objects[slot] = value;
        }
    }

    void setReal(int slot, double value) {
        kinds[slot] = REAL;
        numbers[slot] = Double.doubleToRawLongBits(value);
    }

    void setBits(int slot, Bits value) {
        kinds[slot] = BITS;
        objects[slot] = value;
    }

    /** Forgets the slots from {@code from} on. */
    void clear(int from) {
        Arrays.fill(kinds, from, kinds.length, UNSET);
        Arrays.fill(objects, from, objects.length, null);
    }
}
