package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** Module error_logger's native. */
@BifModule("error_logger")
public final class ErrorLoggerBifs {
    private static volatile Atom warnings = Atom.of("warning");

    private ErrorLoggerBifs() {}

    /** Sets what warnings are logged as, by the letter that follows {@code +W}: e, i or w. */
    public static void warnings(char flag) {
        warnings = Atom.of(flag == 'e' ? "error" : flag == 'i' ? "info" : "warning");
    }

    /** {@code warning_map()}: error, warning or info. */
    @Bif("warning_map")
    public static Term warningMap() {
        return warnings;
    }
}
