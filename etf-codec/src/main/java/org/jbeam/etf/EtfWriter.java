package org.jbeam.etf;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Atom;
import org.jbeam.term.BigInt;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.Fun;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Node;
import org.jbeam.term.Opaque;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** One encoding under way: a growing buffer and the stack of the walk. */
final class EtfWriter {
    /** What the JVM can allocate as one array, with some room for its header. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private final EtfEncoder options;
    private final AtomRefs refs;
    private final WorkCounter work;
    private final TermStack stack;
    private byte[] buf;
    private int pos;

    /** @param refs where atoms get numbers of a distribution header, or null */
    EtfWriter(EtfEncoder options, AtomRefs refs, EtfProgress progress, int sizeHint) {
        this.options = options;
        this.refs = refs;
        this.work = new WorkCounter(progress);
        this.stack = new TermStack(options.isDeterministic());
        this.buf = new byte[sizeHint];
    }

    byte[] buffer() {
        return buf;
    }

    int position() {
        return pos;
    }

    WorkCounter work() {
        return work;
    }

    byte[] toByteArray() {
        return pos == buf.length ? buf : Arrays.copyOf(buf, pos);
    }

    void byte1(int value) {
        ensure(1);
        buf[pos++] = (byte) value;
    }

    void int64(long value) {
        ensure(8);
        Tags.LONG.set(buf, pos, value);
        pos += 8;
    }

    void bytes(byte[] bytes, int from, int length) {
        ensure(length);
        System.arraycopy(bytes, from, buf, pos, length);
        pos += length;
    }

    /** Writes a term, without the version byte. */
    void term(Term root) {
        Term t = root;
        while (true) {
            work.one();
            if (t instanceof SmallInt i) {
                integer(i.value());
            } else if (t instanceof Atom a) {
                atom(a);
            } else if (t instanceof Cons c) {
                if (!string(c)) {
                    t = list(c);
                    continue;
                }
            } else if (t == Nil.NIL) {
                byte1(Tags.NIL);
            } else if (t instanceof Tuple tuple) {
                t = tuple(tuple);
                if (t != null) {
                    continue;
                }
            } else if (t instanceof Bitstring b) {
                bitstring(b);
            } else {
                other(t);
            }
            t = stack.next();
            while (t == null) {
                int fun = stack.closedFun();
                if (fun < 0) {
                    return;
                }
                Tags.INT.set(buf, fun, pos - fun);
                t = stack.next();
            }
        }
    }

    private void other(Term t) {
        switch (t) {
            case MapTerm map -> map(map);
            case FloatTerm f -> floating(f.value());
            case BigInt big -> big(big);
            case Pid pid -> pid(pid);
            case Ref ref -> ref(ref);
            case Port port -> port(port);
            case Fun fun -> fun(fun);
            case SmallInt i -> integer(i.value());
            case Atom a -> atom(a);
            case Bitstring b -> bitstring(b);
            case Nil _nil -> byte1(Tags.NIL);
            case Cons _cell -> throw new AssertionError("lists are entered in term()");
            case Tuple _tuple -> throw new AssertionError("tuples are entered in term()");
            case Opaque o -> throw new EtfException(Reason.NOT_ENCODABLE, pos, o + " has no external form");
        }
    }

