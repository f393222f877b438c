package org.jbeam.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** What {@code stat} says of a file, and the {@code file_info} record made of it. */
record FileInfo(Map<String, Object> attributes) {
    private static final String ALL = "unix:mode,ino,dev,rdev,nlink,uid,gid,ctime,lastModifiedTime,lastAccessTime,size";
    private static final LinkOption[] FOLLOW = {};
    private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int CHARACTERS = 0020000;
    private static final int BLOCKS = 0060000;
    /** The earliest time that Erlang's calendar knows: the year 0. */
    private static final long FIRST_TIME = -62_167_219_200L;

    /** Looks at a path; null when it cannot, for whatever reason. */
    static FileInfo find(FilePath path, boolean follow) {
        try {
            return look(path, follow);
        } catch (PosixException e) {
            return null;
        }
    }

    /**
     * Looks at a path.
     *
     * @throws PosixException why it cannot
     */
    static FileInfo look(FilePath path, boolean follow) throws PosixException {
        if (path.absolute().length == 0) {
            throw new PosixException(Errno.ENOENT);
        }
        try {
            // a link with a slash behind is followed
            Map<String, Object> found = Files.readAttributes(path.path(), ALL, follow || !path.isPlain() ? FOLLOW : NO_FOLLOW);
            FileInfo info = new FileInfo(found);
            if (!path.isPlain() && !info.isDirectory()) {
                throw new PosixException(Errno.ENOTDIR);
            }
            return info;
        } catch (NoSuchFileException e) {
            // Java says the same of a file that is taken for a folder
            throw hasFileForFolder(path.path()) ? FileSystem.lookUpError(path, follow) : new PosixException(Errno.ENOENT);
        } catch (IOException e) {
            throw FileSystem.lookUpError(path, follow);
        }
    }

    private static boolean hasFileForFolder(Path path) {
        Path parent = path.getParent();
        while (parent != null && !Files.isDirectory(parent)) {
            if (Files.exists(parent)) {
                return true;
            }
            parent = parent.getParent();
        }
        return false;
    }

    /**
     * The record of a file, with the access that this process has.
     *
     * @throws PosixException why there is none
     */
    static Term ofPath(FilePath path, boolean follow) throws PosixException {
        return look(path, follow).record(Files.isReadable(path.path()), Files.isWritable(path.path()));
    }

    /** The record of an open file; access is what its permissions allow this process' user. */
    static Term ofOpen(Path self) throws IOException, PosixException {
        FileInfo info = new FileInfo(Files.readAttributes(self, ALL));
        int mode = info.number("mode");
        int shift = info.number("uid") == FileSystem.userId() ? 6 : info.number("gid") == FileSystem.groupId() ? 3 : 0;
        return info.record((mode >> shift & 4) != 0, (mode >> shift & 2) != 0);
    }

    private int number(String name) {
        return ((Number) attributes.get(name)).intValue();
    }

    private Term unsigned(String name) {
        return SmallInt.of(((Number) attributes.get(name)).longValue() & 0xffffffffL);
    }

    private Term time(String name) {
        return SmallInt.of(Math.max(FIRST_TIME, ((FileTime) attributes.get(name)).toInstant().getEpochSecond()));
    }

    private int type() {
        return number("mode") & TYPE;
    }

    boolean isDirectory() {
        return type() == DIRECTORY;
    }

    boolean isRegular() {
        return type() == REGULAR;
    }

    /** Size in bytes. */
    long size() {
        return ((Number) attributes.get("size")).longValue();
    }

    /** Is it the same file as this one? */
    boolean isSame(FileInfo other) {
        return attributes.get("ino").equals(other.attributes.get("ino")) && attributes.get("dev").equals(other.attributes.get("dev"));
    }

    private Term record(boolean readable, boolean writable) {
        String type = switch (type()) {
            case DIRECTORY -> "directory";
            case REGULAR -> "regular";
            case LINK -> "symlink";
            case CHARACTERS, BLOCKS -> "device";
            default -> "other";
        };
        String one = readable ? "read" : "write";
        String access = readable && writable ? "read_write" : readable || writable ? one : "none";
        return Tuple.of(Atom.of("file_info"), SmallInt.of(size()), Atom.of(type), Atom.of(access), time("lastAccessTime"),
                time("lastModifiedTime"), time("ctime"), unsigned("mode"), unsigned("nlink"), unsigned("dev"), unsigned("rdev"),
                unsigned("ino"), unsigned("uid"), unsigned("gid"));
    }
}
