package org.jbeam.matchspec;

import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.Fun;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.ListTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** The values of the functions of guards and bodies; null where Erlang raises an exception. */
final class Functions {
    private Functions() {}

    static Term call1(Function function, Term a) {
        return switch (function) {
            case IS_ATOM -> Atom.of(a instanceof Atom);
            case IS_FLOAT -> Atom.of(a instanceof FloatTerm);
            case IS_INTEGER -> Atom.of(a instanceof IntegerTerm);
            case IS_LIST -> Atom.of(a instanceof ListTerm);
            case IS_NUMBER -> Atom.of(a instanceof IntegerTerm || a instanceof FloatTerm);
            case IS_PID -> Atom.of(a instanceof Pid);
            case IS_PORT -> Atom.of(a instanceof Port);
            case IS_REFERENCE -> Atom.of(a instanceof Ref);
            case IS_TUPLE -> Atom.of(a instanceof Tuple);
            case IS_MAP -> Atom.of(a instanceof MapTerm);
            case IS_BINARY -> Atom.of(a instanceof Bitstring b && b.isBinary());
            case IS_FUNCTION -> Atom.of(a instanceof Fun);
            case MAP_SIZE -> a instanceof MapTerm m ? SmallInt.of(m.size()) : null;
            case BYTE_SIZE -> a instanceof Bitstring b ? SmallInt.of(b.byteSize()) : null;
            case BIT_SIZE -> a instanceof Bitstring b ? SmallInt.of(b.bitSize()) : null;
            case SIZE -> a instanceof Tuple t ? SmallInt.of(t.arity()) : a instanceof Bitstring b ? SmallInt.of(b.bitSize() >>> 3) : null;
            case ABS -> Arithmetic.abs(a);
            case HD -> a instanceof Cons c ? c.head() : null;
            case TL -> a instanceof Cons c ? c.tail() : null;
            case LENGTH -> length(a);
            case NODE -> node(a);
            case ROUND -> Arithmetic.round(a);
            case TRUNC -> Arithmetic.truncate(a);
            case FLOAT -> Arithmetic.toFloat(a);
            case PLUS -> Arithmetic.plus(a);
            case NEGATE -> Arithmetic.negate(a);
            case BNOT -> Arithmetic.not(a);
            case NOT -> a == Atom.TRUE ? Atom.FALSE : a == Atom.FALSE ? Atom.TRUE : null;
            default -> throw new IllegalStateException(function.toString());
        };
    }

    static Term call2(Function function, Term a, Term b) {
        return switch (function) {
            case GREATER, GREATER_EQUAL, LESS, LESS_EQUAL, EXACT, EQUAL, NOT_EXACT, NOT_EQUAL -> compare(function, a, b);
            case IS_MAP_KEY -> b instanceof MapTerm m ? Atom.of(m.get(a) != null) : null;
            case MAP_GET -> b instanceof MapTerm m ? m.get(a) : null;
            case ELEMENT -> element(a, b);
            case ADD -> Arithmetic.add(a, b);
            case SUBTRACT -> Arithmetic.subtract(a, b);
            case MULTIPLY -> Arithmetic.multiply(a, b);
            case DIVIDE -> Arithmetic.divide(a, b);
            case DIV -> Arithmetic.div(a, b);
            case REM -> Arithmetic.rem(a, b);
            case BAND -> Arithmetic.and(a, b);
            case BOR -> Arithmetic.or(a, b);
            case BXOR -> Arithmetic.xor(a, b);
            case BSL -> Arithmetic.shiftLeft(a, b);
            case BSR -> Arithmetic.shiftRight(a, b);
            case XOR -> bool(a) && bool(b) ? Atom.of(a != b) : null;
            case BINARY_PART -> b instanceof Tuple t && t.arity() == 2 ? part(a, t.element(0), t.element(1)) : null;
            default -> throw new IllegalStateException(function.toString());
        };
    }

    static Atom compare(Function function, Term a, Term b) {
        return switch (function) {
            case EXACT -> Atom.of(Head.same(a, b));
            case NOT_EXACT -> Atom.of(!Head.same(a, b));
            case EQUAL -> Atom.of(equal(a, b));
            case NOT_EQUAL -> Atom.of(!equal(a, b));
            case LESS -> Atom.of(order(a, b) < 0);
            case LESS_EQUAL -> Atom.of(order(a, b) <= 0);
            case GREATER -> Atom.of(order(a, b) > 0);
            default -> Atom.of(order(a, b) >= 0);
        };
    }

    private static boolean equal(Term a, Term b) {
        return a instanceof SmallInt x && b instanceof SmallInt y ? x.value() == y.value() : Terms.equal(a, b);
    }

    private static int order(Term a, Term b) {
        return a instanceof SmallInt x && b instanceof SmallInt y ? Long.compare(x.value(), y.value()) : Terms.compare(a, b);
    }

    static Term call3(Function function, Term a, Term b, Term c) {
        return function == Function.IS_RECORD ? record(a, b, c) : part(a, b, c);
    }

    /** {@code is_record(Term, Tag, Size)} fails unless the tag is an atom and the size an integer. */
    private static Term record(Term term, Term tag, Term size) {
        if (!(tag instanceof Atom) || !(size instanceof SmallInt arity)) {
            return null;
        }
        return Atom.of(term instanceof Tuple t && t.arity() == arity.value() && t.arity() > 0 && t.element(0) == tag);
    }

    private static Term element(Term position, Term tuple) {
        if (!(position instanceof SmallInt p) || !(tuple instanceof Tuple t) || p.value() < 1 || p.value() > t.arity()) {
            return null;
        }
        return t.element((int) p.value() - 1);
    }

    /** A part of a binary; a negative length counts backwards from the position. */
    private static Term part(Term binary, Term position, Term length) {
        if (!(binary instanceof Bitstring b) || !(position instanceof SmallInt p) || !(length instanceof SmallInt n)) {
            return null;
        }
        long whole = b.bitSize() >>> 3;
        if (p.value() < 0 || p.value() > whole || Math.abs(n.value()) > whole || n.value() == Long.MIN_VALUE) {
            return null;
        }
        long from = Math.min(p.value(), p.value() + n.value());
        long to = Math.max(p.value(), p.value() + n.value());
        return from < 0 || to > whole ? null : b.slice(8 * from, 8 * (to - from));
    }

    private static Term length(Term list) {
        int n = Terms.length(list);
        return n < 0 ? null : SmallInt.of(n);
    }

    private static Term node(Term identifier) {
        return switch (identifier) {
            case Pid pid -> pid.node().name();
            case Port port -> port.node().name();
            case Ref ref -> ref.node().name();
            default -> null;
        };
    }

    private static boolean bool(Term term) {
        return term == Atom.TRUE || term == Atom.FALSE;
    }
}