    private void ensure(int more) {
        if (buf.length - pos < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long wanted = (long) pos + more;
        if (wanted > MAX_BYTES) {
            throw new EtfException(Reason.SYSTEM_LIMIT, pos, "the external form does not fit in an array");
        }
        buf = Arrays.copyOf(buf, (int) Math.min(Math.max(wanted, 2L * buf.length), MAX_BYTES));
    }

    private void tagged32(int tag, int value) {
        ensure(5);
        buf[pos] = (byte) tag;
        Tags.INT.set(buf, pos + 1, value);
        pos += 5;
    }

    private void int32(int value) {
        ensure(4);
        Tags.INT.set(buf, pos, value);
        pos += 4;
    }

    private void integer(long value) {
        ensure(11);
        byte[] b = buf;
        int p = pos;
        if ((value & ~0xffL) == 0) {
            b[p] = Tags.SMALL_INTEGER;
            b[p + 1] = (byte) value;
            pos = p + 2;
        } else if (value == (int) value) {
            b[p] = Tags.INTEGER;
            Tags.INT.set(b, p + 1, (int) value);
            pos = p + 5;
        } else {
            long magnitude = Math.abs(value);
            int bytes = (71 - Long.numberOfLeadingZeros(magnitude)) >>> 3;
            b[p] = Tags.SMALL_BIG;
            b[p + 1] = (byte) bytes;
            b[p + 2] = (byte) (value >>> 63);
            Tags.LONG_LE.set(b, p + 3, magnitude);
            pos = p + 3 + bytes;
        }
    }

    private void big(BigInt term) {
        byte[] magnitude = term.bigValue().abs().toByteArray();
        int leading = magnitude[0] == 0 ? 1 : 0;
        int bytes = magnitude.length - leading;
        work.bytes(bytes);
        if (bytes < 256) {
            ensure(3 + bytes);
            buf[pos++] = Tags.SMALL_BIG;
            buf[pos++] = (byte) bytes;
        } else {
            tagged32(Tags.LARGE_BIG, bytes);
            ensure(1 + bytes);
        }
        buf[pos++] = (byte) (term.signum() < 0 ? 1 : 0);
        for (int i = magnitude.length - 1; i >= leading; i--) {
            buf[pos++] = magnitude[i];
        }
    }

    private void floating(double value) {
        if (options.isFloatText()) {
            ensure(1 + Tags.FLOAT_TEXT_BYTES);
            buf[pos] = Tags.FLOAT;
            Arrays.fill(buf, pos + 1, pos + 1 + Tags.FLOAT_TEXT_BYTES, (byte) 0);
            byte[] text = FloatText.format(value).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(text, 0, buf, pos + 1, text.length);
            pos += 1 + Tags.FLOAT_TEXT_BYTES;
        } else {
            ensure(9);
            buf[pos] = Tags.NEW_FLOAT;
            Tags.LONG.set(buf, pos + 1, Double.doubleToRawLongBits(value));
            pos += 9;
        }
    }

    private void atom(Atom atom) {
        if (refs != null) {
            int ref = refs.add(atom);
            if (ref >= 0) {
                ensure(2);
                buf[pos++] = Tags.ATOM_CACHE_REF;
                buf[pos++] = (byte) ref;
                return;
            }
        }
        String name = atom.name();
        int length = name.length();
        ensure(3 + length);
        boolean utf8 = options.isUtf8Atoms();
        int header = utf8 ? 2 : 3;
        byte[] b = buf;
        int at = pos + header;
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            all |= c;
            b[at + i] = (byte) c;
        }
        if (all > (utf8 ? 0x7f : 0xff)) {
            atomUtf8(name);
            return;
        }
        b[pos] = utf8 ? (byte) Tags.SMALL_ATOM_UTF8 : Tags.ATOM;
        if (!utf8) {
            b[pos + 1] = 0;
        }
        b[at - 1] = (byte) length;
        pos = at + length;
    }

    private void atomUtf8(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ensure(3 + text.length);
        if (text.length < 256) {
            buf[pos++] = (byte) Tags.SMALL_ATOM_UTF8;
        } else {
            buf[pos++] = (byte) Tags.ATOM_UTF8;
            buf[pos++] = (byte) (text.length >>> 8);
        }
        buf[pos++] = (byte) text.length;
        System.arraycopy(text, 0, buf, pos, text.length);
        pos += text.length;
    }

    /** Writes a list that is a string of bytes; does nothing with any other. */
    private boolean string(Cons first) {
        if (!(first.head() instanceof SmallInt head) || (head.value() & ~0xffL) != 0) {
            return false;
        }
        int start = pos;
        ensure(4);
        int at = start + 3;
        int length = 0;
        Term rest = first;
        while (rest instanceof Cons cell && length < Tags.MAX_STRING && cell.head() instanceof SmallInt i && (i.value() & ~0xffL) == 0) {
            if (at == buf.length) {
                pos = at;
                ensure(1);
            }
            buf[at++] = (byte) i.value();
            length++;
            rest = cell.tail();
        }
        work.add(length);
        if (rest != Nil.NIL) {
            pos = start;
            return false;
        }
        buf[start] = Tags.STRING;
        Tags.SHORT.set(buf, start + 1, (short) length);
        pos = at;
        return true;
    }

