package org.jbeam.runtime.ops;

import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.CallableFun;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.GuardFailure;
import org.jbeam.runtime.ModuleCode;
import org.jbeam.runtime.TailCall;
import org.jbeam.term.Atom;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/** Calls: what stands around them in generated code. */
public final class CallOps {
    private static final Atom ERLANG = Atom.of("erlang");
    private static final Atom APPLY = Atom.of("apply");
    private static final Atom BADARITH = Atom.of("badarith");
    private static final Atom SYSTEM_LIMIT = Atom.of("system_limit");

    private CallOps() {}

    /** Counts a reduction. */
    public static void tick(ErlangProcess p) {
        if (--p.reductions <= 0) {
            p.exhausted();
        }
    }

    /** Counts a reduction at the entry of a function; when none is left the function is entered by {@link TraceOps}. */
    public static int count(ErlangProcess p) {
        return --p.reductions;
    }

    /** The value of a body call. */
    public static Term finish(Term result, ErlangProcess p) {
        return result == TailCall.TAIL ? p.resume() : result;
    }

    /** The fun that is called; raises {@code {badfun, F}}. */
    public static CallableFun callable(Term fun, ErlangProcess p) {
        if (fun instanceof CallableFun f) {
            return f;
        }
        throw ErlangException.badfun(p, fun);
    }

    /** {@code erlang:apply(Fun, Args)}. */
    public static Term apply(ErlangProcess p, int depth, Term fun, Term args) {
        Term[] all = Terms.elements(args);
        if (all == null) {
            throw badApply(p, fun, args);
        }
        return callable(fun, p).apply(p, depth, all);
    }

    /** {@code erlang:apply(Module, Function, Args)}. */
    public static Term apply(ErlangProcess p, int depth, Term module, Term function, Term args) {
        Term[] all = Terms.elements(args);
        if (all == null || !(module instanceof Atom m) || !(function instanceof Atom f)) {
            throw badApply(p, module, function, args);
        }
        return call(CodeTable.current().export(m, f, all.length), p, depth, all);
    }

    private static Term call(Export export, ErlangProcess p, int depth, Term[] a) {
        return switch (a.length) {
            case 0 -> export.call0(p, depth);
            case 1 -> export.call1(p, depth, a[0]);
            case 2 -> export.call2(p, depth, a[0], a[1]);
            case 3 -> export.call3(p, depth, a[0], a[1], a[2]);
            case 4 -> export.call4(p, depth, a[0], a[1], a[2], a[3]);
            case 5 -> export.call5(p, depth, a[0], a[1], a[2], a[3], a[4]);
            case ModuleCode.DIRECT -> export.call6(p, depth, a[0], a[1], a[2], a[3], a[4], a[5]);
            default -> export.callN(p, depth, a);
        };
    }

    private static ErlangException badApply(ErlangProcess p, Term... args) {
        return BifTable.find(ERLANG, APPLY, args.length).failed(p, BifException.badarg(), args).atCall();
    }

    /** The function that {@code Module:Function(…)} calls; raises {@code badarg} when the names are no atoms. */
    public static Export named(ErlangProcess p, Term module, Term function, Term... args) {
        if (module instanceof Atom m && function instanceof Atom f) {
            return CodeTable.current().export(m, f, args.length);
        }
        throw badApply(p, module, function, Terms.list(args));
    }

    private static Export named(ErlangProcess p, Term module, Term function, int arity) {
        return module instanceof Atom m && function instanceof Atom f ? CodeTable.current().export(m, f, arity) : null;
    }

    /** {@link #named(ErlangProcess, Term, Term, Term...)} without arguments. */
    public static Export named(ErlangProcess p, Term module, Term function) {
        Export export = named(p, module, function, 0);
        return export != null ? export : named(p, module, function, new Term[0]);
    }

    /** {@link #named(ErlangProcess, Term, Term, Term...)} with one argument. */
    public static Export named(ErlangProcess p, Term module, Term function, Term a) {
        Export export = named(p, module, function, 1);
        return export != null ? export : named(p, module, function, new Term[] {a});
    }

