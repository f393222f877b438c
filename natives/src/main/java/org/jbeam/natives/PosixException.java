package org.jbeam.natives;

/** The operating system refused something. It has no Java trace. */
final class PosixException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int errno;

    PosixException(int errno) {
        super(null, null, false, false);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }

    @Override
    public String getMessage() {
        return Errno.atom(errno).name();
    }
}
