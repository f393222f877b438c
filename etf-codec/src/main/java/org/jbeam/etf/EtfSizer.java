package org.jbeam.etf;

import java.nio.charset.StandardCharsets;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Atom;
import org.jbeam.term.BigInt;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.Fun;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Opaque;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Counts the bytes that {@link EtfWriter} would write, as OTP counts them. */
final class EtfSizer {
    /** What OTP takes each of the two old numbers of a local fun for. */
    private static final int WIDE_INTEGER = 5;

    private final EtfEncoder options;
    private final WorkCounter work;
    private final TermStack stack = new TermStack(false);
    private long size;

    EtfSizer(EtfEncoder options, EtfProgress progress) {
        this.options = options;
        this.work = new WorkCounter(progress);
    }

    long size(Term root) {
        Term t = root;
        while (true) {
            work.one();
            if (t instanceof Cons c) {
                if (!string(c)) {
                    t = list(c);
                    continue;
                }
            } else {
                add(t);
            }
            t = stack.next();
            while (t == null) {
                if (stack.closedFun() < 0) {
                    work.finish();
                    return size;
                }
                t = stack.next();
            }
        }
    }

    private void add(Term t) {
        switch (t) {
            case SmallInt i -> integer(i.value());
            case Atom a -> size += atom(a);
            case Nil _nil -> size += 1;
            case Cons _cell -> throw new AssertionError("lists are entered in size()");
            case Tuple tuple -> {
                size += tuple.arity() < 256 ? 2 : 5;
                stack.push(tuple, 0);
            }
            case MapTerm map -> {
                size += 5;
                stack.push(map);
            }
            case Bitstring b -> size += (b.isBinary() ? 5L : 6L) + b.byteSize();
            case FloatTerm _f -> size += options.isFloatText() ? 1 + Tags.FLOAT_TEXT_BYTES : 9;
            case BigInt big -> big(big);
            case Pid pid -> size += pid(pid);
            case Port port -> size += (port.number() >>> 28 != 0 ? 13 : 9) + atom(port.node().name());
            case Ref ref -> size += 7 + 4 * ref.wordCount() + atom(ref.node().name());
            case Fun fun -> fun(fun);
            case Opaque o -> throw new EtfException(Reason.NOT_ENCODABLE, size, o + " has no external form");
        }
    }

    private int pid(Pid pid) {
        return 13 + atom(pid.node().name());
    }

    private void fun(Fun fun) {
        if (fun.isExternal()) {
            size += 1 + atom(fun.module()) + atom(fun.function());
            integer(fun.arity());
            return;
        }
        size += 1 + 4 + 1 + Tags.UNIQ_BYTES + 4 + 4 + atom(fun.module()) + 2 * WIDE_INTEGER;
        size += pid(fun.creator() != null ? fun.creator() : EtfEncoder.NO_PROCESS);
        stack.push(fun, 0);
    }

    private void integer(long value) {
        if ((value & ~0xffL) == 0) {
            size += 2;
        } else if (value == (int) value) {
            size += 5;
        } else {
            size += 3 + ((71 - Long.numberOfLeadingZeros(Math.abs(value))) >>> 3);
        }
    }

    private void big(BigInt term) {
        int bytes = (term.bigValue().abs().bitLength() + 7) >>> 3;
        size += (bytes < 256 ? 3L : 6L) + bytes;
    }

    private int atom(Atom atom) {
        String name = atom.name();
        boolean utf8 = options.isUtf8Atoms();
        int all = 0;
        for (int i = 0; i < name.length(); i++) {
            all |= name.charAt(i);
        }
        if (all <= (utf8 ? 0x7f : 0xff)) {
            return (utf8 ? 2 : 3) + name.length();
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return (bytes < 256 ? 2 : 3) + bytes;
    }

    /** Adds a list that is a string of bytes; does nothing with any other. */
    private boolean string(Cons first) {
        int length = 0;
        Term rest = first;
        while (rest instanceof Cons cell && length < Tags.MAX_STRING && cell.head() instanceof SmallInt i && (i.value() & ~0xffL) == 0) {
            length++;
            rest = cell.tail();
        }
        work.add(length);
        if (rest != Nil.NIL) {
            return false;
        }
        size += 3 + length;
        return true;
    }

    /** Adds a list up to its first element that is no integer, which is the result; the tail, if there is none. */
    private Term list(Cons first) {
        size += 5;
        Term rest = first;
        while (rest instanceof Cons cell) {
            if (!(cell.head() instanceof SmallInt i)) {
                stack.push(cell);
                return cell.head();
            }
            integer(i.value());
            work.one();
            rest = cell.tail();
        }
        return rest;
    }
}
