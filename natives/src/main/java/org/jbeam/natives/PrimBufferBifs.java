package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Module prim_buffer: queues of bytes. */
@BifModule(value = "prim_buffer", nif = true)
public final class PrimBufferBifs {
    private static final Atom NOT_FOUND = Atom.of("not_found");

    private PrimBufferBifs() {}

    private static ByteQueue queue(Term ref) {
        if (ref instanceof ByteQueue queue) {
            return queue;
        }
        throw BifException.badarg();
    }

    /** {@code new()}. */
    @Bif("new")
    public static Term create(ErlangProcess p) {
        return new ByteQueue(p.vm().newRef());
    }

    /** {@code size(Buffer)}, in bytes. */
    @Bif
    public static Term size(Term buffer) {
        return SmallInt.of(queue(buffer).size());
    }

    /** {@code peek_head(Buffer)}: the binary at the front, left there. */
    @Bif("peek_head")
    public static Term peekHead(Term buffer) {
        Bitstring head = queue(buffer).head();
        if (head == null) {
            throw BifException.badarg();
        }
        return head;
    }

    /** {@code copying_read(Buffer, Size)}. */
    @Bif("copying_read")
    public static Term copyingRead(Term buffer, Term size) {
        ByteQueue queue = queue(buffer);
        Bitstring bytes = queue.read((int) Args.integer(size, 0, Integer.MAX_VALUE - 8));
        if (bytes == null) {
            throw BifException.badarg();
        }
        return bytes;
    }

    /** {@code write(Buffer, Binaries)}. */
    @Bif
    public static Term write(Term buffer, Term binaries) {
        ByteQueue queue = queue(buffer);
        Term rest = binaries;
        while (rest != Nil.NIL) {
            if (!(rest instanceof Cons cell) || !(cell.head() instanceof Bitstring b) || !b.isBinary()) {
                throw BifException.badarg();
            }
            rest = cell.tail();
        }
        for (rest = binaries; rest instanceof Cons cell; rest = cell.tail()) {
            queue.add((Bitstring) cell.head());
        }
        return Atom.OK;
    }

    /** {@code skip(Buffer, Size)}. */
    @Bif
    public static Term skip(Term buffer, Term size) {
        ByteQueue queue = queue(buffer);
        if (!queue.skip(Args.integer(size, 0, Long.MAX_VALUE))) {
            throw BifException.badarg();
        }
        return Atom.OK;
    }

    /** {@code find_byte_index(Buffer, Byte)}: {@code {ok, Index}} or not_found. */
    @Bif("find_byte_index")
    public static Term findByteIndex(Term buffer, Term wanted) {
        ByteQueue queue = queue(buffer);
        long index = queue.indexOf((int) Args.integer(wanted, 0, 255));
        return index < 0 ? NOT_FOUND : Tuple.of(Atom.OK, SmallInt.of(index));
    }

    /** {@code try_lock(Buffer)}: acquired or busy. */
    @Bif("try_lock")
    public static Term tryLock(Term buffer) {
        return Atom.of(queue(buffer).tryLock() ? "acquired" : "busy");
    }

    /** {@code unlock(Buffer)}. */
    @Bif
    public static Term unlock(Term buffer) {
        if (!queue(buffer).unlock()) {
            throw BifException.error(Atom.of("lock_order_violation"));
        }
        return Atom.OK;
    }
}
