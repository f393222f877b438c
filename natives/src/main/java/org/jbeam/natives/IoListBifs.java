package org.jbeam.natives;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Lists of bytes from and to binaries. */
@BifModule("erlang")
public final class IoListBifs {
    /** Parts of an I/O vector smaller than this many bytes are joined with their neighbours. */
    private static final int IOVEC_SMALL = 256;
    /** A part joined from small ones that is this many bytes long gets no longer. */
    private static final int IOVEC_JOINED_LIMIT = 32 * IOVEC_SMALL;

    private IoListBifs() {}

    private static Bitstring binary(Term term) {
        if (term instanceof Bitstring b && b.isBinary()) {
            return b;
        }
        throw BifException.badarg();
    }

    private static Bitstring bits(Term term) {
        if (term instanceof Bitstring b) {
            return b;
        }
        throw BifException.badarg();
    }

    /** {@code list_to_binary(IoList)}: a list, not a binary. */
    @Bif("list_to_binary")
    public static Term listToBinary(Term list) {
        if (!Args.isList(list)) {
            throw BifException.badarg();
        }
        return Bitstring.of(IoData.countedBytes(list));
    }

    /** {@code iolist_to_binary(IoListOrBinary)}. */
    @Bif("iolist_to_binary")
    public static Term iolistToBinary(Term data) {
        return data instanceof Bitstring b && b.isBinary() ? b : Bitstring.of(IoData.countedBytes(data));
    }

    /** {@code iolist_size(IoListOrBinary)}, in bytes. */
    @Bif("iolist_size")
    public static Term iolistSize(Term data) {
        if (data instanceof Bitstring) {
            return SmallInt.of(binary(data).byteSize());
        }
        if (!Args.isList(data)) {
            throw BifException.badarg();
        }
        long size = 0;
        ArrayDeque<Term> rest = new ArrayDeque<>();
        Term at = data;
        int walked = 0;
        while (true) {
            while (at instanceof Cons cell) {
                Term head = cell.head();
                Work.walked(++walked);
                if (head instanceof Cons) {
                    rest.push(cell.tail());
                    at = head;
                } else {
                    size += head instanceof SmallInt n ? byteCount(n) : head == Nil.NIL ? 0 : binary(head).byteSize();
                    at = cell.tail();
                }
            }
            size += at == Nil.NIL ? 0 : binary(at).byteSize();
            if (rest.isEmpty()) {
                Work.items(walked & Work.CHUNK - 1);
                return SmallInt.of(size);
            }
            at = rest.pop();
        }
    }

    private static int byteCount(SmallInt n) {
        if (n.value() < 0 || n.value() > 255) {
            throw BifException.badarg();
        }
        return 1;
    }

    /** {@code iolist_to_iovec(IoListOrBinary)}: a list of binaries, cut where OTP cuts; large ones are not copied. */
    @Bif("iolist_to_iovec")
    public static Term iolistToIovec(Term data) {
        if (data instanceof Bitstring) {
            return binary(data).byteSize() == 0 ? Nil.NIL : new Cons(data, Nil.NIL);
        }
        if (!Args.isList(data)) {
            throw BifException.badarg();
        }
        IoVector vector = new IoVector();
        ArrayDeque<Term> rest = new ArrayDeque<>();
        rest.push(data);
        int walked = 0;
        while (!rest.isEmpty()) {
            Term at = rest.pop();
            Work.walked(++walked);
            if (at instanceof Cons cell && cell.head() instanceof SmallInt) {
                rest.push(vector.addBytes(cell));
            } else if (at instanceof Cons cell) {
                rest.push(cell.tail());
                rest.push(cell.head());
            } else if (at != Nil.NIL) {
                vector.add(binary(at));
            }
        }
        Work.items(walked & Work.CHUNK - 1);
        return vector.finish();
    }

    /** Small parts are gathered until there is enough of them, or a large binary comes. */
    private static final class IoVector {
        private final ListBuilder parts = new ListBuilder();
        private byte[] joined;
        private int size;

        /** The bytes that a list begins with; returns the rest of the list. */
        Term addBytes(Cons first) {
            int length = 0;
            Term rest = first;
            while (rest instanceof Cons cell && cell.head() instanceof SmallInt n) {
                byteCount(n);
                length++;
                rest = cell.tail();
            }
            Work.items(length);
            expand(length);
            for (Term at = first; at != rest; at = ((Cons) at).tail()) {
                joined[size++] = (byte) ((SmallInt) ((Cons) at).head()).value();
            }
            return rest;
        }

