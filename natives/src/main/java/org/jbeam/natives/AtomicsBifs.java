package org.jbeam.natives;

import java.math.BigInteger;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** Module atomics: arrays of 64-bit integers, signed or not, that wrap around. */
@BifModule("atomics")
public final class AtomicsBifs {
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    private AtomicsBifs() {}

    private static IntegerArray array(Term ref) {
        if (ref instanceof IntegerArray array) {
            return array;
        }
        throw BifException.badarg();
    }

    private static int index(IntegerArray array, Term index) {
        return index(array.values().length(), index);
    }

    /** The place of an index, from 1, in an array of this size. */
    static int index(int size, Term index) {
        return (int) Args.integer(index, 1, size) - 1;
    }

    /** A value within 64 bits of the array's kind, as bits. */
    private static long value(IntegerArray array, Term term) {
        if (term instanceof SmallInt n && (array.isSigned() || n.value() >= 0)) {
            return n.value();
        }
        if (!array.isSigned() && term instanceof IntegerTerm n && n.signum() >= 0 && n.bigValue().bitLength() <= 64) {
            return n.bigValue().longValue();
        }
        throw BifException.badarg();
    }

    /** An increment: any integer between the least signed and the greatest unsigned one. */
    static long increment(Term term) {
        if (term instanceof SmallInt n) {
            return n.value();
        }
        if (term instanceof IntegerTerm n && n.signum() > 0 && n.bigValue().bitLength() <= 64) {
            return n.bigValue().longValue();
        }
        throw BifException.badarg();
    }

    private static Term term(IntegerArray array, long bits) {
        if (array.isSigned() || bits >= 0) {
            return SmallInt.of(bits);
        }
        return IntegerTerm.of(BigInteger.valueOf(bits).add(TWO_64));
    }

    /** {@code put(Ref, Index, Value)}. */
    @Bif
    public static Term put(Term ref, Term index, Term value) {
        IntegerArray array = array(ref);
        array.values().set(index(array, index), value(array, value));
        return Atom.OK;
    }

    /** {@code get(Ref, Index)}. */
    @Bif
    public static Term get(Term ref, Term index) {
        IntegerArray array = array(ref);
        return term(array, array.values().get(index(array, index)));
    }

    /** {@code add(Ref, Index, Increment)}. */
    @Bif
    public static Term add(Term ref, Term index, Term increment) {
        addGet(ref, index, increment);
        return Atom.OK;
    }

    /** {@code add_get(Ref, Index, Increment)}: the sum. */
    @Bif("add_get")
    public static Term addGet(Term ref, Term index, Term increment) {
        IntegerArray array = array(ref);
        return term(array, array.values().addAndGet(index(array, index), increment(increment)));
    }

    /** {@code exchange(Ref, Index, Value)}: the old value. */
    @Bif
    public static Term exchange(Term ref, Term index, Term value) {
        IntegerArray array = array(ref);
        return term(array, array.values().getAndSet(index(array, index), value(array, value)));
    }

    /** {@code compare_exchange(Ref, Index, Expected, Value)}: {@code ok}, or the value that is there. */
    @Bif("compare_exchange")
    public static Term compareExchange(Term ref, Term index, Term expected, Term value) {
        IntegerArray array = array(ref);
        long wanted = value(array, expected);
        long seen = array.values().compareAndExchange(index(array, index), wanted, value(array, value));
        return seen == wanted ? Atom.OK : term(array, seen);
    }

    /** {@code info(Ref)}. */
    @Bif
    public static Term info(Term ref) {
        IntegerArray array = array(ref);
        boolean signed = array.isSigned();
        Term max = signed ? SmallInt.of(Long.MAX_VALUE) : IntegerTerm.of(TWO_64.subtract(BigInteger.ONE));
        return MapTerm.of(Atom.of("size"), SmallInt.of(array.values().length()), Atom.of("max"), max,
                Atom.of("min"), SmallInt.of(signed ? Long.MIN_VALUE : 0),
                Atom.of("memory"), SmallInt.of(40 + 8L * array.values().length()));
    }
}
