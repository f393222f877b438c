package org.jbeam.term;

import java.math.BigInteger;

/** phash, the hash of the first releases: a multiplication by a prime for each step, another prime for each type. */
final class OldHash {
    private static final int P1 = 268440163;
    private static final int P2 = 268439161;
    private static final int P3 = 268435459;
    private static final int P4 = 268436141;
    private static final int P5 = 268438633;
    private static final int P6 = 268437017;
    private static final int P8 = 268437511;
    private static final int P9 = 268439627;
    private static final int P10 = 268440479;
    private static final int P11 = 268440577;
    private static final int P12 = 268440581;
    private static final int P13 = 268440593;
    private static final int P14 = 268440611;

    /** Frames: a term to hash; the end of a list; the rest of a list under way; a tuple or fun from an element on. */
    private static final int TERM = -1;
    private static final int LIST_END = -2;
    private static final int CELLS = -3;

    private final WorkStack stack = new WorkStack();
    private int hash;

    int of(Term term) {
        visit(term);
        while (!stack.isEmpty()) {
            step();
        }
        return hash;
    }

    private void step() {
        Object first = stack.first();
        int number = stack.number();
        if (number == TERM) {
            stack.pop();
            visit((Term) first);
        } else if (number == LIST_END) {
            stack.pop();
            hash *= P8;
        } else if (number == CELLS) {
            stack.pop();
            cells((Cons) first);
        } else if (first instanceof Tuple tuple) {
            stepTuple(tuple, number);
        } else {
            stepFun((Fun) first, number);
        }
    }

    private void stepTuple(Tuple tuple, int index) {
        if (index == tuple.arity()) {
            stack.pop();
            hash = hash * P9 + index;
        } else {
            stack.number(index + 1);
            visit(tuple.element(index));
        }
    }

    private void stepFun(Fun fun, int index) {
        if (index == fun.envSize()) {
            stack.pop();
        } else {
            stack.number(index + 1);
            visit(fun.env(index));
        }
    }

    private void visit(Term term) {
        switch (term) {
            case SmallInt x -> small(x.value());
            case BigInt x -> big(x.bigValue());
            case FloatTerm x -> {
                long bits = Double.doubleToRawLongBits(x.value() == 0 ? 0.0 : x.value());
                hash = hash * P6 + ((int) bits ^ (int) (bits >>> 32));
            }
            case Atom x -> hash = hash * P1 + x.nameHash();
            case Nil x -> hash = hash * P3 + 1;
            case Cons x -> {
                stack.push(null, null, LIST_END);
                cells(x);
            }
            case Tuple x -> stack.push(x, null, 0);
            case MapTerm x -> hash = hash * P13 + P14 + TermHash.phash2Full(x);
            case Bitstring x -> bits(x);
            case Pid x -> {
                bytes(x.number(), Integer.BYTES, P5);
                hash *= P6;
            }
            case Port x -> port(x.number());
            case Ref x -> {
                bytes(x.word(0), Integer.BYTES, P9);
                hash *= P10;
            }
            case Fun x -> fun(x);
            case Opaque x -> hash = hash * P1 + x.hashCode();
        }
    }

    private void small(long value) {
        long digit = Math.abs(value);
        bytes(digit, digit >>> Integer.SIZE == 0 ? Integer.BYTES : Long.BYTES, P2);
        hash *= value < 0 ? P4 : P3;
    }

    private void big(BigInteger value) {
        BigInteger left = value.abs();
        while (left.signum() != 0) {
            int length = left.bitLength() <= Integer.SIZE ? Integer.BYTES : Long.BYTES;
            bytes(left.longValue(), length, P2);
            left = left.shiftRight(Long.SIZE);
        }
        hash *= value.signum() < 0 ? P4 : P3;
    }

    /** The lowest bytes of a word, the lowest first. */
    private void bytes(long word, int count, int prime) {
        for (int i = 0; i < count; i++) {
            hash = hash * prime + (int) (word >>> 8 * i & 0xff);
        }
    }

    private void port(long number) {
        if (number >>> Integer.SIZE != 0) {
            bytes(number >>> Integer.SIZE, Integer.BYTES, P11);
        }
        bytes(number, Integer.BYTES, P9);
        hash *= P10;
    }

    private void cells(Cons list) {
        Term rest = list;
        while (rest instanceof Cons cell) {
            Term head = cell.head();
            rest = cell.tail();
            if (head instanceof SmallInt x && x.value() >>> 8 == 0) {
                hash = hash * P2 + (int) x.value();
            } else if (Term.hasParts(head)) {
                stack.push(rest, null, rest instanceof Cons ? CELLS : TERM);
                stack.push(head, null, TERM);
                return;
            } else {
                visit(head);
            }
        }
        visit(rest);
    }

    private void bits(Bitstring bits) {
        int whole = (int) (bits.bitSize() >>> 3);
        int rest = (int) (bits.bitSize() & 7);
        for (int i = 0; i < whole; i++) {
            hash = hash * P1 + bits.byteAt(i);
        }
        if (rest != 0) {
            hash = (hash * P1 + (bits.byteAt(whole) >>> 8 - rest)) * P12 + rest;
        }
        hash = hash * P4 + whole;
    }

    private void fun(Fun fun) {
        if (fun.isExternal()) {
            hash = hash * P11 + fun.arity();
            hash = hash * P1 + fun.module().nameHash();
            hash = hash * P1 + fun.function().nameHash();
        } else {
            hash = hash * P10 + fun.envSize();
            hash = hash * P1 + fun.module().nameHash();
            hash = hash * P2 + fun.index();
            hash = hash * P2 + fun.oldUniq();
            stack.push(fun, null, 0);
        }
    }
}
