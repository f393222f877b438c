package org.jbeam.etf;

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
import org.jbeam.term.Tuple2;
import org.jbeam.term.Tuple3;

/**
 * One encoding under way: a growing buffer, and the walk over the first levels of a term as method calls, whose variables the JIT keeps in
 * registers. What is nested deeper goes to a {@link DeepWriter}.
 */
final class EtfWriter {
    /** What the JVM can allocate as one array, with some room for its header. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;
    /** Levels that are method calls: few enough for the smallest Java stack. */
    private static final int CALLS = 48;
    private static final byte[] NO_BYTES = {};
    /** The bytes of a small scalar at most: what a look at the room that is left allows for. */
    private static final int SMALL = 16;
    /** The bytes of a tag and a number of 32 bits. */
    private static final int HEAD = 5;

    private final EtfEncoder options;
    private final AtomRefs refs;
    private final WorkCounter work;
    private final AtomForms forms;
    private final boolean floatText;
    private byte[] buf;
    private int pos;

    /** @param refs where atoms get numbers of a distribution header, or null */
    EtfWriter(EtfEncoder options, AtomRefs refs, EtfProgress progress, int sizeHint) {
        this.options = options;
        this.refs = refs;
        this.work = new WorkCounter(progress);
        this.floatText = options.isFloatText();
        this.forms = options.isUtf8Atoms() ? AtomForms.UTF_8 : AtomForms.LATIN_1;
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

    /** What was written; the writer is of no use any more. */
    byte[] toByteArray() {
        if (pos == buf.length) {
            return buf;
        }
        byte[] bytes = Arrays.copyOf(buf, pos);
        release();
        return bytes;
    }

    boolean isDeterministic() {
        return options.isDeterministic();
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
        work.one();
        pos = element(root, pos, 0);
    }

    /** Room for so many bytes from a place on. What stands before it is kept. */
    private byte[] room(int at, int bytes) {
        if (buf.length - at < bytes) {
            pos = at;
            grow(bytes);
        }
        return buf;
    }

    /** Writes a term; the place behind it. */
    private int element(Term t, int at, int level) {
        int end = small(room(at, SMALL), t, at);
        return end >= 0 ? end : large(t, at, level);
    }

    /**
     * Writes a small scalar, for which there is room; the place behind it, or -1 for any other term. It and what it calls are short enough to be
     * inlined into every loop over elements: HotSpot takes up to 35 bytecodes however rare the kind of term is, and more where they are hot, but
     * not the code of a method that has itself become large by inlining.
     */
    private int small(byte[] b, Term t, int at) {
        if (t instanceof SmallInt i) {
            long value = i.value();
            if (value != (int) value) {
                return -1;
            }
            // no jump for which of the two forms it is, as that is anyone's guess
            boolean isByte = (value & ~0xffL) == 0;
            Tags.LONG_LE.set(b, at, isByte ? byteForm(value) : intForm(value));
            return at + (isByte ? 2 : 5);
        }
        if (t instanceof Atom a) {
            AtomForms.Form form = refs == null ? forms.known(a) : null;
            if (form == null || form.length() > SMALL) {
                return -1;
            }
            Tags.LONG_LE.set(b, at, form.first());
            Tags.LONG_LE.set(b, at + Long.BYTES, form.second());
            return at + form.length();
        }
        if (t instanceof FloatTerm f && !floatText) {
            b[at] = Tags.NEW_FLOAT;
            Tags.LONG.set(b, at + 1, Double.doubleToRawLongBits(f.value()));
            return at + 9;
        }
        return -1;
    }

    private static long byteForm(long value) {
        return Tags.SMALL_INTEGER | value << 8;
    }

    private static long intForm(long value) {
        return Tags.INTEGER | (Integer.reverseBytes((int) value) & 0xffffffffL) << 8;
    }

    /**
     * Writes what {@link #small} does not. Binaries and maps stand here and not in methods of their own because a method of more than 325
     * bytecodes is never inlined: into {@link #element}, it would keep that one out of the loops over elements.
     */
    private int large(Term t, int at, int level) {
        if (t instanceof Bitstring bits && bits.isBinary() && bits.isAligned()) {
            int bytes = bits.byteSize();
            work.bytes(bytes);
            byte[] b = room(at, HEAD + bytes);
            b[at] = Tags.BINARY;
            Tags.INT.set(b, at + 1, bytes);
            System.arraycopy(bits.array(), (int) (bits.bitOffset() >>> 3), b, at + HEAD, bytes);
            return at + HEAD + bytes;
        }
        if (level < CALLS) {
            if (t instanceof Tuple tuple) {
                return tuple(tuple, at, level + 1);
            }
            if (t instanceof Cons cell) {
                pos = at;
                return string(cell) ? pos : list(cell, at, level + 1);
            }
            if (t instanceof MapTerm map && map.isFlat()) {
                int size = map.size();
                work.add(2 * size);
                byte[] b = room(at, HEAD);
                b[at] = Tags.MAP;
                Tags.INT.set(b, at + 1, size);
                int end = at + HEAD;
                for (int i = 0; i < size; i++) {
                    end = element(map.flatKey(i), end, level + 1);
                    end = element(map.flatValue(i), end, level + 1);
                }
                return end;
            }
            if (t instanceof Fun fun) {
                return fun(fun, at, level + 1);
            }
        }
        if (t instanceof SmallInt i && i.value() != (int) i.value()) {
            return wide(room(at, SMALL), at, i.value());
        }
        pos = at;
        if (Tags.isContainer(t)) {
            new DeepWriter(this).term(t);
        } else {
            scalar(t);
        }
        return pos;
    }

    private int list(Cons first, int from, int level) {
        room(from, HEAD)[from] = Tags.LIST;
        int at = from + HEAD;
        int length = 0;
        Term rest = first;
        while (rest instanceof Cons cell) {
            Term head = cell.head();
            at = head instanceof Tuple tuple && level < CALLS ? tuple(tuple, at, level + 1) : element(head, at, level);
            work.one();
            length++;
            rest = cell.tail();
        }
        Tags.INT.set(buf, from + 1, length);
        if (rest == Nil.NIL) {
            room(at, 1)[at] = Tags.NIL;
            return at + 1;
        }
        return element(rest, at, level);
    }

    private int tuple(Tuple tuple, int from, int level) {
        byte[] b = room(from, HEAD);
        if (tuple instanceof Tuple2 pair) {
            work.add(2);
            b[from] = Tags.SMALL_TUPLE;
            b[from + 1] = 2;
            int at = element(pair.e0(), from + 2, level);
            return element(pair.e1(), at, level);
        }
        if (tuple instanceof Tuple3 triple) {
            work.add(3);
            b[from] = Tags.SMALL_TUPLE;
            b[from + 1] = 3;
            int at = element(triple.e0(), from + 2, level);
            at = element(triple.e1(), at, level);
            return element(triple.e2(), at, level);
        }
        int arity = tuple.arity();
        pos = from;
        tupleHead(arity);
        int at = pos;
        for (int i = 0; i < arity; i++) {
            at = element(tuple.element(i), at, level);
            work.one();
        }
        return at;
    }

    private int fun(Fun fun, int from, int level) {
        pos = from;
        int start = funHead(fun);
        int at = pos;
        if (start >= 0) {
            int values = fun.envSize();
            work.add(values);
            for (int i = 0; i < values; i++) {
                at = element(fun.env(i), at, level);
            }
            Tags.INT.set(buf, start, at - start);
        }
        return at;
    }

    /** Fills in the size of a fun that began there. */
    void funEnd(int start) {
        Tags.INT.set(buf, start, pos - start);
    }

    /** Writes a term that contains no others. */
    void scalar(Term t) {
        switch (t) {
            case SmallInt i -> integer(i.value());
            case Atom a -> atom(a);
            case Bitstring b -> bitstring(b);
            case FloatTerm f -> floating(f.value());
            case Nil _nil -> byte1(Tags.NIL);
            case BigInt big -> big(big);
            case Pid pid -> pid(pid);
            case Ref ref -> ref(ref);
            case Port port -> port(port);
            case Opaque o -> throw new EtfException(Reason.NOT_ENCODABLE, pos, o + " has no external form");
            case Cons _cell -> throw new AssertionError("a list is no scalar");
            case Tuple _tuple -> throw new AssertionError("a tuple is no scalar");
            case MapTerm _map -> throw new AssertionError("a map is no scalar");
            case Fun _fun -> throw new AssertionError("a fun is no scalar");
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
        if (wanted <= Scratch.FIRST_BYTES && buf.length < Scratch.FIRST_BYTES) {
            byte[] larger = Scratch.take();
            System.arraycopy(buf, 0, larger, 0, pos);
            buf = larger;
        } else {
            buf = Arrays.copyOf(buf, (int) Math.min(Math.max(wanted, 2L * buf.length), MAX_BYTES));
        }
    }

    /** Forgets what was written. */
    void clear() {
        pos = 0;
    }

    /** Writes what stands before the bytes of a binary. */
    void binaryHead(int bytes) {
        tagged32(Tags.BINARY, bytes);
    }

    /** Gives the buffer to the next writer; this one is of no use any more, nor is {@link #buffer}. */
    void release() {
        Scratch.give(buf);
        buf = NO_BYTES;
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
        pos = element(SmallInt.of(value), pos, 0);
    }

    private static int wide(byte[] b, int at, long value) {
        long magnitude = Math.abs(value);
        int bytes = (71 - Long.numberOfLeadingZeros(magnitude)) >>> 3;
        b[at] = Tags.SMALL_BIG;
        b[at + 1] = (byte) bytes;
        b[at + 2] = (byte) (value >>> 63);
        Tags.LONG_LE.set(b, at + 3, magnitude);
        return at + 3 + bytes;
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
        if (floatText) {
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
        AtomForms.Form form = forms.of(atom);
        int length = form.length();
        if (length <= 2 * Long.BYTES) {
            ensure(2 * Long.BYTES);
            Tags.LONG_LE.set(buf, pos, form.first());
            Tags.LONG_LE.set(buf, pos + Long.BYTES, form.second());
        } else {
            ensure(length);
            System.arraycopy(form.bytes(), 0, buf, pos, length);
        }
        pos += length;
    }

    /** Writes a list that is a string of bytes; does nothing with any other. */
    boolean string(Cons first) {
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

    /** Writes what stands before the elements of a list. */
    void listHead(int length) {
        tagged32(Tags.LIST, length);
    }

    /** Writes what stands before the elements of a tuple. */
    void tupleHead(int arity) {
        if (arity < 256) {
            ensure(2);
            buf[pos] = Tags.SMALL_TUPLE;
            buf[pos + 1] = (byte) arity;
            pos += 2;
        } else {
            tagged32(Tags.LARGE_TUPLE, arity);
        }
    }

    /** Writes what stands before the pairs of a map. */
    void mapHead(int pairs) {
        tagged32(Tags.MAP, pairs);
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

    /** Writes a fun up to its environment; where {@link #funEnd} has to fill in its size, or -1 for {@code fun M:F/A}, which is then complete. */
    int funHead(Fun fun) {
        if (fun.isExternal()) {
            byte1(Tags.EXPORT);
            atom(fun.module());
            atom(fun.function());
            integer(fun.arity());
            return -1;
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
        return start;
    }
}
