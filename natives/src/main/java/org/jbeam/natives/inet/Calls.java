package org.jbeam.natives.inet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jbeam.natives.Errno;
import org.jbeam.natives.LibC;
import org.jbeam.natives.PosixException;

/** The socket functions of the C library. Descriptors are non-blocking, so that every call returns at once. */
final class Calls {
    private static final int F_SETFD = 2;
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = Numbers.LINUX ? 1030 : 67;
    private static final int CLOSE_ON_EXEC = 1;
    private static final int NON_BLOCKING = Numbers.LINUX ? 0x800 : 4;
    private static final int NAME_AT = 16;
    private static final int NAME_SIZE = 256;

    private Calls() {}

    private static int call(Scratch s, String function, long a, long b, long c, long d, long e) throws PosixException {
        while (true) {
            int result = (int) LibC.raw(s.state, function, a, b, c, d, e, 0);
            if (result >= 0) {
                return result;
            }
            if (result != -Errno.EINTR) {
                throw new PosixException(-result);
            }
        }
    }

    static int socket(int family, int type, int protocol) throws PosixException {
        try (Scratch s = Scratch.take()) {
            int fd = call(s, "socket", family, type | Numbers.SOCK_FLAGS, protocol, 0, 0);
            if (Numbers.SOCK_FLAGS == 0) {
                nonBlocking(fd);
            }
            return fd;
        }
    }

    /** Makes a descriptor non-blocking and keeps it from programs that are started. */
    static void nonBlocking(int fd) throws PosixException {
        try (Scratch s = Scratch.take()) {
            call(s, "fcntl", fd, F_SETFL, NON_BLOCKING, 0, 0);
            call(s, "fcntl", fd, F_SETFD, CLOSE_ON_EXEC, 0, 0);
        }
    }

    static void bind(int fd, byte[] address) throws PosixException {
        withAddress("bind", fd, address);
    }

    static void connect(int fd, byte[] address) throws PosixException {
        withAddress("connect", fd, address);
    }

    private static void withAddress(String function, int fd, byte[] address) throws PosixException {
        try (Scratch s = Scratch.take()) {
            MemorySegment.copy(address, 0, s.small, ValueLayout.JAVA_BYTE, 0, address.length);
            call(s, function, fd, s.small.address(), address.length, 0, 0);
        }
    }

    static void listen(int fd, int backlog) throws PosixException {
        try (Scratch s = Scratch.take()) {
            call(s, "listen", fd, backlog, 0, 0, 0);
        }
    }

    /** The next connection; -1 when none is waiting. */
    static int accept(int fd) throws PosixException {
        try (Scratch s = Scratch.take()) {
            if (Numbers.LINUX) {
                return call(s, "accept4", fd, 0, 0, Numbers.SOCK_FLAGS, 0);
            }
            int accepted = call(s, "accept", fd, 0, 0, 0, 0);
            nonBlocking(accepted);
            return accepted;
        } catch (PosixException e) {
            if (e.errno() == Errno.EAGAIN) {
                return -1;
            }
            throw e;
        }
    }

    static void shutdown(int fd, int how) throws PosixException {
        try (Scratch s = Scratch.take()) {
            call(s, "shutdown", fd, how, 0, 0, 0);
        }
    }

    static void close(int fd) {
        try (Scratch s = Scratch.take()) {
            // whatever it answers, the number is free
            LibC.raw(s.state, "close", fd, 0, 0, 0, 0, 0);
        }
    }

    static int duplicate(int fd) throws PosixException {
        try (Scratch s = Scratch.take()) {
            return call(s, "fcntl", fd, F_DUPFD_CLOEXEC, 0, 0, 0);
        }
    }

    /** {@code getsockname} or {@code getpeername}: a socket address. */
    static byte[] name(String function, int fd) throws PosixException {
        try (Scratch s = Scratch.take()) {
            s.small.fill((byte) 0);
            s.small.set(ValueLayout.JAVA_INT, 0, NAME_SIZE);
            call(s, function, fd, s.small.address() + NAME_AT, s.small.address(), 0, 0);
            int length = Math.min(NAME_SIZE, s.small.get(ValueLayout.JAVA_INT, 0));
            return s.small.asSlice(NAME_AT, length).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** The value of an option of at most {@code value.length} bytes, which are passed to the call. */
    static byte[] option(int fd, int level, int name, byte[] value) throws PosixException {
        try (Scratch s = Scratch.take()) {
            s.small.set(ValueLayout.JAVA_INT, 0, value.length);
            MemorySegment.copy(value, 0, s.data, ValueLayout.JAVA_BYTE, 0, value.length);
            call(s, "getsockopt", fd, level, name, s.data.address(), s.small.address());
            int length = Math.min(value.length, s.small.get(ValueLayout.JAVA_INT, 0));
            return s.data.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    static void setOption(int fd, int level, int name, byte[] value) throws PosixException {
        try (Scratch s = Scratch.take()) {
            MemorySegment.copy(value, 0, s.data, ValueLayout.JAVA_BYTE, 0, value.length);
            call(s, "setsockopt", fd, level, name, s.data.address(), value.length);
        }
    }

    /** The error of a connection attempt, 0 when it has succeeded. */
    static int pendingError(int fd) {
        try (Scratch s = Scratch.take()) {
            s.small.set(ValueLayout.JAVA_INT, 0, Integer.BYTES);
            s.small.set(ValueLayout.JAVA_INT, NAME_AT, 0);
            call(s, "getsockopt", fd, Numbers.SOL_SOCKET, Numbers.SO_ERROR, s.small.address() + NAME_AT, s.small.address());
            return s.small.get(ValueLayout.JAVA_INT, NAME_AT);
        } catch (PosixException e) {
            return e.errno();
        }
    }

    /**
     * Reads up to {@code length} bytes, and at most {@link Scratch#DATA}, into the data of a scratch.
     *
     * @return how many, 0 at the end; or the negative error number
     */
    static int receive(Scratch s, int fd, int length) {
        int n;
        do {
            n = (int) LibC.raw(s.state, "recv", fd, s.data.address(), Math.min(length, Scratch.DATA), 0, 0, 0);
        } while (n == -Errno.EINTR);
        return n;
    }

    /** Writes what the socket takes: how many bytes, 0 for none now; or the negative error number. */
    static int send(int fd, byte[] source, int from, int length) {
        try (Scratch s = Scratch.take()) {
            int part = Math.min(length, Scratch.DATA);
            MemorySegment.copy(source, from, s.data, ValueLayout.JAVA_BYTE, 0, part);
            int n;
            do {
                n = (int) LibC.raw(s.state, "send", fd, s.data.address(), part, Numbers.MSG_NOSIGNAL, 0, 0);
            } while (n == -Errno.EINTR);
            return n == -Errno.EAGAIN ? 0 : n;
        }
    }
}