    /** Writes a list up to its first element that is no integer or atom, which is the result; the tail, if there is none. */
    private Term list(Cons first) {
        int length = 0;
        Term rest = first;
        while (rest instanceof Cons cell) {
            length++;
            rest = cell.tail();
        }
        tagged32(Tags.LIST, length);
        rest = first;
        while (rest instanceof Cons cell) {
            Term head = cell.head();
            if (head instanceof SmallInt i) {
                integer(i.value());
            } else if (head instanceof Atom a) {
                atom(a);
            } else {
                stack.push(cell);
                return head;
            }
            work.one();
            rest = cell.tail();
        }
        return rest;
    }

    /** Writes a tuple up to its first element that is no integer or atom, which is the result; null, if there is none. */
    private Term tuple(Tuple tuple) {
        int arity = tuple.arity();
        if (arity < 256) {
            ensure(2);
            buf[pos] = Tags.SMALL_TUPLE;
            buf[pos + 1] = (byte) arity;
            pos += 2;
        } else {
            tagged32(Tags.LARGE_TUPLE, arity);
        }
        for (int i = 0; i < arity; i++) {
            Term element = tuple.element(i);
            if (element instanceof SmallInt integer) {
                integer(integer.value());
            } else if (element instanceof Atom a) {
                atom(a);
            } else {
                stack.push(tuple, i + 1);
                return requireNonNull(element);
            }
            work.one();
        }
        return null;
    }

    private void map(MapTerm map) {
        tagged32(Tags.MAP, map.size());
        stack.push(map);
    }

    private void bitstring(Bitstring bits) {
        int bytes = bits.byteSize();
        if (bits.isBinary()) {
            tagged32(Tags.BINARY, bytes);
        } else {
            tagged32(Tags.BIT_BINARY, bytes);
            byte1((int) (bits.bitSize() & 7));
        }
        ensure(bytes);
        work.bytes(bytes);
        if (bits.isAligned()) {
            System.arraycopy(bits.array(), (int) (bits.bitOffset() >>> 3), buf, pos, bytes);
            if (!bits.isBinary()) {
                buf[pos + bytes - 1] = (byte) bits.byteAt(bytes - 1);
            }
        } else {
            for (int i = 0; i < bytes; i++) {
                buf[pos + i] = (byte) bits.byteAt(i);
            }
        }
        pos += bytes;
    }

    private void node(Node node) {
        atom(node.name());
    }

    private void pid(Pid pid) {
        byte1(Tags.NEW_PID);
        node(pid.node());
        int32(pid.number());
        int32(pid.serial());
        int32(pid.node().creation());
    }

    private void port(Port port) {
        boolean wide = port.number() >>> 28 != 0;
        byte1(wide ? Tags.V4_PORT : Tags.NEW_PORT);
        node(port.node());
        if (wide) {
            int32((int) (port.number() >>> 32));
        }
        int32((int) port.number());
        int32(port.node().creation());
    }

    private void ref(Ref ref) {
        int words = ref.wordCount();
        ensure(3);
        buf[pos] = Tags.NEWER_REFERENCE;
        Tags.SHORT.set(buf, pos + 1, (short) words);
        pos += 3;
        node(ref.node());
        int32(ref.node().creation());
        for (int i = 0; i < words; i++) {
            int32(ref.word(i));
        }
    }

    private void fun(Fun fun) {
        if (fun.isExternal()) {
            byte1(Tags.EXPORT);
            atom(fun.module());
            atom(fun.function());
            integer(fun.arity());
            return;
        }
        byte1(Tags.NEW_FUN);
        int start = pos;
        ensure(4 + 1 + Tags.UNIQ_BYTES + 4 + 4);
        pos += 4;
        buf[pos++] = (byte) fun.arity();
        System.arraycopy(fun.uniq(), 0, buf, pos, Tags.UNIQ_BYTES);
        pos += Tags.UNIQ_BYTES;
        int32(fun.index());
        int32(fun.envSize());
        atom(fun.module());
        integer(fun.oldIndex());
        integer(fun.oldUniq());
        Pid creator = fun.creator();
        pid(creator != null ? creator : EtfEncoder.NO_PROCESS);
        stack.push(fun, start);
    }
}
