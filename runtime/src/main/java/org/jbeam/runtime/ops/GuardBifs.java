package org.jbeam.runtime.ops;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.TailCall;
import org.jbeam.scheduler.Task;
import org.jbeam.term.Atom;
import org.jbeam.term.BigInt;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.Fun;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.ListTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The BIFs and operators that are allowed in guards, and {@code apply}. Null is a guard BIF's failure; why, {@link org.jbeam.runtime.GuardFailure}
 * tells.
 */
@BifModule("erlang")
public final class GuardBifs {
    private static final double TWO_TO_63 = 0x1p63;
    /** A list whose length takes so long that it counts as work. */
    private static final int LONG_LIST = 1024;
    private static final int CELLS_A_REDUCTION = 64;

    private GuardBifs() {}

    /** {@code self()}. */
    @Bif
    public static Term self(ErlangProcess p) {
        return p.pid();
    }

    /** {@code node()}. */
    @Bif
    public static Term node(ErlangProcess p) {
        return Node.LOCAL.name();
    }

    /** {@code apply(Fun, Args)}, where it is called by name: generated code makes the call in place. */
    @Bif(tail = true)
    public static Term apply(ErlangProcess p, Term fun, Term args) {
        return CallOps.apply(p, TailCall.MAX_DEPTH, fun, args);
    }

    /** {@code apply(Module, Function, Args)}, as {@link #apply(ErlangProcess, Term, Term)}. */
    @Bif(tail = true)
    public static Term apply(ErlangProcess p, Term module, Term function, Term args) {
        return CallOps.apply(p, TailCall.MAX_DEPTH, module, function, args);
    }

    /** {@code node(PidPortOrRef)}. */
    @Bif(guard = true)
    public static Term node(Term a) {
        if (a instanceof Pid pid) {
            return pid.node().name();
        }
        if (a instanceof Port port) {
            return port.node().name();
        }
        return a instanceof Ref ref ? ref.node().name() : null;
    }

    /** {@code A + B}. */
    @Bif(value = "+", guard = true)
    public static Term add(Term a, Term b) {
        return Arith.add(a, b);
    }

    /** {@code A - B}. */
    @Bif(value = "-", guard = true)
    public static Term sub(Term a, Term b) {
        return Arith.sub(a, b);
    }

    /** {@code A * B}. */
    @Bif(value = "*", guard = true)
    public static Term mul(Term a, Term b) {
        return Arith.mul(a, b);
    }

    /** {@code A / B}. */
    @Bif(value = "/", guard = true)
    public static Term divide(Term a, Term b) {
        return Arith.divide(a, b);
    }

    /** {@code A div B}. */
    @Bif(guard = true)
    public static Term div(Term a, Term b) {
        return Arith.div(a, b);
    }

    /** {@code A rem B}. */
    @Bif(guard = true)
    public static Term rem(Term a, Term b) {
        return Arith.rem(a, b);
    }

    /** {@code A band B}. */
    @Bif(guard = true)
    public static Term band(Term a, Term b) {
        return Arith.band(a, b);
    }

    /** {@code A bor B}. */
    @Bif(guard = true)
    public static Term bor(Term a, Term b) {
        return Arith.bor(a, b);
    }

    /** {@code A bxor B}. */
    @Bif(guard = true)
    public static Term bxor(Term a, Term b) {
        return Arith.bxor(a, b);
    }

    /** {@code A bsl B}. */
    @Bif(guard = true)
    public static Term bsl(Term a, Term b) {
        return Arith.bsl(a, b);
    }

    /** {@code A bsr B}. */
    @Bif(guard = true)
    public static Term bsr(Term a, Term b) {
        return Arith.bsr(a, b);
    }

    /** {@code bnot A}. */
    @Bif(guard = true)
    public static Term bnot(Term a) {
        return Arith.bnot(a);
    }

    /** {@code -A}. */
    @Bif(value = "-", guard = true)
    public static Term negate(Term a) {
        return Arith.negate(a);
    }

    /** {@code +A}. */
    @Bif(value = "+", guard = true)
    public static Term plus(Term a) {
        return Arith.plus(a);
    }

