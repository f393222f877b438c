package org.jbeam.natives;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Error numbers of the operating system and the atoms that Erlang gives them. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int EBADF = 9;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EEXIST = 17;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int EPIPE = 32;
    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    /** Numbers that Linux and the BSDs do not share. */
    public static final int EAGAIN = LINUX ? 11 : 35;
    public static final int ENAMETOOLONG = LINUX ? 36 : 63;
    public static final int ENOTEMPTY = LINUX ? 39 : 66;
    public static final int ENOTSUP = LINUX ? 95 : 45;

    private static final String[] COMMON = {null, "eperm", "enoent", "esrch", "eintr", "eio", "enxio", "e2big", "enoexec", "ebadf", "echild",
        null, "enomem", "eacces", "efault", "enotblk", "ebusy", "eexist", "exdev", "enodev", "enotdir", "eisdir", "einval", "enfile", "emfile",
        "enotty", "etxtbsy", "efbig", "enospc", "espipe", "erofs", "emlink", "epipe", "edom", "erange"};
    private static final String[] LINUX_NAMES = {"edeadlk", "enametoolong", "enolck", "enosys", "enotempty", "eloop", null, "enomsg", "eidrm",
        "echrng", "el2nsync", "el3hlt", "el3rst", "elnrng", "eunatch", "enocsi", "el2hlt", "ebade", "ebadr", "exfull", "enoano", "ebadrqc",
        "ebadslt", null, "ebfont", "enostr", "enodata", "etime", "enosr", "enonet", "enopkg", "eremote", "enolink", "eadv", "esrmnt", "ecomm",
        "eproto", "emultihop", "edotdot", "ebadmsg", "eoverflow", "enotuniq", "ebadfd", "eremchg", "elibacc", "elibbad", "elibscn", "elibmax",
        "elibexec", "eilseq", "erestart", "estrpipe", "eusers", "enotsock", "edestaddrreq", "emsgsize", "eprototype", "enoprotoopt",
        "eprotonosupport", "esocktnosupport", "enotsup", "epfnosupport", "eafnosupport", "eaddrinuse", "eaddrnotavail", "enetdown",
        "enetunreach", "enetreset", "econnaborted", "econnreset", "enobufs", "eisconn", "enotconn", "eshutdown", "etoomanyrefs", "etimedout",
        "econnrefused", "ehostdown", "ehostunreach", "ealready", "einprogress", "estale", "euclean", "enotnam", "enavail", "eisnam",
        "eremoteio", "edquot"};
    private static final String[] BSD_NAMES = {"eagain", "einprogress", "ealready", "enotsock", "edestaddrreq", "emsgsize", "eprototype",
        "enoprotoopt", "eprotonosupport", "esocktnosupport", "enotsup", "epfnosupport", "eafnosupport", "eaddrinuse", "eaddrnotavail",
        "enetdown", "enetunreach", "enetreset", "econnaborted", "econnreset", "enobufs", "eisconn", "enotconn", "eshutdown", "etoomanyrefs",
        "etimedout", "econnrefused", "eloop", "enametoolong", "ehostdown", "ehostunreach", "enotempty", "eproclim", "eusers", "edquot",
        "estale", "eremote"};

    private Errno() {}

    /** The atom of an error number; {@code unknown} for one without. */
    public static Atom atom(int errno) {
        if (errno == EAGAIN) {
            return Atom.of("eagain");
        }
        String name = null;
        if (errno > 0 && errno < COMMON.length) {
            name = COMMON[errno];
        } else if (errno >= COMMON.length) {
            String[] rest = LINUX ? LINUX_NAMES : BSD_NAMES;
            int at = errno - COMMON.length;
            name = at < rest.length ? rest[at] : null;
        }
        return Atom.of(name == null ? "unknown" : name);
    }

    /** {@code {error, Reason}}. */
    public static Tuple2 tuple(int errno) {
        return Tuple.of(Atom.ERROR, atom(errno));
    }

    /** What work answers, or {@code {error, Reason}}. */
    static Term answer(Work work) {
        try {
            return work.run();
        } catch (PosixException e) {
            return tuple(e.errno());
        }
    }

    /** Something done to an open file. */
    @FunctionalInterface
    interface Operation {
        Term run(FileHandle file) throws PosixException;
    }

    /** Something that the operating system may refuse. */
    @FunctionalInterface
    interface Work {
        Term run() throws PosixException;
    }
}
