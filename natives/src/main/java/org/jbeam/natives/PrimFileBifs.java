package org.jbeam.natives;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.ByteBuffer;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.BigInt;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Module prim_file's functions of open files. Each answers {@code {error, Posix}} when the operating system refuses. */
@BifModule(value = "prim_file", nif = true)
public final class PrimFileBifs {
    private static final Atom EOF = Atom.of("eof");
    private static final int QUICK = 1 << 16;
    private static final int POINTER_SIZE = 8;
    private static final String[] ADVICE = {"normal", "random", "sequential", "will_need", "dont_need", "no_reuse"};

    private PrimFileBifs() {}

    /** {@code open_nif(Path, Modes)}: {@code {ok, Ref}}. */
    @Bif("open_nif")
    public static Term open(ErlangProcess p, Term path, Term modes) {
        if (!Args.isList(modes)) {
            throw BifException.badarg();
        }
        return Errno.answer(() -> Tuple.of(Atom.OK, OpenMode.of(modes).open(p, FileSystem.path(p, path))));
    }

    /** {@code file_desc_to_ref_nif(Fd)}: a handle of a descriptor that is open already. */
    @Bif("file_desc_to_ref_nif")
    public static Term fileDescToRef(ErlangProcess p, Term descriptor) {
        int fd = (int) Args.integer(descriptor, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return Errno.answer(() -> {
            try (Arena arena = Arena.ofConfined()) {
                LibC.callVariadic(arena, "fcntl", fd, OpenMode.F_GETFL, 0);
            }
            return Tuple.of(Atom.OK, OpenMode.handle(p, fd, false));
        });
    }

    /** {@code close_nif(Ref)}. */
    @Bif("close_nif")
    public static Term close(ErlangProcess p, Term ref) {
        FileHandle file = handle(ref);
        return Errno.answer(() -> {
            OpenFiles.of(p.vm()).remove(file);
            FileSystem.run(p, file.isRegular(), () -> {
                file.close();
                return Atom.OK;
            });
            return Atom.OK;
        });
    }

    /** {@code delayed_close_nif(Ref)}: for a file that its owner's end has closed. */
    @Bif("delayed_close_nif")
    public static Term delayedClose(Term ref) {
        handle(ref).abandon();
        return Atom.OK;
    }

    private static FileHandle handle(Term ref) {
        if (ref instanceof FileHandle file) {
            return file;
        }
        throw BifException.badarg();
    }

    private static Term operate(ErlangProcess p, Term ref, boolean quick, Errno.Operation work) {
        FileHandle file = handle(ref);
        return Errno.answer(() -> {
            file.enter();
            try {
                return FileSystem.run(p, quick && file.isRegular(), () -> work.run(file));
            } finally {
                file.leave();
            }
        });
    }

    /** A number that must not be negative; einval if it is or exceeds 64 bits, badarg for other terms. */
    private static long size(Term number) throws PosixException {
        if (number instanceof SmallInt n && n.value() >= 0) {
            return n.value();
        }
        throw new PosixException(Errno.EINVAL);
    }

    private static void checkNumber(Term number) {
        if (!(number instanceof SmallInt || number instanceof BigInt || number instanceof org.jbeam.term.FloatTerm)) {
            throw BifException.badarg();
        }
    }

    private static Term data(Bitstring bytes) {
        return bytes == null ? EOF : Tuple.of(Atom.OK, bytes);
    }

    private static boolean isSmall(Term size) {
        return size instanceof SmallInt n && n.value() <= QUICK;
    }

    /** {@code read_nif(Ref, Size)}: {@code {ok, Data}} or eof. */
    @Bif("read_nif")
    public static Term read(ErlangProcess p, Term ref, Term size) {
        checkNumber(size);
        return operate(p, ref, isSmall(size), file -> {
            Bitstring bytes = file.read(-1, size(size));
            return data(bytes);
        });
    }

    /** {@code pread_nif(Ref, Offset, Size)}. */
    @Bif("pread_nif")
    public static Term pread(ErlangProcess p, Term ref, Term offset, Term size) {
        checkNumber(offset);
        checkNumber(size);
        return operate(p, ref, isSmall(size), file -> data(file.read(size(offset), size(size))));
    }

    /** {@code write_nif(Ref, IoVec)}: all of it is written, or an error. */
    @Bif("write_nif")
    public static Term write(ErlangProcess p, Term ref, Term data) {
        handle(ref);
        long count = sizeOf(data);
        return operate(p, ref, count <= QUICK, file -> {
            file.write(-1, data, count);
            return Atom.OK;
        });
    }

    /** {@code pwrite_nif(Ref, Offset, IoVec)}. */
    @Bif("pwrite_nif")
    public static Term pwrite(ErlangProcess p, Term ref, Term offset, Term data) {
        handle(ref);
        checkNumber(offset);
        long count = sizeOf(data);
        return operate(p, ref, count <= QUICK, file -> {
            file.write(size(offset), data, count);
            return Atom.OK;
        });
    }

    /** The bytes in a list of binaries; badarg for anything else. */
    private static long sizeOf(Term list) {
        long size = 0;
        Term rest = list;
        while (rest != Nil.NIL) {
            if (!(rest instanceof Cons cell) || !(cell.head() instanceof Bitstring b) || !b.isBinary()) {
                throw BifException.badarg();
            }
            size += b.byteSize();
            rest = cell.tail();
        }
        return size;
    }

    /** {@code seek_nif(Ref, bof | cur | eof, Offset)}: {@code {ok, Position}}. */
    @Bif("seek_nif")
    public static Term seek(ErlangProcess p, Term ref, Term mark, Term offset) {
        handle(ref);
        long distance = Args.integer(offset);
        int whence = switch (Args.atom(mark).name()) {
            case "bof" -> FileHandle.SEEK_SET;
            case "cur" -> FileHandle.SEEK_CUR;
            case "eof" -> FileHandle.SEEK_END;
            default -> throw BifException.badarg();
        };
        return operate(p, ref, true, file -> Tuple.of(Atom.OK, SmallInt.of(file.seek(whence, distance))));
    }

    /** {@code sync_nif(Ref, DataOnly)}. */
    @Bif("sync_nif")
    public static Term sync(ErlangProcess p, Term ref, Term dataOnly) {
        handle(ref);
        boolean data = Args.integer(dataOnly, Integer.MIN_VALUE, Integer.MAX_VALUE) != 0;
        return operate(p, ref, false, file -> {
            file.sync(data);
            return Atom.OK;
        });
    }

    /** {@code truncate_nif(Ref)}: at the current position. */
    @Bif("truncate_nif")
    public static Term truncate(ErlangProcess p, Term ref) {
        return operate(p, ref, false, file -> {
            file.truncate();
            return Atom.OK;
        });
    }

    /** {@code allocate_nif(Ref, Offset, Length)}. */
    @Bif("allocate_nif")
    public static Term allocate(ErlangProcess p, Term ref, Term offset, Term length) {
        handle(ref);
        checkNumber(offset);
        checkNumber(length);
        return operate(p, ref, false, file -> {
            file.allocate(size(offset), size(length));
            return Atom.OK;
        });
    }

    /** {@code advise_nif(Ref, Offset, Length, Advice)}. */
    @Bif("advise_nif")
    public static Term advise(ErlangProcess p, Term ref, Term offset, Term length, Term advice) {
        handle(ref);
        checkNumber(offset);
        checkNumber(length);
        return operate(p, ref, false, file -> {
            long from = size(offset);
            long count = size(length);
            for (int i = 0; i < ADVICE.length; i++) {
                if (advice == Atom.of(ADVICE[i])) {
                    file.advise(from, count, i);
                    return Atom.OK;
                }
            }
            throw new PosixException(Errno.EINVAL);
        });
    }

    /** {@code read_handle_info_nif(Ref)}: a {@code file_info} record. */
    @Bif("read_handle_info_nif")
    public static Term readHandleInfo(ErlangProcess p, Term ref) {
        return operate(p, ref, true, file -> {
            try {
                return FileInfo.ofOpen(file.self());
            } catch (IOException e) {
                throw new PosixException(Errno.EIO);
            }
        });
    }

    /** {@code get_handle_nif(Ref)}: the descriptor, an {@code int} in a binary. */
    @Bif("get_handle_nif")
    public static Term getHandle(ErlangProcess p, Term ref) {
        return operate(p, ref, true, file ->
                Bitstring.of(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(file.descriptor()).array()));
    }

    /** {@code ipread_s32bu_p32bu_nif(Ref, Offset, MaxSize)}: reads the block whose size and place stand at an offset. */
    @Bif("ipread_s32bu_p32bu_nif")
    public static Term ipread(ErlangProcess p, Term ref, Term offset, Term maxSize) {
        handle(ref);
        checkNumber(offset);
        checkNumber(maxSize);
        return operate(p, ref, false, file -> {
            long from = size(offset);
            if (!(maxSize instanceof SmallInt max) || max.value() >= 1L << 31) {
                throw new PosixException(Errno.EINVAL);
            }
            Bitstring pointer = file.read(from, POINTER_SIZE);
            if (pointer == null || pointer.byteSize() < POINTER_SIZE) {
                return EOF;
            }
            ByteBuffer both = ByteBuffer.wrap(pointer.array());
            long size = both.getInt() & 0xffffffffL;
            long at = both.getInt() & 0xffffffffL;
            if (size > max.value()) {
                return EOF;
            }
            Bitstring block = file.read(at, size);
            return Tuple.of(Atom.OK, Tuple.of(SmallInt.of(size), SmallInt.of(at), block == null ? EOF : block));
        });
    }
}