    /** {@code A == B}. */
    @Bif(value = "==", guard = true)
    public static Term equal(Term a, Term b) {
        return Atom.of(Terms.equal(a, b));
    }

    /** {@code A /= B}. */
    @Bif(value = "/=", guard = true)
    public static Term notEqual(Term a, Term b) {
        return Atom.of(!Terms.equal(a, b));
    }

    /** {@code A =:= B}. */
    @Bif(value = "=:=", guard = true)
    public static Term equalExact(Term a, Term b) {
        return Atom.of(Terms.equalExact(a, b));
    }

    /** {@code A =/= B}. */
    @Bif(value = "=/=", guard = true)
    public static Term notEqualExact(Term a, Term b) {
        return Atom.of(!Terms.equalExact(a, b));
    }

    /** {@code A < B}. */
    @Bif(value = "<", guard = true)
    public static Term less(Term a, Term b) {
        return Atom.of(Compare.less(a, b));
    }

    /** {@code A > B}. */
    @Bif(value = ">", guard = true)
    public static Term greater(Term a, Term b) {
        return Atom.of(Compare.less(b, a));
    }

    /** {@code A =< B}. */
    @Bif(value = "=<", guard = true)
    public static Term atMost(Term a, Term b) {
        return Atom.of(!Compare.less(b, a));
    }

    /** {@code A >= B}. */
    @Bif(value = ">=", guard = true)
    public static Term atLeast(Term a, Term b) {
        return Atom.of(!Compare.less(a, b));
    }

    /** {@code A and B}. */
    @Bif(guard = true)
    public static Term and(Term a, Term b) {
        return Compare.isBoolean(a) && Compare.isBoolean(b) ? Atom.of(a == Atom.TRUE && b == Atom.TRUE) : null;
    }

    /** {@code A or B}. */
    @Bif(guard = true)
    public static Term or(Term a, Term b) {
        return Compare.isBoolean(a) && Compare.isBoolean(b) ? Atom.of(a == Atom.TRUE || b == Atom.TRUE) : null;
    }

    /** {@code A xor B}. */
    @Bif(guard = true)
    public static Term xor(Term a, Term b) {
        return Compare.isBoolean(a) && Compare.isBoolean(b) ? Atom.of(a != b) : null;
    }

    /** {@code not A}. */
    @Bif(guard = true)
    public static Term not(Term a) {
        return Compare.isBoolean(a) ? Atom.of(a == Atom.FALSE) : null;
    }

    /** {@code is_atom(A)}. */
    @Bif(value = "is_atom", guard = true)
    public static Term isAtom(Term a) {
        return Atom.of(a instanceof Atom);
    }

    /** {@code is_float(A)}. */
    @Bif(value = "is_float", guard = true)
    public static Term isFloat(Term a) {
        return Atom.of(a instanceof FloatTerm);
    }

    /** {@code is_function(A)}. */
    @Bif(value = "is_function", guard = true)
    public static Term isFunction(Term a) {
        return Atom.of(a instanceof Fun);
    }

    /** {@code is_integer(A)}. */
    @Bif(value = "is_integer", guard = true)
    public static Term isInteger(Term a) {
        return Atom.of(a instanceof IntegerTerm);
    }

    /** {@code is_list(A)}. */
    @Bif(value = "is_list", guard = true)
    public static Term isList(Term a) {
        return Atom.of(a instanceof ListTerm);
    }

    /** {@code is_map(A)}. */
    @Bif(value = "is_map", guard = true)
    public static Term isMap(Term a) {
        return Atom.of(a instanceof MapTerm);
    }

    /** {@code is_pid(A)}. */
    @Bif(value = "is_pid", guard = true)
    public static Term isPid(Term a) {
        return Atom.of(a instanceof Pid);
    }

    /** {@code is_port(A)}. */
    @Bif(value = "is_port", guard = true)
    public static Term isPort(Term a) {
        return Atom.of(a instanceof Port);
    }

