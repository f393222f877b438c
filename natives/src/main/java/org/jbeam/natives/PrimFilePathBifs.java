package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Module prim_file's functions of paths: binaries of raw bytes with zero bytes at their end. */
@BifModule(value = "prim_file", nif = true)
public final class PrimFilePathBifs {
    private PrimFilePathBifs() {}

    private interface PathWork {
        void run(FilePath path) throws PosixException;
    }

    private static Term change(ErlangProcess p, Term name, PathWork work) {
        return Errno.answer(() -> {
            FilePath path = FileSystem.path(p, name);
            FileSystem.run(p, false, () -> {
                work.run(path);
                return Atom.OK;
            });
            return Atom.OK;
        });
    }

    private interface TwoPathWork {
        void run(FilePath one, FilePath other) throws PosixException;
    }

    private static Term change(ErlangProcess p, Term name, Term otherName, TwoPathWork work) {
        return Errno.answer(() -> {
            FilePath path = FileSystem.path(p, name);
            FilePath other = FileSystem.path(p, otherName);
            FileSystem.run(p, false, () -> {
                work.run(path, other);
                return Atom.OK;
            });
            return Atom.OK;
        });
    }

    /** {@code read_info_nif(Path, FollowLinks)}: a {@code file_info} record. */
    @Bif("read_info_nif")
    public static Term readInfo(ErlangProcess p, Term path, Term followLinks) {
        boolean follow = Args.integer(followLinks, Integer.MIN_VALUE, Integer.MAX_VALUE) != 0;
        return Errno.answer(() -> FileInfo.ofPath(FileSystem.path(p, path), follow));
    }

    /** {@code read_file_nif(Path)}: {@code {ok, Bytes}}. */
    @Bif("read_file_nif")
    public static Term readFile(ErlangProcess p, Term path) {
        return Errno.answer(() -> Tuple.of(Atom.OK, FileSystem.readFile(p, FileSystem.path(p, path))));
    }

    /** {@code list_dir_nif(Path)}: {@code {ok, Names}}, each a binary. */
    @Bif("list_dir_nif")
    public static Term listDir(ErlangProcess p, Term path) {
        return Errno.answer(() -> Tuple.of(Atom.OK, FileSystem.list(FileSystem.path(p, path))));
    }

    /** {@code read_link_nif(Path)}: {@code {ok, Target}}. */
    @Bif("read_link_nif")
    public static Term readLink(ErlangProcess p, Term path) {
        return Errno.answer(() -> Tuple.of(Atom.OK, FileSystem.readLink(FileSystem.path(p, path))));
    }

    /** {@code make_hard_link_nif(Existing, New)}. */
    @Bif("make_hard_link_nif")
    public static Term makeHardLink(ErlangProcess p, Term existing, Term link) {
        return change(p, existing, link, (from, to) -> FileSystem.change("link", from, to));
    }

    /** {@code make_soft_link_nif(Existing, New)}. */
    @Bif("make_soft_link_nif")
    public static Term makeSoftLink(ErlangProcess p, Term existing, Term link) {
        return change(p, existing, link, FileSystem::makeLink);
    }

    /** {@code rename_nif(From, To)}. */
    @Bif("rename_nif")
    public static Term rename(ErlangProcess p, Term from, Term to) {
        return change(p, from, to, FileSystem::rename);
    }

    /** {@code make_dir_nif(Path)}. */
    @Bif("make_dir_nif")
    public static Term makeDir(ErlangProcess p, Term path) {
        return change(p, path, FileSystem::makeFolder);
    }

    /** {@code del_file_nif(Path)}. */
    @Bif("del_file_nif")
    public static Term delFile(ErlangProcess p, Term path) {
        return change(p, path, FileSystem::deleteFile);
    }

    /** {@code del_dir_nif(Path)}. */
    @Bif("del_dir_nif")
    public static Term delDir(ErlangProcess p, Term path) {
        byte[] current = Environment.of(p).folderBytes();
        return change(p, path, folder -> FileSystem.deleteFolder(folder, current));
    }

    /** {@code set_permissions_nif(Path, Mode)}. */
    @Bif("set_permissions_nif")
    public static Term setPermissions(ErlangProcess p, Term path, Term mode) {
        long bits = Args.integer(mode, 0, 0xffffffffL);
        return change(p, path, file -> FileSystem.setPermissions(file, bits));
    }

    /** {@code set_owner_nif(Path, Uid, Gid)}: -1 leaves one as it is. */
    @Bif("set_owner_nif")
    public static Term setOwner(ErlangProcess p, Term path, Term user, Term group) {
        long uid = Args.integer(user, Integer.MIN_VALUE, Integer.MAX_VALUE);
        long gid = Args.integer(group, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return change(p, path, file -> FileSystem.change("chown", file, uid, gid));
    }

    /** {@code set_time_nif(Path, Access, Modification, Change)}: seconds since 1970; the time of change cannot be set. */
    @Bif("set_time_nif")
    public static Term setTime(ErlangProcess p, Term path, Term access, Term modification, Term change) {
        long accessed = Args.integer(access);
        long modified = Args.integer(modification);
        Args.integer(change);
        return change(p, path, file -> FileSystem.setTimes(file, accessed, modified));
    }

    /** {@code get_cwd_nif()}: {@code {ok, Path}}. */
    @Bif("get_cwd_nif")
    public static Term getCwd(ErlangProcess p) {
        byte[] folder = Environment.of(p).folderBytes();
        if (!java.nio.file.Files.exists(FilePath.path(folder))) {
            return Errno.tuple(Errno.ENOENT);
        }
        return Tuple.of(Atom.OK, Bitstring.of(folder));
    }

    /** {@code set_cwd_nif(Path)}. */
    @Bif("set_cwd_nif")
    public static Term setCwd(ErlangProcess p, Term path) {
        return change(p, path, folder -> Environment.of(p).folder(FileSystem.enter(folder)));
    }

    /** {@code get_device_cwd_nif(Device)}: for systems with drive letters. */
    @Bif(value = "get_device_cwd_nif", withoutSupport = true)
    public static Term getDeviceCwd(Term device) {
        Args.integer(device, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return Errno.tuple(Errno.ENOTSUP);
    }

    /** {@code altname_nif(Path)}: for systems with short names. */
    @Bif(value = "altname_nif", withoutSupport = true)
    public static Term altname(ErlangProcess p, Term path) {
        return Errno.answer(() -> {
            FileSystem.path(p, path);
            throw new PosixException(Errno.ENOTSUP);
        });
    }
}
