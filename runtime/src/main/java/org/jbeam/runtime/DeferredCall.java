package org.jbeam.runtime;

import org.jbeam.term.Term;

/** A tail call that was left to the caller; written by {@link ErlangProcess#defer0} and its like, made by {@link ErlangProcess#resume()}. */
final class DeferredCall {
    ModuleCode code;
    int fn;
    int arity;
    Term arg0;
    Term arg1;
    Term arg2;
    Term arg3;
    Term arg4;
    Term arg5;
    /** The arguments when there are more than {@link ModuleCode#DIRECT}. */
    Term[] args;

    void set(Term a, Term b) {
        arg0 = a;
        arg1 = b;
    }

    void set(Term a, Term b, Term c, Term d) {
        arg0 = a;
        arg1 = b;
        arg2 = c;
        arg3 = d;
    }

    void set(Term a, Term b, Term c, Term d, Term e, Term f) {
        set(a, b, c, d);
        arg4 = e;
        arg5 = f;
    }

    void of(ModuleCode called, int function, int arguments) {
        code = called;
        fn = function;
        arity = arguments;
    }

    Term call(ErlangProcess p, int depth) {
        return switch (arity) {
            case 0 -> code.call0(fn, p, depth);
            case 1 -> code.call1(fn, p, depth, arg0);
            case 2 -> code.call2(fn, p, depth, arg0, arg1);
            case 3 -> code.call3(fn, p, depth, arg0, arg1, arg2);
            case 4 -> code.call4(fn, p, depth, arg0, arg1, arg2, arg3);
            case 5 -> code.call5(fn, p, depth, arg0, arg1, arg2, arg3, arg4);
            case ModuleCode.DIRECT -> code.call6(fn, p, depth, arg0, arg1, arg2, arg3, arg4, arg5);
            default -> code.callN(fn, p, depth, args);
        };
    }
}
