package org.jbeam.natives;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;

/**
 * Works on paths. What boot does often (looking at files, reading whole ones, listing folders) goes through Java, which is ready at once;
 * all else, and every
 * failure that Java reports without its error number, goes through the C library.
 */
final class FileSystem {
    private static final int FIRST_LINK_SIZE = 256;
    private static final int LARGEST_QUICK = 1 << 20;
    private static final int READ_PART = 1 << 18;
    private static final int FOLDER_MODE = 0777;
    private static final int CHANGEABLE_MODE = 06777;
    private static final int SET_ID = 06000;
    private static final int X_OK = 1;
    private static final long NEVER = Long.MIN_VALUE;

    private FileSystem() {}

    /** The path in a binary, relative to the machine's current folder. */
    static FilePath path(ErlangProcess p, Term name) throws PosixException {
        return FilePath.of(name, Environment.of(p).folderBytes());
    }

    /** What an operation on files gives. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws PosixException;
    }

    /** Does work here when it is quick, else on a thread that may block. */
    static <T> T run(ErlangProcess p, boolean quick, Work<T> work) throws PosixException {
        if (quick) {
            return work.run();
        }
        try {
            return p.blocking(work::run);
        } catch (PosixException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- looking

    /** Why a file that Java could not look at cannot be looked at. */
    static PosixException lookUpError(FilePath path, boolean follow) {
        try (Arena arena = Arena.ofConfined()) {
            long address = path.address(arena);
            if (follow) {
                LibC.call(arena, "access", address, 0, 0, 0);
            } else {
                MemorySegment space = arena.allocate(FIRST_LINK_SIZE);
                LibC.callLong(arena, "readlink", -1, address, space.address(), FIRST_LINK_SIZE, 0);
            }
        } catch (PosixException e) {
            return e;
        }
        return new PosixException(Errno.EIO);
    }

    static int userId() throws PosixException {
        return identity("geteuid");
    }

    static int groupId() throws PosixException {
        return identity("getegid");
    }

    private static int identity(String function) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            return (int) LibC.callLong(arena, function, NEVER, 0, 0, 0, 0);
        }
    }

