package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.DetachedFun;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/**
 * A local fun whose module version was not loaded when the fun came from outside. A call is as {@link PurgedFuns} says.
 */
public final class UnloadedFun extends CallableFun {
    private final DetachedFun data;

    /** The fun that this data describes. */
    public UnloadedFun(DetachedFun data) {
        this.data = data;
    }

    private Term call(ErlangProcess p, int depth, Term... args) {
        return PurgedFuns.callLoaded(this, p, depth, args);
    }

    @Override
    public Term callN(ErlangProcess p, int depth, Term[] args) {
        return call(p, depth, args);
    }

    @Override
    public Term call0(ErlangProcess p, int depth) {
        return call(p, depth);
    }

    @Override
    public Term call1(ErlangProcess p, int depth, Term a) {
        return call(p, depth, a);
    }

    @Override
    public Term call2(ErlangProcess p, int depth, Term a, Term b) {
        return call(p, depth, a, b);
    }

    @Override
    public Term call3(ErlangProcess p, int depth, Term a, Term b, Term c) {
        return call(p, depth, a, b, c);
    }

    @Override
    public Term call4(ErlangProcess p, int depth, Term a, Term b, Term c, Term d) {
        return call(p, depth, a, b, c, d);
    }

    @Override
    public Term call5(ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e) {
        return call(p, depth, a, b, c, d, e);
    }

    @Override
    public Term call6(ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e, Term f) {
        return call(p, depth, a, b, c, d, e, f);
    }

    @Override
    public boolean isExternal() {
        return false;
    }

    @Override
    public Atom module() {
        return data.module();
    }

    @Override
    public int arity() {
        return data.arity();
    }

    @Override
    public Atom function() {
        return null;
    }

    @Override
    public int index() {
        return data.index();
    }

    @Override
    public int oldUniq() {
        return data.oldUniq();
    }

    @Override
    public int oldIndex() {
        return data.oldIndex();
    }

    @Override
    public byte[] uniq() {
        return data.uniq();
    }

    @Override
    public int envSize() {
        return data.envSize();
    }

    @Override
    public Term env(int i) {
        return data.env(i);
    }

    @Override
    public Pid creator() {
        return data.creator();
    }
}
