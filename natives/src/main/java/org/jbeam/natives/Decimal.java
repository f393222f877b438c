package org.jbeam.natives;

import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** Decimal numbers of up to 18 digits, straight from and to terms. */
final class Decimal {
    /** What the reading functions give for what they leave to others: too many digits, or no number. */
    static final long OTHER = Long.MIN_VALUE;
    private static final int MOST = 18;

    private Decimal() {}

    /** The characters. */
    static Term list(long value) {
        if (value == Long.MIN_VALUE) {
            return org.jbeam.term.Terms.charList(Long.toString(value));
        }
        Term list = Nil.NIL;
        long rest = Math.abs(value);
        do {
            list = new Cons(SmallInt.ofByte((int) ('0' + rest % 10)), list);
            rest /= 10;
        } while (rest != 0);
        return value < 0 ? new Cons(SmallInt.ofByte('-'), list) : list;
    }

    /** The characters. */
    static Bitstring binary(long value) {
        if (value == Long.MIN_VALUE) {
            return org.jbeam.term.Terms.utf8(Long.toString(value));
        }
        long rest = Math.abs(value);
        int size = value < 0 ? 2 : 1;
        for (long left = rest; left >= 10; left /= 10) {
            size++;
        }
        byte[] text = new byte[size];
        for (int i = size - 1; i >= 0; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        if (value < 0) {
            text[0] = '-';
        }
        return Bitstring.of(text);
    }

    /** The number of a list of characters, or {@link #OTHER}. */
    static long read(Term list) {
        Term rest = list;
        boolean negative = rest instanceof Cons c && c.head() instanceof SmallInt s && s.value() == '-';
        if (negative || rest instanceof Cons c && c.head() instanceof SmallInt s && s.value() == '+') {
            rest = ((Cons) rest).tail();
        }
        long value = 0;
        int digits = 0;
        while (rest instanceof Cons cell && cell.head() instanceof SmallInt c && c.value() >= '0' && c.value() <= '9' && digits++ < MOST) {
            value = 10 * value + c.value() - '0';
            rest = cell.tail();
        }
        return rest != Nil.NIL || digits == 0 ? OTHER : negative ? -value : value;
    }

    /** The number of a binary of characters, or {@link #OTHER}. */
    static long read(Bitstring binary) {
        if (!binary.isBinary() || !binary.isAligned() || binary.bitSize() == 0 || binary.byteSize() > MOST) {
            return OTHER;
        }
        byte[] text = binary.array();
        int at = (int) (binary.bitOffset() >>> 3);
        int end = at + binary.byteSize();
        boolean negative = text[at] == '-';
        if (negative || text[at] == '+') {
            at++;
        }
        if (at == end) {
            return OTHER;
        }
        long value = 0;
        while (at < end) {
            int digit = text[at++] - '0';
            if (digit < 0 || digit > 9) {
                return OTHER;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }
}
