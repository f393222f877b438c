package org.jbeam.natives.inet;

import java.util.ArrayDeque;

/** Bytes that wait to be written to a socket, in order. Used by one thread at a time. */
final class OutputQueue {
    private record Chunk(byte[] bytes, int from, int to) {}

    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>(1);
    /** Bytes of the first chunk that are written. */
    private int done;
    private volatile long size;

    /** Bytes that wait. From any thread. */
    long size() {
        return size;
    }

    void add(byte[] bytes, int from, int to) {
        if (to > from) {
            chunks.add(new Chunk(bytes, from, to));
            size += to - from;
        }
    }

    void clear() {
        chunks.clear();
        done = 0;
        size = 0;
    }

    /**
     * Writes what the socket takes now.
     *
     * @param most bytes at most
     * @return how many bytes, or the negative error number
     */
    long writeTo(int fd, long most) {
        long written = 0;
        while (written < most && !chunks.isEmpty()) {
            Chunk head = chunks.peek();
            int from = head.from + done;
            int part = (int) Math.min(most - written, head.to - from);
            int n = Calls.send(fd, head.bytes, from, part);
            if (n < 0) {
                return n;
            }
            written += n;
            size -= n;
            done += n;
            if (from + n == head.to) {
                chunks.poll();
                done = 0;
            } else if (n < Math.min(part, Scratch.DATA)) {
                break;
            }
        }
        return written;
    }
}