    /** The names in a folder but {@code .} and {@code ..}, as binaries, the last one found first. */
    static Term list(FilePath path) throws PosixException {
        if (path.absolute().length == 0) {
            throw new PosixException(Errno.ENOENT);
        }
        Term names = Nil.NIL;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path.path())) {
            for (Path entry : stream) {
                names = new Cons(Bitstring.of(FilePath.bytes(entry, true)), names);
            }
            return names;
        } catch (IOException | DirectoryIteratorException e) {
            throw openFolderError(path);
        }
    }

    private static PosixException openFolderError(FilePath path) {
        try (Arena arena = Arena.ofConfined()) {
            long folder = LibC.callLong(arena, "opendir", 0, path.address(arena), 0, 0, 0);
            LibC.call(arena, "closedir", folder, 0, 0, 0);
        } catch (PosixException e) {
            return e;
        }
        return new PosixException(Errno.EIO);
    }

    /** Where a symbolic link leads. */
    static Bitstring readLink(FilePath path) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            long address = path.address(arena);
            for (int size = FIRST_LINK_SIZE;; size *= 2) {
                MemorySegment space = arena.allocate(size);
                int n = (int) LibC.callLong(arena, "readlink", -1, address, space.address(), size, 0);
                if (n < size) {
                    return Bitstring.of(space.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE));
                }
            }
        }
    }

    // ---- reading

    /** All of a file; quick when it is a regular file of moderate size. */
    static Bitstring readFile(ErlangProcess p, FilePath path) throws PosixException {
        FileInfo info = FileInfo.look(path, true);
        if (info.isDirectory()) {
            throw new PosixException(Errno.EISDIR);
        }
        if (!info.isRegular()) {
            return FileSystem.run(p, false, () -> readStream(path));
        }
        return FileSystem.run(p, info.size() <= LARGEST_QUICK, () -> readRegular(path));
    }

    private static Bitstring readRegular(FilePath path) throws PosixException {
        try (FileChannel channel = FileChannel.open(path.path(), StandardOpenOption.READ)) {
            long size = channel.size();
            if (size == 0) {
                // what /proc shows tells no size
                return readStream(path);
            }
            if (size > Integer.MAX_VALUE - 8) {
                throw new PosixException(Errno.ENOMEM);
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) size);
            int filled = 0;
            int count = 0;
            while (filled < size && count >= 0) {
                // in parts: Java copies each read through memory of the same size outside the heap
                buffer.limit((int) Math.min(size, filled + (long) READ_PART));
                count = channel.read(buffer);
                filled = buffer.position();
            }
            buffer.limit(buffer.capacity());
            byte[] bytes = buffer.array();
            return Bitstring.of(buffer.hasRemaining() ? Arrays.copyOf(bytes, buffer.position()) : bytes);
        } catch (NoSuchFileException e) {
            throw new PosixException(Errno.ENOENT);
        } catch (IOException e) {
            return readStream(path);
        }
    }

    private static Bitstring readStream(FilePath path) throws PosixException {
        int fd;
        try (Arena arena = Arena.ofConfined()) {
            fd = LibC.callVariadic(arena, "open", path.address(arena), OpenMode.READ_FLAGS, 0);
        }
        FileHandle file = FileHandle.unowned(fd);
        try {
            Bitstring bytes = file.read(-1, Integer.MAX_VALUE - 8);
            return bytes == null ? Bitstring.EMPTY : bytes;
        } finally {
            file.close();
        }
    }

    // ---- changing

    /** Calls a function of one path. */
    static void change(String function, FilePath path, long a, long b) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            LibC.call(arena, function, path.address(arena), a, b, 0);
        }
    }

    /** Calls a function of two paths. */
    static void change(String function, FilePath from, FilePath to) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            LibC.call(arena, function, from.address(arena), to.address(arena), 0, 0);
        }
    }

    /** Makes a symbolic link; what it says is taken as it is. */
    static void makeLink(FilePath target, FilePath link) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            LibC.call(arena, "symlink", FilePath.address(arena, target.given()), link.address(arena), 0, 0);
        }
    }

    static void rename(FilePath from, FilePath to) throws PosixException {
        try {
            change("rename", from, to);
        } catch (PosixException e) {
            boolean root = from.given().length == 1 && from.given()[0] == '/';
            throw e.errno() == Errno.ENOTEMPTY ? new PosixException(Errno.EEXIST) : root ? new PosixException(Errno.EINVAL) : e;
        }
    }

    static void makeFolder(FilePath path) throws PosixException {
        change("mkdir", path, FOLDER_MODE, 0);
    }

    static void deleteFile(FilePath path) throws PosixException {
        try {
            change("unlink", path, 0, 0);
        } catch (PosixException e) {
            throw e.errno() == Errno.EISDIR ? new PosixException(Errno.EPERM) : e;
        }
    }

    /** Removes an empty folder. */
    static void deleteFolder(FilePath path, byte[] current) throws PosixException {
        try {
            change("rmdir", path, 0, 0);
        } catch (PosixException e) {
            if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.EEXIST) {
                throw e;
            }
            FileInfo info = FileInfo.find(path, true);
            FileInfo here = FileInfo.find(FilePath.of(current, current), true);
            boolean same = info != null && here != null && info.isSame(here);
            throw new PosixException(same ? Errno.EINVAL : Errno.EEXIST);
        }
    }

    /** Sets permission bits; without the set-id bits where those are not allowed. */
    static void setPermissions(FilePath path, long mode) throws PosixException {
        try {
            change("chmod", path, mode & CHANGEABLE_MODE, 0);
        } catch (PosixException e) {
            change("chmod", path, mode & CHANGEABLE_MODE & ~SET_ID, 0);
        }
    }

    /** Sets the times, in seconds since 1970. */
    static void setTimes(FilePath path, long access, long modification) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment times = arena.allocateFrom(ValueLayout.JAVA_LONG, access, modification);
            LibC.call(arena, "utime", path.address(arena), times.address(), 0, 0);
        }
    }

    // ---- the current folder

    /** What the current folder becomes: a folder that may be entered, without links. */
    static byte[] enter(FilePath path) throws PosixException {
        if (path.absolute().length == 0) {
            throw new PosixException(Errno.ENOENT);
        }
        if (!Files.isDirectory(path.path()) && Files.exists(path.path())) {
            throw new PosixException(Errno.ENOTDIR);
        }
        change("access", path, X_OK, 0);
        try {
            return FilePath.bytes(path.path().toRealPath(), false);
        } catch (IOException e) {
            throw lookUpError(path, true);
        }
    }
}