        void add(Bitstring b) {
            int bytes = b.byteSize();
            boolean large = bytes >= IOVEC_SMALL;
            if (bytes == 0) {
                return;
            }
            if (large && (size == 0 || size >= IOVEC_SMALL)) {
                flush();
                parts.add(b);
            } else if (!large || bytes + size < 2 * IOVEC_SMALL) {
                append(b);
            } else {
                int missing = IOVEC_SMALL - size;
                append(b.slice(0, 8L * missing));
                flush();
                parts.add(b.slice(8L * missing, 8L * (bytes - missing)));
            }
        }

        private void append(Bitstring b) {
            byte[] bytes = b.toByteArray();
            expand(bytes.length);
            System.arraycopy(bytes, 0, joined, size, bytes.length);
            size += bytes.length;
        }

        private void expand(int extra) {
            if (joined != null && size + extra > joined.length && joined.length >= IOVEC_JOINED_LIMIT) {
                flush();
            }
            if (joined == null) {
                joined = new byte[Math.max(extra, IOVEC_SMALL)];
            } else if (size + extra > joined.length) {
                joined = Arrays.copyOf(joined, Math.max(size + extra, 2 * joined.length));
            }
        }

        private void flush() {
            if (size > 0) {
                parts.add(Bitstring.of(Arrays.copyOf(joined, size)));
            }
            joined = null;
            size = 0;
        }

        Term finish() {
            flush();
            return parts.finish();
        }
    }

    /** {@code binary_to_list(Binary)}. */
    @Bif("binary_to_list")
    public static Term binaryToList(Term term) {
        Bitstring b = binary(term);
        return byteList(b, 0, b.byteSize(), Nil.NIL);
    }

    static Term byteList(Bitstring b, int from, int to, Term tail) {
        Term list = tail;
        for (int i = to - 1; i >= from; i--) {
            list = new Cons(SmallInt.ofByte(b.byteAt(i)), list);
        }
        Work.items(to - from);
        return list;
    }

    /** {@code binary_to_list(Binary, Start, Stop)}: positions from 1, both included. */
    @Bif("binary_to_list")
    public static Term binaryToList(Term term, Term start, Term stop) {
        Bitstring b = binary(term);
        int to = (int) Args.integer(stop, 1, b.byteSize());
        int from = (int) Args.integer(start, 1, to);
        return byteList(b, from - 1, to, Nil.NIL);
    }

    /** {@code bitstring_to_list(Bitstring)}: a last incomplete byte comes as a bitstring. */
    @Bif("bitstring_to_list")
    public static Term bitstringToList(Term term) {
        Bitstring b = bits(term);
        long whole = b.bitSize() / 8;
        Term tail = b.isBinary() ? Nil.NIL : new Cons(b.slice(8 * whole, b.bitSize() - 8 * whole), Nil.NIL);
        return byteList(b, 0, (int) whole, tail);
    }

    /** {@code list_to_bitstring(BitstringList)}. */
    @Bif("list_to_bitstring")
    public static Term listToBitstring(Term list) {
        if (!Args.isList(list)) {
            throw BifException.badarg();
        }
        BitCollector collected = new BitCollector();
        ArrayDeque<Term> rest = new ArrayDeque<>();
        rest.push(list);
        int walked = 0;
        while (!rest.isEmpty()) {
            Term at = rest.pop();
            Work.walked(++walked);
            if (at instanceof Cons cell) {
                rest.push(cell.tail());
                if (cell.head() instanceof SmallInt n) {
                    byteCount(n);
                    collected.addByte((int) n.value());
                } else {
                    rest.push(cell.head());
                }
            } else if (at != Nil.NIL) {
                collected.add(bits(at));
            }
        }
        Work.items(walked & Work.CHUNK - 1);
        return collected.result();
    }

    /** {@code split_binary(Binary, Position)}: two parts that share the bytes. */
    @Bif("split_binary")
    public static Term splitBinary(Term term, Term position) {
        Bitstring b = bits(term);
        long at = 8 * Args.integer(position, 0, b.bitSize() / 8);
        return Tuple.of(b.slice(0, at), b.slice(at, b.bitSize() - at));
    }
}
