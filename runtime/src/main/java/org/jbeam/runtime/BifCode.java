package org.jbeam.runtime;

import org.jbeam.runtime.ops.TraceOps;
import org.jbeam.term.Term;

/** The code of an export that is a built-in function. */
final class BifCode extends ModuleCode {
    private final BifTable.Entry bif;

    BifCode(BifTable.Entry bif) {
        this.bif = bif;
    }

    boolean isTraced() {
        return bif.breakpoint() != null;
    }

    @Override
    public Term callN(int fn, ErlangProcess p, int depth, Term[] args) {
        return bif.breakpoint() == null ? bif.call(p, args) : TraceOps.called(bif, p, depth, args);
    }
}
