package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/** {@code fun M:F/A}: calls whatever code the name has at the time. */
public final class ExportFun extends CallableFun {
    private final Export export;

    /** The fun of this name. */
    public ExportFun(Export export) {
        this.export = export;
    }

    /** The name that is called. */
    public Export export() {
        return export;
    }

    @Override
    public Term call0(ErlangProcess p, int depth) {
        return export.arity() == 0 ? export.call0(p, depth) : super.call0(p, depth);
    }

    @Override
    public Term call1(ErlangProcess p, int depth, Term a) {
        return export.arity() == 1 ? export.call1(p, depth, a) : super.call1(p, depth, a);
    }

    @Override
    public Term call2(ErlangProcess p, int depth, Term a, Term b) {
        return export.arity() == 2 ? export.call2(p, depth, a, b) : super.call2(p, depth, a, b);
    }

    @Override
    public Term call3(ErlangProcess p, int depth, Term a, Term b, Term c) {
        return export.arity() == 3 ? export.call3(p, depth, a, b, c) : super.call3(p, depth, a, b, c);
    }

    @Override
    public Term call4(ErlangProcess p, int depth, Term a, Term b, Term c, Term d) {
        return export.arity() == 4 ? export.call4(p, depth, a, b, c, d) : super.call4(p, depth, a, b, c, d);
    }

    @Override
    public Term call5(ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e) {
        return export.arity() == 5 ? export.call5(p, depth, a, b, c, d, e) : super.call5(p, depth, a, b, c, d, e);
    }

    @Override
    public Term call6(ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e, Term f) {
        return export.arity() == 6 ? export.call6(p, depth, a, b, c, d, e, f) : super.call6(p, depth, a, b, c, d, e, f);
    }

    @Override
    public Term callN(ErlangProcess p, int depth, Term[] args) {
        if (export.arity() != args.length) {
            throw ErlangException.badarity(p, this, Terms.list(args));
        }
        return export.callN(p, depth, args);
    }

    @Override
    public boolean isExternal() {
        return true;
    }

    @Override
    public Atom module() {
        return export.module();
    }

    @Override
    public int arity() {
        return export.arity();
    }

    @Override
    public Atom function() {
        return export.function();
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public int oldUniq() {
        return 0;
    }

    @Override
    public int oldIndex() {
        return 0;
    }

    @Override
    public byte[] uniq() {
        return null;
    }

    @Override
    public int envSize() {
        return 0;
    }

    @Override
    public Term env(int i) {
        throw new IndexOutOfBoundsException(i);
    }

    @Override
    public Pid creator() {
        return null;
    }
}
