package org.jbeam.natives.trace;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * {@code {Module, Function, Arity}} with {@code '_'} for any, from the right.
 *
 * @param module null for any
 * @param function null for any
 * @param arity -1 for any
 */
public record Functions(Atom module, Atom function, int arity) {
    private static final Atom ANY = Atom.of("_");
    private static final int NONE = 256;

    /** Null for what is no such pattern. */
    public static Functions of(Tuple mfa) {
        if (mfa.arity() != 3 || !(mfa.element(0) instanceof Atom module) || !(mfa.element(1) instanceof Atom function)) {
            return null;
        }
        Term arity = mfa.element(2);
        if (arity != ANY && !(arity instanceof SmallInt) || module == ANY && (function != ANY || arity != ANY) || function == ANY && arity != ANY) {
            return null;
        }
        int n = arity instanceof SmallInt a ? a.value() < 0 || a.value() >= NONE ? NONE : (int) a.value() : -1;
        return new Functions(module == ANY ? null : module, function == ANY ? null : function, n);
    }

    boolean matches(Atom name, int n) {
        return (function == null || function == name) && (arity < 0 || arity == n);
    }

    /** The current versions of the modules that it can be about. */
    List<LoadedModule> versions() {
        List<LoadedModule> list = new ArrayList<>();
        for (Atom name : module != null ? List.of(module) : CodeTable.current().loaded()) {
            LoadedModule current = CodeTable.current().versions(name).current();
            if (current != null) {
                list.add(current);
            }
        }
        return list;
    }

    /** The exports with code that it is about. */
    List<Export> exports() {
        List<Export> list = new ArrayList<>();
        if (arity >= 0) {
            Export one = CodeTable.current().existing(module, function, arity);
            if (one != null && isThere(one)) {
                list.add(one);
            }
            return list;
        }
        for (Export export : CodeTable.current().exports()) {
            if ((module == null || module == export.module()) && matches(export.function(), export.arity()) && isThere(export)) {
                list.add(export);
            }
        }
        return list;
    }

    private static boolean isThere(Export export) {
        return export.isDefined() && (CodeTable.current().isLoaded(export.module())
                || BifTable.find(export.module(), export.function(), export.arity()) != null);
    }
}
