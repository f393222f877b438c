package org.jbeam.runtime;

import org.jbeam.term.Term;

/** The code of an export whose calls are traced: passes a breakpoint, then runs the code that was there. */
final class TracedCode extends ModuleCode {
    private final Export.Target plain;
    private final Breakpoint breakpoint;

    TracedCode(Export.Target plain, Breakpoint breakpoint) {
        this.plain = plain;
        this.breakpoint = breakpoint;
    }

    Export.Target plain() {
        return plain;
    }

    Breakpoint breakpoint() {
        return breakpoint;
    }

    @Override
    public Term callN(int fn, ErlangProcess p, int depth, Term[] args) {
        Term value = breakpoint.called(p, depth, args, this::run);
        return value != null ? value : run(p, depth, args);
    }

    private Term run(ErlangProcess p, int depth, Term[] args) {
        return plain.code().call(plain.fn(), p, depth, args);
    }
}
