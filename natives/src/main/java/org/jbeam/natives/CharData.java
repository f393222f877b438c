package org.jbeam.natives;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/**
 * Converts character data to UTF-8: nested, possibly improper lists of code points and of binaries in latin1 or UTF-8. A character's bytes may be
 * spread over binaries that follow each other. Where it has to stop it says what was left, nested as OTP nests it. Iterative, whatever the depth.
 */
final class CharData {
    /** OTP's own small integers have 60 bits; greater ones end its first pass over the data. */
    private static final int SMALL_BITS = 59;

    private final boolean latin1;
    private final ArrayDeque<Term> later = new ArrayDeque<>();
    private byte[] out = new byte[64];
    private int size;
    private byte[] pending;
    private int pendingSize;
    private Term rest;
    private boolean incomplete;

    CharData(boolean latin1) {
        this.latin1 = latin1;
    }

    /** Was everything converted? */
    boolean isComplete() {
        return rest == null;
    }

    /** Is what was left the beginning of a character? */
    boolean isIncomplete() {
        return incomplete;
    }

    /** What was left, or null. */
    Term rest() {
        return rest;
    }

    /** How many bytes there are. */
    int size() {
        return size;
    }

    /** What was converted, as a list of code points. */
    Term toList() {
        return Utf8Bytes.toList(out, 0, size, Nil.NIL);
    }

    /** What was converted, in UTF-8. */
    Bitstring toBinary() {
        return Bitstring.of(Arrays.copyOf(out, size));
    }

    /** Converts all, or up to what is no character; then {@link #rest} is set. To be called once. */
    void convert(Term data) {
        Term left = data instanceof Bitstring b ? binary(b) : data == Nil.NIL ? null : list(data);
        if (left != null) {
            rest = pendingSize == 0 ? left : Terms.list(pendingBinary(), left);
        } else if (pendingSize > 0) {
            incomplete = Utf8Bytes.isIncomplete(pending, 0, pendingSize);
            rest = pendingBinary();
        }
    }

    private Term pendingBinary() {
        return Bitstring.of(Arrays.copyOf(pending, pendingSize));
    }

    /** What could not be converted, within the lists that it stood in, or null. */
    private Term list(Term data) {
        Term at = data;
        while (true) {
            Term left = cells(at);
            if (left != null) {
                return nested(left);
            }
            if (later.isEmpty()) {
                return null;
            }
            at = later.pop();
        }
    }

    private Term nested(Term left) {
        Term result = left;
        while (!later.isEmpty()) {
            result = new Cons(result, later.pop());
        }
        return result;
    }

    private Term cells(Term list) {
        Term at = list;
        while (at instanceof Cons cell) {
            Term head = cell.head();
            if (head instanceof SmallInt n) {
                if (pendingSize > 0 || !character(n.value())) {
                    return cell;
                }
                at = cell.tail();
            } else if (head instanceof Cons) {
                later.push(cell.tail());
                at = head;
            } else if (head instanceof Bitstring b) {
                Term left = binary(b);
                if (left != null) {
                    return new Cons(left, cell.tail());
                }
                at = cell.tail();
            } else if (head == Nil.NIL) {
                at = cell.tail();
            } else {
                return cell;
            }
        }
        return at == Nil.NIL ? null : at instanceof Bitstring b ? binary(b) : at;
    }

    private boolean character(long c) {
        if (c < 0 || c > (latin1 ? 255 : Character.MAX_CODE_POINT) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            return false;
        }
        room(4);
        size = Utf8Bytes.put((int) c, out, size);
        return true;
    }

    /** What of the binary could not be converted, or null. */
    private Term binary(Bitstring b) {
        if (!b.isBinary()) {
            return b;
        }
        byte[] bytes = b.isAligned() ? b.array() : b.toByteArray();
        int from = b.isAligned() ? (int) (b.bitOffset() >>> 3) : 0;
        int to = from + b.byteSize();
        if (latin1) {
            latin1(bytes, from, to);
            return null;
        }
        int start = from;
        if (pendingSize > 0) {
            int missing = Utf8Bytes.length(pending[0] & 0xff) - pendingSize;
            int taken = Math.min(missing, to - from);
            System.arraycopy(bytes, from, pending, pendingSize, taken);
            if (taken < missing) {
                pendingSize += taken;
                return null;
            }
            if (Utf8Bytes.validLength(pending, 0, pendingSize + missing) == 0) {
                return b;
            }
            append(pending, 0, pendingSize + missing);
            pendingSize = 0;
            start += missing;
        }
        int end = Utf8Bytes.validUntil(bytes, start, to);
        append(bytes, start, end);
        if (end == to) {
            return null;
        }
        if (to - end < Utf8Bytes.length(bytes[end] & 0xff)) {
            pending = Arrays.copyOf(Arrays.copyOfRange(bytes, end, to), 4);
            pendingSize = to - end;
            return null;
        }
        return b.slice(8L * (end - from), 8L * (to - end));
    }

    private void latin1(byte[] bytes, int from, int to) {
        int ascii = Utf8Bytes.asciiUntil(bytes, from, to);
        append(bytes, from, ascii);
        if (ascii < to) {
            room(2L * (to - ascii));
            for (int i = ascii; i < to; i++) {
                size = Utf8Bytes.put(bytes[i] & 0xff, out, size);
            }
        }
    }

    private void append(byte[] bytes, int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, out, size, to - from);
        size += to - from;
    }

    private void room(long more) {
        if (more > out.length - size) {
            if (size + more > Integer.MAX_VALUE - 8) {
                throw BifException.systemLimit();
            }
            out = Arrays.copyOf(out, (int) Math.min(Math.max(2L * out.length, size + more), Integer.MAX_VALUE - 8));
        }
    }

    /**
     * Would OTP's first pass accept this? It refuses with {@code badarg} what contains anything but integers and binaries, up to the first
     * integer that
     * is not a small one.
     */
    static boolean isCharData(Term data) {
        if (!(data instanceof Cons)) {
            return data == Nil.NIL || data instanceof Bitstring b && b.isBinary();
        }
        ArrayDeque<Term> later = new ArrayDeque<>();
        Term at = data;
        while (true) {
            while (at instanceof Cons cell) {
                Term head = cell.head();
                if (head instanceof Cons) {
                    later.push(cell.tail());
                    at = head;
                } else if (head instanceof IntegerTerm n && !isSmall(n)) {
                    return true;
                } else if (head instanceof IntegerTerm || head == Nil.NIL || head instanceof Bitstring b && b.isBinary()) {
                    at = cell.tail();
                } else {
                    return false;
                }
            }
            if (at != Nil.NIL && !(at instanceof Bitstring b && b.isBinary())) {
                return false;
            }
            if (later.isEmpty()) {
                return true;
            }
            at = later.pop();
        }
    }

    private static boolean isSmall(IntegerTerm n) {
        return n instanceof SmallInt s && s.value() >> SMALL_BITS == s.value() >> 63;
    }
}
