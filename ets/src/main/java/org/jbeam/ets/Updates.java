package org.jbeam.ets;

import java.math.BigInteger;
import org.jbeam.ets.EtsException.Cause;
import org.jbeam.term.Cons;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** What {@code update_counter} and {@code update_element} make of an object. */
final class Updates {
    private static final long MAX_BITS = ((1L << 19) - 1) * 64;

    private Updates() {}

    /** An object and what the caller is told. */
    record Counted(Tuple object, Term result) {}

    /** The object with elements replaced as {@code {Pos, Value}} or a list of such says. */
    static Tuple elements(Tuple object, Term specs, int keyPosition) {
        Tuple updated = object;
        Term rest = specs instanceof Tuple ? new Cons(specs, Nil.NIL) : specs;
        while (rest instanceof Cons cell) {
            if (!(cell.head() instanceof Tuple spec) || spec.arity() != 2 || !(spec.element(0) instanceof SmallInt position)) {
                throw EtsException.badarg();
            }
            if (position.value() == keyPosition) {
                throw new EtsException(Cause.KEYPOS);
            }
            if (position.value() < 1 || position.value() > object.arity()) {
                throw EtsException.badarg();
            }
            updated = updated.with((int) position.value() - 1, spec.element(1));
            rest = cell.tail();
        }
        if (rest != Nil.NIL) {
            throw EtsException.badarg();
        }
        return updated;
    }

    /** The object with counters changed by an operation or a list of operations. */
    static Counted counters(Tuple object, Term ops, int keyPosition) {
        if (ops instanceof IntegerTerm increment) {
            return counted(object, keyPosition + 1L, increment, keyPosition);
        }
        if (ops instanceof Tuple op) {
            return counter(object, op, keyPosition);
        }
        Tuple updated = object;
        ListBuilder results = new ListBuilder();
        Term rest = ops;
        while (rest instanceof Cons cell) {
            if (!(cell.head() instanceof Tuple op)) {
                throw EtsException.badarg();
            }
            Counted next = counter(updated, op, keyPosition);
            updated = next.object;
            results.add(next.result);
            rest = cell.tail();
        }
        if (rest != Nil.NIL) {
            throw EtsException.badarg();
        }
        return new Counted(updated, results.finish());
    }

    private static Counted counted(Tuple object, long position, IntegerTerm increment, int keyPosition) {
        IntegerTerm sum = add(at(object, position, keyPosition), increment);
        return new Counted(object.with((int) position - 1, sum), sum);
    }

    private static Counted counter(Tuple object, Tuple op, int keyPosition) {
        if ((op.arity() != 2 && op.arity() != 4) || !(op.element(0) instanceof SmallInt position)
                || !(op.element(1) instanceof IntegerTerm increment)) {
            throw EtsException.badarg();
        }
        if (op.arity() == 2) {
            return counted(object, position.value(), increment, keyPosition);
        }
        if (!(op.element(2) instanceof IntegerTerm threshold) || !(op.element(3) instanceof IntegerTerm reset)) {
            throw EtsException.badarg();
        }
        IntegerTerm sum = add(at(object, position.value(), keyPosition), increment);
        int beyond = sum.bigValue().compareTo(threshold.bigValue());
        IntegerTerm value = (increment.signum() >= 0 ? beyond > 0 : beyond < 0) ? reset : sum;
        return new Counted(object.with((int) position.value() - 1, value), value);
    }

    private static IntegerTerm at(Tuple object, long position, int keyPosition) {
        if (position == keyPosition) {
            throw new EtsException(Cause.KEYPOS);
        }
        if (position < 1 || position > object.arity()) {
            throw new EtsException(Cause.POSITION);
        }
        if (!(object.element((int) position - 1) instanceof IntegerTerm value)) {
            throw EtsException.badarg();
        }
        return value;
    }

    private static IntegerTerm add(IntegerTerm a, IntegerTerm b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            long sum = x.value() + y.value();
            if (((x.value() ^ sum) & (y.value() ^ sum)) >= 0) {
                return SmallInt.of(sum);
            }
        }
        BigInteger sum = a.bigValue().add(b.bigValue());
        if (sum.bitLength() > MAX_BITS) {
            throw new EtsException(Cause.SYSTEM_LIMIT);
        }
        return IntegerTerm.of(sum);
    }
}
