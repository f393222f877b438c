package org.jbeam.natives.inet;

import org.jbeam.natives.Errno;

/** A request of prim_inet that cannot be served. Its message is the name of the error: that of an error number, or one of the driver's own. */
final class RequestRefused extends Exception {
    private static final long serialVersionUID = 1L;
    /** The socket's state does not allow it. */
    static final String BAD_PORT = "exbadport";
    /** It comes too early or too late. */
    static final String BAD_SEQUENCE = "exbadseq";

    RequestRefused(String name) {
        super(name, null, false, false);
    }

    static RequestRefused of(int errno) {
        return new RequestRefused(Errno.atom(errno).name());
    }

    static RequestRefused invalid() {
        return of(Errno.EINVAL);
    }
}
