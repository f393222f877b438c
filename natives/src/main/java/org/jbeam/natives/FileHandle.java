package org.jbeam.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.MagicRef;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.Term;

/**
 * An open file of module prim_file. One operation works on it at a time; one that finds it closed or busy is refused. When its owner ends during an
 * operation, the file is closed after it.
 */
final class FileHandle extends MagicRef {
    static final int SEEK_SET = 0;
    static final int SEEK_CUR = 1;
    static final int SEEK_END = 2;
    private static final int CHUNK = 1 << 18;
    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");

    private enum State { IDLE, BUSY, CLOSE_PENDING, CLOSED }

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final int fd;
    private final boolean regular;
    private final Pid owner;

    FileHandle(PlainRef id, int fd, boolean regular, Pid owner) {
        super(id.word(0), id.word(1), id.word(2));
        this.fd = fd;
        this.regular = regular;
        this.owner = owner;
    }

    /** A handle for use inside one operation. */
    static FileHandle unowned(int fd) {
        return new FileHandle(new PlainRef(0, 0, 0), fd, false, null);
    }

    /** Who opened it. */
    Pid owner() {
        return owner;
    }

    /** The operating system's number for it. */
    int descriptor() {
        return fd;
    }

    /** Is it a regular file, whose data comes without waiting for anyone? */
    boolean isRegular() {
        return regular;
    }

    /** A name under which the open file itself can be looked at. */
    Path self() {
        return Path.of((LINUX ? "/proc/self/fd/" : "/dev/fd/") + fd);
    }

    // ---- who may work on it

    /** Reserves it for an operation; {@link #leave} follows. */
    void enter() throws PosixException {
        if (!state.compareAndSet(State.IDLE, State.BUSY)) {
            throw new PosixException(Errno.EINVAL);
        }
    }

    /** Ends an operation. */
    void leave() {
        if (!state.compareAndSet(State.BUSY, State.IDLE)) {
            state.set(State.CLOSED);
            closeQuietly();
        }
    }

    /** Closes it. */
    void close() throws PosixException {
        if (!state.compareAndSet(State.IDLE, State.CLOSED)) {
            throw new PosixException(Errno.EINVAL);
        }
        closeDescriptor();
    }

    /** Its owner has ended: closes it now, or after the operation that is under way. */
    void abandon() {
        while (true) {
            if (state.compareAndSet(State.IDLE, State.CLOSED)) {
                closeQuietly();
                return;
            }
            if (state.get() != State.BUSY || state.compareAndSet(State.BUSY, State.CLOSE_PENDING)) {
                return;
            }
        }
    }

    boolean isClosed() {
        return state.get() == State.CLOSED;
    }

    private void closeDescriptor() throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            LibC.call(arena, "close", fd, 0, 0, 0);
        } catch (PosixException e) {
            // a close that a signal interrupted has closed; repeating it finds the number free
            if (e.errno() != Errno.EBADF) {
                throw e;
            }
        }
    }

    private void closeQuietly() {
        try {
            closeDescriptor();
        } catch (PosixException e) {
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.WARNING, "closing a file whose owner has ended: {0}", e.getMessage());
        }
    }

    // ---- what it does

    /**
     * Reads until so many bytes are there or the file ends.
     *
     * @param offset where from, or -1 for the current position
     * @return null at the end of the file
     */
    Bitstring read(long offset, long size) throws PosixException {
        if (size > Integer.MAX_VALUE - 8) {
            throw new PosixException(Errno.ENOMEM);
        }
        byte[] bytes = new byte[(int) Math.min(size, CHUNK)];
        int filled = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.max(1, Math.min(size, CHUNK)));
            while (filled < size) {
                long wanted = Math.min(size - filled, CHUNK);
                long n = offset < 0 ? LibC.callLong(arena, "read", -1, fd, buffer.address(), wanted, 0)
                        : LibC.callLong(arena, "pread", -1, fd, buffer.address(), wanted, offset + filled);
                if (n == 0) {
                    break;
                }
                if (filled + n > bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(size, Math.max(2L * bytes.length, filled + n)));
                }
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, filled, (int) n);
                filled += (int) n;
            }
        }
        if (filled == 0) {
            return null;
        }
        return filled == bytes.length ? Bitstring.of(bytes) : Bitstring.of(Arrays.copyOf(bytes, filled));
    }

    /**
     * Writes a list of binaries, through one buffer.
     *
     * @param offset where to, or -1 for the current position
     * @param size of all of them, in bytes
     */
    void write(long offset, Term binaries, long size) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.max(1, Math.min(size, CHUNK)));
            long capacity = buffer.byteSize();
            long done = 0;
            int filled = 0;
            for (Term rest = binaries; rest instanceof Cons cell; rest = cell.tail()) {
                Bitstring binary = (Bitstring) cell.head();
                byte[] bytes = binary.isAligned() ? binary.array() : binary.toByteArray();
                int from = binary.isAligned() ? (int) (binary.bitOffset() >>> 3) : 0;
                int left = binary.byteSize();
                while (left > 0) {
                    int part = (int) Math.min(left, capacity - filled);
                    MemorySegment.copy(bytes, from, buffer, ValueLayout.JAVA_BYTE, filled, part);
                    filled += part;
                    from += part;
                    left -= part;
                    if (filled == capacity) {
                        flush(arena, buffer, filled, offset < 0 ? -1 : offset + done);
                        done += filled;
                        filled = 0;
                    }
                }
            }
            flush(arena, buffer, filled, offset < 0 ? -1 : offset + done);
        }
    }

    private void flush(Arena arena, MemorySegment buffer, int count, long offset) throws PosixException {
        int written = 0;
        while (written < count) {
            long at = buffer.address() + written;
            written += (int) (offset < 0 ? LibC.callLong(arena, "write", -1, fd, at, count - written, 0)
                    : LibC.callLong(arena, "pwrite", -1, fd, at, count - written, offset + written));
        }
    }

    /** Moves the position; the new one. */
    long seek(int whence, long offset) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            return LibC.callLong(arena, "lseek", -1, fd, offset, whence, 0);
        }
    }

    /** Cuts the file off at the current position. */
    void truncate() throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            long position = LibC.callLong(arena, "lseek", -1, fd, 0, SEEK_CUR, 0);
            LibC.call(arena, "ftruncate", fd, position, 0, 0);
        }
    }

    /** Waits until the data is on the disk. */
    void sync(boolean dataOnly) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            LibC.call(arena, dataOnly && LINUX ? "fdatasync" : "fsync", fd, 0, 0, 0);
        }
    }

    /** Makes room on the disk. */
    void allocate(long offset, long length) throws PosixException {
        if (!LINUX) {
            throw new PosixException(Errno.ENOTSUP);
        }
        try (Arena arena = Arena.ofConfined()) {
            try {
                LibC.call(arena, "fallocate", fd, 0, offset, length);
            } catch (PosixException e) {
                int errno = (int) LibC.callLong(arena, "posix_fallocate", -1, fd, offset, length, 0);
                if (errno != 0) {
                    throw new PosixException(errno);
                }
            }
        }
    }

    /** Tells how the file will be used; the system may ignore it. */
    void advise(long offset, long length, int advice) throws PosixException {
        if (LINUX) {
            try (Arena arena = Arena.ofConfined()) {
                // its errors are positive numbers, which OTP does not look at
                LibC.callLong(arena, "posix_fadvise", -1, fd, offset, length, advice);
            }
        }
    }
}
