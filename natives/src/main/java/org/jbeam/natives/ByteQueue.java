package org.jbeam.natives;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jbeam.term.Bitstring;
import org.jbeam.term.MagicRef;
import org.jbeam.term.PlainRef;

/** The bytes of a prim_buffer, first in, first out. Small parts that follow one another are put together. */
final class ByteQueue extends MagicRef {
    private static final int SMALL = 2048;

    private final ArrayDeque<Bitstring> parts = new ArrayDeque<>();
    private final AtomicBoolean locked = new AtomicBoolean();
    private byte[] gathered;
    private int gatheredSize;
    private long size;

    ByteQueue(PlainRef id) {
        super(id.word(0), id.word(1), id.word(2));
    }

    boolean tryLock() {
        return locked.compareAndSet(false, true);
    }

    /** False when it was not locked. */
    boolean unlock() {
        return locked.compareAndSet(true, false);
    }

    synchronized long size() {
        return size;
    }

    /** Appends a binary. */
    synchronized void add(Bitstring bytes) {
        int count = bytes.byteSize();
        if (count == 0) {
            return;
        }
        size += count;
        if (count >= SMALL / 2) {
            flush();
            parts.add(bytes);
            return;
        }
        if (gatheredSize + count > SMALL) {
            flush();
        }
        if (gathered == null) {
            gathered = new byte[SMALL];
        }
        copy(bytes, 0, gathered, gatheredSize, count);
        gatheredSize += count;
    }

    private void flush() {
        if (gatheredSize > 0) {
            parts.add(Bitstring.of(gathered, 0, gatheredSize));
            gathered = null;
            gatheredSize = 0;
        }
    }

    private static void copy(Bitstring from, int at, byte[] to, int toAt, int count) {
        byte[] source = from.isAligned() ? from.array() : from.toByteArray();
        int start = from.isAligned() ? (int) (from.bitOffset() >>> 3) : 0;
        System.arraycopy(source, start + at, to, toAt, count);
    }

    /** The first part, or null when it is empty. */
    synchronized Bitstring head() {
        flush();
        return parts.peek();
    }

    /** Removes bytes from the front; false, and nothing happens, when there are fewer. */
    synchronized boolean skip(long count) {
        return take(count, null);
    }

    /** Removes bytes from the front, copied; null when there are fewer. */
    synchronized Bitstring read(int count) {
        if (count > size) {
            return null;
        }
        byte[] bytes = new byte[count];
        take(count, bytes);
        return Bitstring.of(bytes);
    }

    private boolean take(long count, byte[] target) {
        if (count > size) {
            return false;
        }
        flush();
        size -= count;
        long left = count;
        int at = 0;
        while (left > 0) {
            Bitstring head = parts.poll();
            int part = (int) Math.min(left, head.byteSize());
            if (target != null) {
                copy(head, 0, target, at, part);
            }
            at += part;
            left -= part;
            if (part < head.byteSize()) {
                parts.addFirst(head.slice(8L * part, head.bitSize() - 8L * part));
            }
        }
        return true;
    }

    /** Where a byte first occurs, or -1. */
    synchronized long indexOf(int wanted) {
        flush();
        long before = 0;
        for (Bitstring part : parts) {
            int count = part.byteSize();
            byte[] bytes = part.isAligned() ? part.array() : part.toByteArray();
            int start = part.isAligned() ? (int) (part.bitOffset() >>> 3) : 0;
            for (int i = 0; i < count; i++) {
                if (bytes[start + i] == (byte) wanted) {
                    return before + i;
                }
            }
            before += count;
        }
        return -1;
    }
}
