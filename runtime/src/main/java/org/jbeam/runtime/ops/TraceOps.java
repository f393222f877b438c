package org.jbeam.runtime.ops;

import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.Breakpoint;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.ModuleCode;
import org.jbeam.term.Term;

/**
 * The long way into a function: where a process goes that is traced, because its reductions are kept at 0. Each method gives the value when the call
 * has been made under the eyes of a tracer, and null to go on as usual.
 */
public final class TraceOps {
    private TraceOps() {}

    /** A function without arguments. */
    public static Term entered(ErlangProcess p, int depth, ModuleCode code, int fn) {
        return !p.isTracedEntry() || code.breakpoints() == null ? null : called(p, depth, code, fn, new Term[0]);
    }

    /** A function of one argument. */
    public static Term entered(ErlangProcess p, int depth, ModuleCode code, int fn, Term a) {
        return !p.isTracedEntry() || code.breakpoints() == null ? null : called(p, depth, code, fn, new Term[] {a});
    }

    /** A function of two arguments. */
    public static Term entered(ErlangProcess p, int depth, ModuleCode code, int fn, Term a, Term b) {
        return !p.isTracedEntry() || code.breakpoints() == null ? null : called(p, depth, code, fn, new Term[] {a, b});
    }

    /** A function of three arguments. */
    public static Term entered(ErlangProcess p, int depth, ModuleCode code, int fn, Term a, Term b, Term c) {
        return !p.isTracedEntry() || code.breakpoints() == null ? null : called(p, depth, code, fn, new Term[] {a, b, c});
    }

    /** A function of any number of arguments. */
    public static Term entered(ErlangProcess p, int depth, ModuleCode code, int fn, Term[] args) {
        return p.isTracedEntry() ? called(p, depth, code, fn, args) : null;
    }

    private static Term called(ErlangProcess p, int depth, ModuleCode code, int fn, Term[] args) {
        Breakpoint[] all = code.breakpoints();
        Breakpoint breakpoint = all == null ? null : all[fn];
        if (breakpoint == null || p.passes(breakpoint)) {
            return null;
        }
        return breakpoint.called(p, depth, args, (self, d, a) -> {
            self.letPass(breakpoint);
            return code.call(fn, self, d, a);
        });
    }

    /** A built-in function without arguments. */
    public static Term called(BifTable.Entry bif, ErlangProcess p) {
        return called(bif, p, new Term[0]);
    }

    /** A built-in function of one argument. */
    public static Term called(BifTable.Entry bif, ErlangProcess p, Term a) {
        return called(bif, p, new Term[] {a});
    }

    /** A built-in function of two arguments. */
    public static Term called(BifTable.Entry bif, ErlangProcess p, Term a, Term b) {
        return called(bif, p, new Term[] {a, b});
    }

    /** A built-in function of three arguments. */
    public static Term called(BifTable.Entry bif, ErlangProcess p, Term a, Term b, Term c) {
        return called(bif, p, new Term[] {a, b, c});
    }

    /** A built-in function of four arguments. */
    public static Term called(BifTable.Entry bif, ErlangProcess p, Term a, Term b, Term c, Term d) {
        return called(bif, p, new Term[] {a, b, c, d});
    }

    /** A built-in function: its value, which may be {@code TAIL} where the function may give that. Errors are as a caller sees them. */
    public static Term called(BifTable.Entry bif, ErlangProcess p, Term[] args) {
        return called(bif, p, 0, args);
    }

    /** As {@link #called(BifTable.Entry, ErlangProcess, Term[])}, with the depth of {@link ModuleCode}, when it is called by name. */
    public static Term called(BifTable.Entry bif, ErlangProcess p, int depth, Term[] args) {
        Breakpoint breakpoint = bif.breakpoint();
        Term result = breakpoint == null ? null : breakpoint.called(p, depth, args, (self, d, a) -> bif.call(self, a));
        return result != null ? result : bif.call(p, args);
    }
}
