package org.jbeam.natives;

/** The operating system refused something. It has no Java trace. */
public final class PosixException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int errno;

    /** With an error number of the operating system. */
    public PosixException(int errno) {
        super(null, null, false, false);
        this.errno = errno;
    }

    /** The error number. */
    public int errno() {
        return errno;
    }

    @Override
    public String getMessage() {
        return Errno.atom(errno).name();
    }
}
