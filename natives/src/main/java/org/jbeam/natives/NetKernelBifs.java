package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/** Module net_kernel's native. */
@BifModule("net_kernel")
public final class NetKernelBifs {
    private NetKernelBifs() {}

    /** {@code dflag_unicode_io(Pid)}: does the process' node take Unicode I/O requests? This one does. */
    @Bif("dflag_unicode_io")
    public static Term dflagUnicodeIo(Term pid) {
        if (!(pid instanceof Pid)) {
            throw BifException.badarg();
        }
        return Atom.TRUE;
    }
}
