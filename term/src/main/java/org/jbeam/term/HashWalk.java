package org.jbeam.term;

import java.math.BigInteger;

/** What the hashes that OTP calls phash2 and internal have in common: a walk that mixes each leaf into one 32-bit state. */
abstract class HashWalk {
    /** Frames: a term to hash; a tuple or fun from an element on; the mark after a list's last head; a map under way. */
    private static final int TERM = -1;
    private static final int LAST_HEAD = -2;
    static final int MAP = -3;

    /** Up to here Java's stack serves, which is faster. */
    private static final int NESTED = 50;

    final WorkStack stack = new WorkStack();
    int hash;
    private int nesting;
    private int work;

    final int of(Term term, int initial) {
        hash = initial;
        whole(term);
        return hash;
    }

    /** What was looked at so far: cells of lists, elements of tuples, pairs of maps, eights of bytes. */
    final int work() {
        return work;
    }

    /** Visits a term with all that is in it. */
    private void whole(Term term) {
        int outer = stack.size();
        visit(term);
        while (stack.size() > outer) {
            step();
        }
    }

    /** {@link #whole} of a term in another one, if it is not nested too deep. */
    final boolean inner(Term term) {
        if (nesting >= NESTED) {
            return false;
        }
        nesting++;
        whole(term);
        nesting--;
        return true;
    }

    private void step() {
        Object first = stack.first();
        int number = stack.number();
        switch (number) {
            case TERM -> {
                stack.pop();
                visit((Term) first);
            }
            case LAST_HEAD -> {
                stack.pop();
                afterLastHead();
            }
            case MAP -> continueMap(first);
            default -> stepElement(first, number);
        }
    }

    private void stepElement(Object first, int index) {
        boolean inTuple = first instanceof Tuple;
        int size = inTuple ? ((Tuple) first).arity() : ((Fun) first).envSize();
        if (index == size) {
            stack.pop();
            return;
        }
        stack.number(index + 1);
        visit(inTuple ? ((Tuple) first).element(index) : ((Fun) first).env(index));
    }

    final void visit(Term term) {
        if (term instanceof SmallInt x) {
            small(x.value());
        } else if (term instanceof Atom x) {
            atom(x);
        } else if (term instanceof Cons x) {
            cells(x);
        } else if (term instanceof Tuple x) {
            hash = JenkinsMix.add(hash, x.arity(), 9);
            work += x.arity();
            elements(x);
        } else {
            visitOther(term);
        }
    }

    private void elements(Tuple tuple) {
        int arity = tuple.arity();
        for (int i = 0; i < arity; i++) {
            Term element = tuple.element(i);
            if (!Term.hasParts(element)) {
                visit(element);
            } else if (!inner(element)) {
                stack.push(tuple, null, i);
                return;
            }
        }
    }

    private void visitOther(Term term) {
        switch (term.rank()) {
            case Term.RANK_NUMBER -> {
                if (term instanceof FloatTerm x) {
                    floating(Double.doubleToRawLongBits(x.value() == 0 ? 0.0 : x.value()));
                } else {
                    big(((BigInt) term).bigValue());
                }
            }
            case Term.RANK_NIL -> nil();
            case Term.RANK_MAP -> {
                MapTerm map = (MapTerm) term;
                hash = JenkinsMix.add(hash, map.size(), 16);
                work += map.size();
                if (map.size() != 0) {
                    startMap(map);
                }
            }
            case Term.RANK_BITSTRING -> bits((Bitstring) term);
            case Term.RANK_PID -> pid((Pid) term);
            case Term.RANK_PORT -> port((Port) term);
            case Term.RANK_REF -> ref((Ref) term);
            case Term.RANK_FUN -> fun((Fun) term);
            default -> hash = JenkinsMix.add(hash, term.hashCode(), 1);
        }
    }

    private void bits(Bitstring bits) {
        int initial = 13 * JenkinsMix.GOLDEN + hash;
        int whole = (int) (bits.bitSize() >>> 3);
        int rest = (int) (bits.bitSize() & 7);
        work += whole >>> 3;
        hash = bits.bitSize() == 0 ? initial : JenkinsMix.block(bits, whole, initial);
        if (rest != 0) {
            hash = JenkinsMix.add(hash, rest, bits.byteAt(whole) >>> 8 - rest, 15);
        }
    }

    /** Runs of bytes are packed by four; what is no byte is hashed by itself. */
    private void cells(Cons list) {
        Term rest = list;
        while (rest instanceof Cons cell) {
            rest = bytes(cell);
            if (!(rest instanceof Cons next)) {
                break;
            }
            rest = next.tail();
            work++;
            if (beforeHead() && !(rest instanceof Cons)) {
                stack.push(rest, null, TERM);
                stack.push(null, null, LAST_HEAD);
                stack.push(next.head(), null, TERM);
                return;
            }
            Term head = next.head();
            if (!Term.hasParts(head)) {
                visit(head);
            } else if (!inner(head)) {
                stack.push(rest, null, TERM);
                stack.push(head, null, TERM);
                return;
            }
        }
        visit(rest);
    }

    private Term bytes(Cons list) {
        Term rest = list;
        int packed = 0;
        int count = 0;
        int bytes = 0;
        while (rest instanceof Cons cell && cell.head() instanceof SmallInt x && x.value() >>> 8 == 0) {
            packed = packed << 8 | (int) x.value();
            if (++count == 4) {
                hash = JenkinsMix.add(hash, packed, 4);
                packed = 0;
                count = 0;
                bytes += 4;
            }
            rest = cell.tail();
        }
        work += bytes >>> 2;
        if (count != 0) {
            lastBytes(packed, count);
        }
        return rest;
    }

    final void big(BigInteger value) {
        BigInteger left = value.abs();
        int kind = value.signum() < 0 ? 10 : 11;
        while (left.signum() != 0) {
            wide(left.longValue(), kind);
            left = left.shiftRight(Long.SIZE);
        }
    }

    final void wide(long digit, int kind) {
        hash = JenkinsMix.add(hash, (int) digit, (int) (digit >>> 32), kind);
    }

    abstract void small(long value);

    abstract void floating(long bits);

    abstract void atom(Atom atom);

    abstract void nil();

    abstract void lastBytes(int packed, int count);

    /** Marks a head that is no byte; does the hash also mark the end of the last one? */
    abstract boolean beforeHead();

    abstract void afterLastHead();

    /** Pushes a frame of number {@link #MAP}. */
    abstract void startMap(MapTerm map);

    /** Goes on with the frame that {@link #startMap} pushed: visits the next term or pops the frame. */
    abstract void continueMap(Object frame);

    abstract void pid(Pid pid);

    abstract void port(Port port);

    abstract void ref(Ref ref);

    abstract void fun(Fun fun);
}
