package org.jbeam.ets;

import java.io.IOException;

/** A file is not one that {@link TableFile} can make a table of. */
public final class TableFileException extends IOException {
    private static final long serialVersionUID = 1;

    /** What is wrong with it, in {@code ets:file2tab/2}'s words where it has some. */
    public enum Reason {
        /** No log file of Erlang's, or none of a table. */
        BADFILE,
        /** Whoever wrote it did not close it. */
        NEED_REPAIR,
        /** Written by a later version. */
        UNSUPPORTED_FILE_VERSION,
        /** The check sum is another. */
        CHECKSUM_ERROR,
        /** There are more or fewer objects than it says. */
        INVALID_OBJECT_COUNT,
        /** A named table of that name exists. */
        CANNOT_CREATE_TABLE
    }

    private final Reason reason;

    TableFileException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    TableFileException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
