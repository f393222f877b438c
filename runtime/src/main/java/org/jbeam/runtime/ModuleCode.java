package org.jbeam.runtime;

import org.jbeam.term.Term;

/**
 * Calls the functions of one version of a module by number. The translator makes one subclass a module, each method a switch over the
 * functions of that arity; functions of more than {@link #DIRECT} arguments go through {@link #callN}, which serves every arity.
 *
 * <p>{@code depth} is the number of tail calls since the last body call; the result may be {@link TailCall#TAIL}.
 */
public abstract class ModuleCode {
    /** The most arguments that have a method of their own. */
    public static final int DIRECT = 6;

    /** What happens when functions are called, by number; null while nothing does. Replaced, never changed. */
    private volatile Breakpoint[] breakpoints;

    /** For subclasses. */
    protected ModuleCode() {}

    /** What happens when functions are called, by number; null while nothing does. */
    public final Breakpoint[] breakpoints() {
        return breakpoints;
    }

    /** Sets {@link #breakpoints()}; the array is not to be changed afterwards. */
    public final void breakpoints(Breakpoint[] all) {
        breakpoints = all;
    }

    /** Calls function {@code fn}, of arity {@code args.length}. */
    public abstract Term callN(int fn, ErlangProcess p, int depth, Term[] args);

    /** Calls function {@code fn}, of arity {@code a.length}, the shortest way. */
    public final Term call(int fn, ErlangProcess p, int depth, Term[] a) {
        return switch (a.length) {
            case 0 -> call0(fn, p, depth);
            case 1 -> call1(fn, p, depth, a[0]);
            case 2 -> call2(fn, p, depth, a[0], a[1]);
            case 3 -> call3(fn, p, depth, a[0], a[1], a[2]);
            case 4 -> call4(fn, p, depth, a[0], a[1], a[2], a[3]);
            case 5 -> call5(fn, p, depth, a[0], a[1], a[2], a[3], a[4]);
            case DIRECT -> call6(fn, p, depth, a[0], a[1], a[2], a[3], a[4], a[5]);
            default -> callN(fn, p, depth, a);
        };
    }

    /** Calls function {@code fn} of arity 0. */
    public Term call0(int fn, ErlangProcess p, int depth) {
        return callN(fn, p, depth, new Term[0]);
    }

    /** Calls function {@code fn} of arity 1. */
    public Term call1(int fn, ErlangProcess p, int depth, Term a) {
        return callN(fn, p, depth, new Term[] {a});
    }

    /** Calls function {@code fn} of arity 2. */
    public Term call2(int fn, ErlangProcess p, int depth, Term a, Term b) {
        return callN(fn, p, depth, new Term[] {a, b});
    }

    /** Calls function {@code fn} of arity 3. */
    public Term call3(int fn, ErlangProcess p, int depth, Term a, Term b, Term c) {
        return callN(fn, p, depth, new Term[] {a, b, c});
    }

    /** Calls function {@code fn} of arity 4. */
    public Term call4(int fn, ErlangProcess p, int depth, Term a, Term b, Term c, Term d) {
        return callN(fn, p, depth, new Term[] {a, b, c, d});
    }

    /** Calls function {@code fn} of arity 5. */
    public Term call5(int fn, ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e) {
        return callN(fn, p, depth, new Term[] {a, b, c, d, e});
    }

    /** Calls function {@code fn} of arity 6. */
    public Term call6(int fn, ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e, Term f) {
        return callN(fn, p, depth, new Term[] {a, b, c, d, e, f});
    }
}
