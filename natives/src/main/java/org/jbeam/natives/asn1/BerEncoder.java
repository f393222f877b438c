package org.jbeam.natives.asn1;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * Writes values in the Basic Encoding Rules, with definite lengths. It writes from the end to the beginning, so that a length is known when its turn
 * comes.
 */
final class BerEncoder {
    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1f;
    private static final long UNSIGNED_INT = 0xffffffffL;

    /** A constructed value whose elements are being written, the last one first. */
    private static final class Open {
        private final Term tag;
        private final List<Term> elements;
        private final int sizeBefore;
        private int left;

        Open(Term tag, List<Term> elements, int sizeBefore) {
            this.tag = tag;
            this.elements = elements;
            this.sizeBefore = sizeBefore;
            this.left = elements.size();
        }
    }

    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private byte[] out = new byte[64];
    private int start = out.length;

    /** The bytes, or null when the term is not {@code {Tag, Binary}} or {@code {Tag, [such terms]}}. */
    byte[] encode(Term tlv) {
        if (!begin(tlv)) {
            return null;
        }
        while (!open.isEmpty()) {
            Open innermost = open.peek();
            if (innermost.left > 0) {
                if (!begin(innermost.elements.get(--innermost.left))) {
                    return null;
                }
            } else {
                open.pop();
                if (!header(innermost.tag, CONSTRUCTED, size() - innermost.sizeBefore)) {
                    return null;
                }
            }
        }
        return Arrays.copyOfRange(out, start, out.length);
    }

    private boolean begin(Term tlv) {
        if (!(tlv instanceof Tuple pair) || pair.arity() < 2) {
            return false;
        }
        Term value = pair.element(1);
        if (value instanceof Bitstring bytes && bytes.isBinary()) {
            byte[] content = bytes.toByteArray();
            room(content.length);
            start -= content.length;
            System.arraycopy(content, 0, out, start, content.length);
            return header(pair.element(0), 0, content.length);
        }
        List<Term> elements = new ArrayList<>();
        Term rest = value;
        for (; rest instanceof Cons cell; rest = cell.tail()) {
            elements.add(cell.head());
        }
        open.push(new Open(pair.element(0), elements, size()));
        return rest == Nil.NIL;
    }

    private int size() {
        return out.length - start;
    }

    /** Length and tag. */
    private boolean header(Term tag, int form, int length) {
        if (!(tag instanceof SmallInt n) || (n.value() & ~UNSIGNED_INT) != 0) {
            return false;
        }
        room(16);
        if (length < 128) {
            out[--start] = (byte) length;
        } else {
            int before = start;
            for (int rest = length; rest > 0; rest >>>= 8) {
                out[--start] = (byte) rest;
            }
            int bytes = before - start;
            out[--start] = (byte) (0x80 | bytes);
        }
        int category = form | (int) (n.value() & 0x30000) >>> 10;
        int number = (int) n.value() & 0xffff;
        if (number < LONG_TAG) {
            out[--start] = (byte) (category | number);
            return true;
        }
        out[--start] = (byte) (number & 0x7f);
        for (int rest = number >>> 7; rest > 0; rest >>>= 7) {
            out[--start] = (byte) (rest & 0x7f | 0x80);
        }
        out[--start] = (byte) (category | LONG_TAG);
        return true;
    }

    private void room(int bytes) {
        if (start < bytes) {
            int size = size();
            byte[] larger = new byte[Math.max(out.length * 2, Math.addExact(size, bytes) * 2)];
            System.arraycopy(out, start, larger, larger.length - size, size);
            out = larger;
            start = larger.length - size;
        }
    }
}
