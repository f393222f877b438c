package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/**
 * A fun made by {@code fun (…) -> … end}. The translator makes a subclass for each: it has a field for every value closed over and calls
 * the function behind with them after the arguments. While the module is being purged, and after, it calls the method here instead.
 */
public abstract class Closure extends CallableFun {
    private final LoadedModule.Lambda lambda;
    private final Pid creator;

    /** The fun that {@code lambda} describes, made by this process. */
    protected Closure(LoadedModule.Lambda lambda, Pid creator) {
        this.lambda = lambda;
        this.creator = creator;
    }

    /** What the module's table says of the fun. */
    public final LoadedModule.Lambda lambda() {
        return lambda;
    }

    @Override
    public Term callN(ErlangProcess p, int depth, Term[] args) {
        return PurgedFuns.call(this, p, depth, args);
    }

    @Override
    public Term call0(ErlangProcess p, int depth) {
        return PurgedFuns.call(this, p, depth);
    }

    @Override
    public Term call1(ErlangProcess p, int depth, Term a) {
        return PurgedFuns.call(this, p, depth, a);
    }

    @Override
    public Term call2(ErlangProcess p, int depth, Term a, Term b) {
        return PurgedFuns.call(this, p, depth, a, b);
    }

    @Override
    public Term call3(ErlangProcess p, int depth, Term a, Term b, Term c) {
        return PurgedFuns.call(this, p, depth, a, b, c);
    }

    @Override
    public Term call4(ErlangProcess p, int depth, Term a, Term b, Term c, Term d) {
        return PurgedFuns.call(this, p, depth, a, b, c, d);
    }

    @Override
    public Term call5(ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e) {
        return PurgedFuns.call(this, p, depth, a, b, c, d, e);
    }

    @Override
    public Term call6(ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e, Term f) {
        return PurgedFuns.call(this, p, depth, a, b, c, d, e, f);
    }

    @Override
    public final boolean isExternal() {
        return false;
    }

    @Override
    public final Atom module() {
        return lambda.module().name();
    }

    @Override
    public final int arity() {
        return lambda.arity();
    }

    @Override
    public final Atom function() {
        return null;
    }

    @Override
    public final int index() {
        return lambda.index();
    }

    @Override
    public final int oldIndex() {
        return lambda.index();
    }

    @Override
    public final int oldUniq() {
        return lambda.oldUniq();
    }

    @Override
    public final byte[] uniq() {
        return lambda.module().md5();
    }

    @Override
    public final Pid creator() {
        return creator;
    }
}