    /** {@code is_reference(A)}. */
    @Bif(value = "is_reference", guard = true)
    public static Term isReference(Term a) {
        return Atom.of(a instanceof Ref);
    }

    /** {@code is_tuple(A)}. */
    @Bif(value = "is_tuple", guard = true)
    public static Term isTuple(Term a) {
        return Atom.of(a instanceof Tuple);
    }

    /** {@code is_bitstring(A)}. */
    @Bif(value = "is_bitstring", guard = true)
    public static Term isBitstring(Term a) {
        return Atom.of(a instanceof Bitstring);
    }

    /** {@code is_binary(A)}. */
    @Bif(value = "is_binary", guard = true)
    public static Term isBinary(Term a) {
        return Atom.of(Compare.isBinary(a));
    }

    /** {@code is_boolean(A)}. */
    @Bif(value = "is_boolean", guard = true)
    public static Term isBoolean(Term a) {
        return Atom.of(Compare.isBoolean(a));
    }

    /** {@code is_number(A)}. */
    @Bif(value = "is_number", guard = true)
    public static Term isNumber(Term a) {
        return Atom.of(Compare.isNumber(a));
    }

    /** {@code is_function(F, Arity)}; fails for an arity that is negative or no integer. */
    @Bif(value = "is_function", guard = true)
    public static Term isFunction(Term f, Term arity) {
        return arity instanceof IntegerTerm n && n.signum() >= 0 ? Atom.of(Compare.isFunction(f, arity)) : null;
    }

    /** {@code is_record(Term, Tag)}. */
    @Bif(value = "is_record", guard = true)
    public static Term isRecord(Term a, Term tag) {
        return tag instanceof Atom ? Atom.of(a instanceof Tuple t && t.arity() > 0 && t.element(0) == tag) : null;
    }

    /** {@code is_record(Term, Tag, Size)}. */
    @Bif(value = "is_record", guard = true)
    public static Term isRecord(Term a, Term tag, Term size) {
        if (!(tag instanceof Atom) || !(size instanceof SmallInt n) || n.value() != n.value() << 4 >> 4) {
            return null;
        }
        return Atom.of(a instanceof Tuple t && t.arity() > 0 && t.element(0) == tag && Compare.isLong(size, t.arity()));
    }

    /** {@code is_map_key(Key, Map)}. */
    @Bif(value = "is_map_key", guard = true)
    public static Term isMapKey(Term key, Term map) {
        return map instanceof MapTerm m ? Atom.of(m.get(key) != null) : null;
    }

    /** {@code map_get(Key, Map)}. */
    @Bif(value = "map_get", guard = true)
    public static Term mapGet(Term key, Term map) {
        return map instanceof MapTerm m ? m.get(key) : null;
    }

    /** {@code map_size(Map)}. */
    @Bif(value = "map_size", guard = true)
    public static Term mapSize(Term map) {
        return map instanceof MapTerm m ? SmallInt.of(m.size()) : null;
    }

    /** {@code element(N, Tuple)}. */
    @Bif(guard = true)
    public static Term element(Term n, Term tuple) {
        if (n instanceof SmallInt i && tuple instanceof Tuple t && i.value() >= 1 && i.value() <= t.arity()) {
            return t.element((int) i.value() - 1);
        }
        return null;
    }

    /** {@code tuple_size(Tuple)}. */
    @Bif(value = "tuple_size", guard = true)
    public static Term tupleSize(Term tuple) {
        return tuple instanceof Tuple t ? SmallInt.of(t.arity()) : null;
    }

    /** {@code size(TupleOrBitstring)}. */
    @Bif(guard = true)
    public static Term size(Term a) {
        return a instanceof Bitstring b ? SmallInt.of(b.bitSize() >>> 3) : tupleSize(a);
    }

    /** {@code byte_size(Bitstring)}. */
    @Bif(value = "byte_size", guard = true)
    public static Term byteSize(Term a) {
        return a instanceof Bitstring b ? SmallInt.of(b.byteSize()) : null;
    }

