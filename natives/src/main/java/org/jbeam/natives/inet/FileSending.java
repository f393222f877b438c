package org.jbeam.natives.inet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jbeam.natives.Errno;
import org.jbeam.natives.LibC;

/** A part of a file on its way to a socket, by {@code sendfile(2)} where Linux has it: the bytes do not pass through here. */
final class FileSending {
    private static final long CHUNK = (1L << 30) - 1;

    private final int file;
    private long offset;
    private long length;
    /** Bytes of the socket's queue that go before it. */
    private long before;
    private long sent;

    /** Takes a descriptor, which it closes. */
    FileSending(int file, long offset, long length, long before) {
        this.file = file;
        this.offset = offset;
        this.length = length;
        this.before = before;
    }

    boolean isDone() {
        return length == 0;
    }

    /** Bytes of the file sent so far. */
    long sent() {
        return sent;
    }

    /** Writes what the socket takes: an error number, 0 for none. */
    int write(OutputQueue queue, int socket) {
        if (before > 0) {
            long n = queue.writeTo(socket, before);
            if (n < 0) {
                return (int) -n;
            }
            before -= n;
        }
        while (before == 0 && length > 0) {
            long part = Math.min(CHUNK, length);
            long n = Numbers.LINUX ? sendfile(socket, part) : copy(socket, (int) Math.min(part, Scratch.DATA));
            if (n == -Errno.EAGAIN) {
                return 0;
            }
            if (n < 0) {
                return (int) -n;
            }
            sent += n;
            offset += n;
            length = n == 0 ? 0 : length - n;
        }
        return 0;
    }

    private long sendfile(int socket, long part) {
        try (Scratch s = Scratch.take()) {
            s.small.set(ValueLayout.JAVA_LONG, 0, offset);
            long n;
            do {
                n = LibC.raw(s.state, "sendfile", socket, file, s.small.address(), part, 0, 0);
            } while (n == -Errno.EINTR);
            return n;
        }
    }

    private long copy(int socket, int part) {
        byte[] bytes;
        try (Scratch s = Scratch.take()) {
            long n = LibC.raw(s.state, "pread", file, s.data.address(), part, offset, 0, 0);
            if (n <= 0) {
                return n;
            }
            bytes = new byte[(int) n];
            MemorySegment.copy(s.data, ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
        }
        int n = Calls.send(socket, bytes, 0, bytes.length);
        return n == 0 ? -Errno.EAGAIN : n;
    }

    void close() {
        Calls.close(file);
    }
}
