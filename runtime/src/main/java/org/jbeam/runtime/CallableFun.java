package org.jbeam.runtime;

import org.jbeam.term.Fun;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/**
 * A fun that can be called. Subclasses override the method of their own arity ({@link #callN} beyond {@link ModuleCode#DIRECT}); all others raise
 * {@code {badarity, {Fun, Args}}}. Arguments and result are as in {@link ModuleCode}.
 */
public abstract class CallableFun extends Fun {
    /** For subclasses. */
    protected CallableFun() {}

    /** Calls with {@code args.length} arguments, more than {@link ModuleCode#DIRECT}; see {@link #apply} for any number. */
    public Term callN(ErlangProcess p, int depth, Term[] args) {
        throw ErlangException.badarity(p, this, Terms.list(args));
    }

    /** Calls without arguments. */
    public Term call0(ErlangProcess p, int depth) {
        throw ErlangException.badarity(p, this, Terms.list());
    }

    /** Calls with one argument. */
    public Term call1(ErlangProcess p, int depth, Term a) {
        throw ErlangException.badarity(p, this, Terms.list(a));
    }

    /** Calls with two arguments. */
    public Term call2(ErlangProcess p, int depth, Term a, Term b) {
        throw ErlangException.badarity(p, this, Terms.list(a, b));
    }

    /** Calls with three arguments. */
    public Term call3(ErlangProcess p, int depth, Term a, Term b, Term c) {
        throw ErlangException.badarity(p, this, Terms.list(a, b, c));
    }

    /** Calls with four arguments. */
    public Term call4(ErlangProcess p, int depth, Term a, Term b, Term c, Term d) {
        throw ErlangException.badarity(p, this, Terms.list(a, b, c, d));
    }

    /** Calls with five arguments. */
    public Term call5(ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e) {
        throw ErlangException.badarity(p, this, Terms.list(a, b, c, d, e));
    }

    /** Calls with six arguments. */
    public Term call6(ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e, Term f) {
        throw ErlangException.badarity(p, this, Terms.list(a, b, c, d, e, f));
    }

    /** Calls with any number of arguments. */
    public final Term apply(ErlangProcess p, int depth, Term... a) {
        return switch (a.length) {
            case 0 -> call0(p, depth);
            case 1 -> call1(p, depth, a[0]);
            case 2 -> call2(p, depth, a[0], a[1]);
            case 3 -> call3(p, depth, a[0], a[1], a[2]);
            case 4 -> call4(p, depth, a[0], a[1], a[2], a[3]);
            case 5 -> call5(p, depth, a[0], a[1], a[2], a[3], a[4]);
            case 6 -> call6(p, depth, a[0], a[1], a[2], a[3], a[4], a[5]);
            default -> callN(p, depth, a);
        };
    }
}