    /** {@link #named(ErlangProcess, Term, Term, Term...)} with two arguments. */
    public static Export named(ErlangProcess p, Term module, Term function, Term a, Term b) {
        Export export = named(p, module, function, 2);
        return export != null ? export : named(p, module, function, new Term[] {a, b});
    }

    /** {@link #named(ErlangProcess, Term, Term, Term...)} with three arguments. */
    public static Export named(ErlangProcess p, Term module, Term function, Term a, Term b, Term c) {
        Export export = named(p, module, function, 3);
        return export != null ? export : named(p, module, function, new Term[] {a, b, c});
    }

    /** What a BIF raises that refused its arguments. */
    public static ErlangException failed(BifException e, BifTable.Entry bif, ErlangProcess p, Term... args) {
        return bif.failed(p, e, args);
    }

    /** What a BIF without arguments raises. */
    public static ErlangException failed(BifException e, BifTable.Entry bif, ErlangProcess p) {
        return bif.failed(p, e, new Term[0]);
    }

    /** What a BIF of one argument raises. */
    public static ErlangException failed(BifException e, BifTable.Entry bif, ErlangProcess p, Term a) {
        return bif.failed(p, e, new Term[] {a});
    }

    /** What a BIF of two arguments raises. */
    public static ErlangException failed(BifException e, BifTable.Entry bif, ErlangProcess p, Term a, Term b) {
        return bif.failed(p, e, new Term[] {a, b});
    }

    /** What a BIF of three arguments raises. */
    public static ErlangException failed(BifException e, BifTable.Entry bif, ErlangProcess p, Term a, Term b, Term c) {
        return bif.failed(p, e, new Term[] {a, b, c});
    }

    /** What a BIF of four arguments raises. */
    public static ErlangException failed(BifException e, BifTable.Entry bif, ErlangProcess p, Term a, Term b, Term c, Term d) {
        return bif.failed(p, e, new Term[] {a, b, c, d});
    }

    /** What an addition of a constant raises: OTP's loader makes an instruction of its own of it, whose error names no BIF. */
    public static ErlangException incrementFailed(ErlangProcess p, Term operand) {
        return ErlangException.error(p, operand instanceof IntegerTerm ? SYSTEM_LIMIT : BADARITH);
    }

    /** What a guard BIF raises that failed in a body. */
    public static ErlangException guardFailed(BifTable.Entry bif, ErlangProcess p, Term... args) {
        return GuardFailure.of(p, bif, args);
    }

    /** What a guard BIF without arguments raises. */
    public static ErlangException guardFailed(BifTable.Entry bif, ErlangProcess p) {
        return GuardFailure.of(p, bif, new Term[0]);
    }

    /** What a guard BIF of one argument raises. */
    public static ErlangException guardFailed(BifTable.Entry bif, ErlangProcess p, Term a) {
        return GuardFailure.of(p, bif, new Term[] {a});
    }

    /** What a guard BIF of two arguments raises. */
    public static ErlangException guardFailed(BifTable.Entry bif, ErlangProcess p, Term a, Term b) {
        return GuardFailure.of(p, bif, new Term[] {a, b});
    }

    /** What a guard BIF of three arguments raises. */
    public static ErlangException guardFailed(BifTable.Entry bif, ErlangProcess p, Term a, Term b, Term c) {
        return GuardFailure.of(p, bif, new Term[] {a, b, c});
    }

    /** What a guard BIF of four arguments raises. */
    public static ErlangException guardFailed(BifTable.Entry bif, ErlangProcess p, Term a, Term b, Term c, Term d) {
        return GuardFailure.of(p, bif, new Term[] {a, b, c, d});
    }

    /** Never returns: a module has no function of this number and arity. */
    public static Term noFunction(int fn) {
        throw new IllegalArgumentException("no function " + fn + " of this arity");
    }

    /** Never returns: a fun has no value of this index. */
    public static Term noValue(int index) {
        throw new IndexOutOfBoundsException(index);
    }
}
