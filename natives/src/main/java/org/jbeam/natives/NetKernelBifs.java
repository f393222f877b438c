package org.jbeam.natives;

import org.jbeam.natives.dist.DistNode;
import org.jbeam.natives.dist.DistTable;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/** Module net_kernel's native. */
@BifModule("net_kernel")
public final class NetKernelBifs {
    private NetKernelBifs() {}

    /** {@code dflag_unicode_io(Pid)}: does the process' node take Unicode I/O requests? This one does; one that is not connected has not said so. */
    @Bif("dflag_unicode_io")
    public static Term dflagUnicodeIo(ErlangProcess p, Term pid) {
        if (!(pid instanceof Pid id)) {
            throw BifException.badarg();
        }
        DistNode node = id.node().isLocal() ? null : DistTable.of(p.vm()).existing(id.node().name());
        return Atom.of(id.node().isLocal() || node != null && node.takesUnicode());
    }
}