    /** {@code bit_size(Bitstring)}. */
    @Bif(value = "bit_size", guard = true)
    public static Term bitSize(Term a) {
        return a instanceof Bitstring b ? SmallInt.of(b.bitSize()) : null;
    }

    /** {@code binary_part(Binary, {Start, Length})}. */
    @Bif(value = "binary_part", guard = true)
    public static Term binaryPart(Term binary, Term part) {
        return part instanceof Tuple t && t.arity() == 2 ? binaryPart(binary, t.element(0), t.element(1)) : null;
    }

    /** {@code binary_part(Binary, Start, Length)}; a negative length counts back from the start. */
    @Bif(value = "binary_part", guard = true)
    public static Term binaryPart(Term binary, Term start, Term length) {
        if (!(binary instanceof Bitstring b) || !(start instanceof SmallInt s) || !(length instanceof SmallInt l)) {
            return null;
        }
        long size = b.bitSize() >>> 3;
        long from = s.value();
        long bytes = l.value();
        if (from < 0 || from > size || bytes > size - from || bytes < -from) {
            return null;
        }
        return bytes >= 0 ? b.slice(from * 8, bytes * 8) : b.slice((from + bytes) * 8, -bytes * 8);
    }

    /** {@code hd(List)}. */
    @Bif(guard = true)
    public static Term hd(Term list) {
        return list instanceof Cons c ? c.head() : null;
    }

    /** {@code tl(List)}. */
    @Bif(guard = true)
    public static Term tl(Term list) {
        return list instanceof Cons c ? c.tail() : null;
    }

    /** {@code length(List)}. */
    @Bif(guard = true)
    public static Term length(Term list) {
        int length = Terms.length(list);
        if (length >= LONG_LIST && Task.current() instanceof ErlangProcess p) {
            p.bumpReductions(length / CELLS_A_REDUCTION);
        }
        return length < 0 ? null : SmallInt.of(length);
    }

    /** {@code abs(Number)}. */
    @Bif(guard = true)
    public static Term abs(Term a) {
        return switch (a) {
            case SmallInt s -> s.value() >= 0 ? s : Arith.negate(s);
            case BigInt b -> b.signum() >= 0 ? b : Arith.negate(b);
            case FloatTerm f -> f.value() < 0 ? FloatTerm.of(-f.value()) : f;
            default -> null;
        };
    }

    /** {@code float(Number)}. */
    @Bif(value = "float", guard = true)
    public static Term toFloat(Term a) {
        if (a instanceof FloatTerm) {
            return a;
        }
        double value = FloatOps.toDouble(a);
        return Double.isFinite(value) ? FloatTerm.of(value) : null;
    }

    /** {@code trunc(Number)}. */
    @Bif(guard = true)
    public static Term trunc(Term a) {
        return a instanceof FloatTerm f ? whole(f.value() < 0 ? Math.ceil(f.value()) : Math.floor(f.value())) : integer(a);
    }

    /** {@code floor(Number)}. */
    @Bif(guard = true)
    public static Term floor(Term a) {
        return a instanceof FloatTerm f ? whole(Math.floor(f.value())) : integer(a);
    }

    /** {@code ceil(Number)}. */
    @Bif(guard = true)
    public static Term ceil(Term a) {
        return a instanceof FloatTerm f ? whole(Math.ceil(f.value())) : integer(a);
    }

    /** {@code round(Number)}: halves away from zero. */
    @Bif(guard = true)
    public static Term round(Term a) {
        if (!(a instanceof FloatTerm f)) {
            return integer(a);
        }
        double value = f.value();
        return Math.abs(value) >= 0x1p52 ? whole(value)
                : SmallInt.of(new BigDecimal(value).setScale(0, RoundingMode.HALF_UP).longValue());
    }

    private static Term integer(Term a) {
        return a instanceof IntegerTerm ? a : null;
    }

    /** A double without a fraction as an integer. */
    private static Term whole(double value) {
        if (value >= -TWO_TO_63 && value < TWO_TO_63) {
            return SmallInt.of((long) value);
        }
        return IntegerTerm.of(new BigDecimal(value).toBigIntegerExact());
    }
}
