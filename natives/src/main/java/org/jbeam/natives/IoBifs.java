package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Term;

/** Module io's natives. */
@BifModule("io")
public final class IoBifs {
    private IoBifs() {}

    /** {@code printable_range()}: {@code latin1} or {@code unicode}. */
    @Bif("printable_range")
    public static Term printableRange(ErlangProcess p) {
        return Environment.of(p).printable();
    }
}
