package org.jbeam.natives;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** Reads I/O lists: nested, possibly improper lists of bytes and binaries. Iterative, whatever the depth. */
public final class IoData {
    /** Cells between two counts of the work. */
    private static final int LONG_WALK = 16384;
    private byte[] bytes = new byte[64];
    private int size;
    private final boolean counted;
    private int walked;

    private IoData(boolean counted) {
        this.counted = counted;
    }

    /**
     * The bytes of an I/O list or binary.
     *
     * @throws BifException {@code badarg} for anything else
     */
    public static byte[] bytes(Term data) {
        return bytes(data, false);
    }

    /** As {@link #bytes(Term)}, in a built-in function that holds no lock: the walk is counted as its work. */
    static byte[] countedBytes(Term data) {
        byte[] bytes = bytes(data, true);
        Work.bytes(bytes.length);
        return bytes;
    }

    private static byte[] bytes(Term data, boolean counted) {
        if (data instanceof Bitstring b && b.isBinary()) {
            return b.toByteArray();
        }
        if (!Args.isList(data)) {
            throw BifException.badarg();
        }
        IoData collected = new IoData(counted);
        collected.collect(data);
        if (counted) {
            Work.items(collected.walked);
        }
        return Arrays.copyOf(collected.bytes, collected.size);
    }

    private void collect(Term data) {
        ArrayDeque<Term> rest = new ArrayDeque<>();
        Term at = data;
        while (true) {
            while (at instanceof Cons cell) {
                Term head = cell.head();
                if (++walked == LONG_WALK) {
                    pause();
                }
                if (head instanceof Cons) {
                    rest.push(cell.tail());
                    at = head;
                } else {
                    element(head);
                    at = cell.tail();
                }
            }
            if (at != Nil.NIL) {
                binary(at);
            }
            if (rest.isEmpty()) {
                return;
            }
            at = rest.pop();
        }
    }

    private void pause() {
        walked = 0;
        if (counted) {
            Work.items(LONG_WALK);
        }
    }

    private void element(Term head) {
        if (head instanceof SmallInt n) {
            if (n.value() < 0 || n.value() > 255) {
                throw BifException.badarg();
            }
            room(1);
            bytes[size++] = (byte) n.value();
        } else if (head != Nil.NIL) {
            binary(head);
        }
    }

    private void binary(Term term) {
        if (!(term instanceof Bitstring b) || !b.isBinary()) {
            throw BifException.badarg();
        }
        int n = b.byteSize();
        room(n);
        if (b.isAligned()) {
            System.arraycopy(b.array(), (int) (b.bitOffset() >>> 3), bytes, size, n);
        } else {
            System.arraycopy(b.toByteArray(), 0, bytes, size, n);
        }
        size += n;
    }

    private void room(int more) {
        if (more > bytes.length - size) {
            long wanted = Math.max(2L * bytes.length, (long) size + more);
            if ((long) size + more > Integer.MAX_VALUE - 8) {
                throw BifException.systemLimit();
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }
}
