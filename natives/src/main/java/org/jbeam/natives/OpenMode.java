package org.jbeam.natives;

import java.lang.foreign.Arena;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Term;

/** How a file shall be opened, as Erlang's list of modes says. */
record OpenMode(boolean read, boolean write, boolean append, boolean exclusive, boolean sync, boolean directory, boolean anyType) {
    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");
    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int O_CREAT = LINUX ? 0x40 : 0x200;
    private static final int O_EXCL = LINUX ? 0x80 : 0x800;
    private static final int O_TRUNC = LINUX ? 0x200 : 0x400;
    private static final int O_APPEND = LINUX ? 0x400 : 0x8;
    private static final int O_SYNC = LINUX ? 0x101000 : 0x80;
    private static final int LINUX_O_DIRECTORY = ARM ? 0x4000 : 0x10000;
    private static final int O_DIRECTORY = LINUX ? LINUX_O_DIRECTORY : 0x100000;
    private static final int O_CLOEXEC = LINUX ? 0x80000 : 0x1000000;
    private static final int FILE_MODE = 0666;
    private static final int FOLDER_MODE = 0777;
    /** For reading only. */
    static final int READ_FLAGS = O_CLOEXEC;
    /** The command of fcntl that reads the flags of an open file. */
    static final int F_GETFL = 3;

    /** Reads a list of modes; what it does not know means something to others. */
    static OpenMode of(Term modes) {
        boolean[] on = new boolean[7];
        Term rest = modes;
        while (rest instanceof Cons cell) {
            if (cell.head() instanceof Atom mode) {
                int at = switch (mode.name()) {
                    case "read" -> 0;
                    case "write" -> 1;
                    case "append" -> 2;
                    case "exclusive" -> 3;
                    case "sync" -> 4;
                    case "directory" -> 5;
                    case "skip_type_check" -> 6;
                    default -> -1;
                };
                if (at >= 0) {
                    on[at] = true;
                }
            }
            rest = cell.tail();
        }
        boolean write = on[1] || on[2] || on[3];
        return new OpenMode(on[0] || !write, write, on[2], on[3], on[4], on[5], on[6]);
    }

    private int flags() {
        int flags = 0;
        if (write) {
            flags = read ? O_RDWR | O_CREAT : O_WRONLY | O_CREAT | O_TRUNC;
        }
        if (append) {
            flags = flags & ~O_TRUNC | O_APPEND;
        }
        return flags | O_CLOEXEC | (exclusive ? O_EXCL : 0) | (sync ? O_SYNC : 0) | (directory ? O_DIRECTORY : 0);
    }

    /** Opens a file for a process, which then owns it. */
    FileHandle open(ErlangProcess p, FilePath path) throws PosixException {
        FileInfo before = write ? FileInfo.find(path, true) : FileInfo.look(path, true);
        if (before != null && before.isDirectory() && !directory && !anyType && !write) {
            throw new PosixException(Errno.EISDIR);
        }
        boolean regular = before != null ? before.isRegular() : write;
        int fd = FileSystem.run(p, regular, () -> {
            try (Arena arena = Arena.ofConfined()) {
                return LibC.callVariadic(arena, "open", path.address(arena), flags(), directory ? FOLDER_MODE : FILE_MODE);
            }
        });
        return handle(p, fd, regular);
    }

    /** A handle of a descriptor, owned by this process. */
    static FileHandle handle(ErlangProcess p, int fd, boolean regular) {
        FileHandle file = new FileHandle(p.vm().newRef(), fd, regular, p.pid());
        OpenFiles.of(p.vm()).add(file);
        return file;
    }
}
