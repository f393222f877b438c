package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The code of an export that has none: calls {@code Handler:undefined_function(M, F, Args)} of the process' error handler, or raises {@code
 * undef}.
 */
final class UndefinedCode extends ModuleCode {
    private static final Atom UNDEFINED_FUNCTION = Atom.of("undefined_function");
    private static final Atom UNDEF = Atom.of("undef");
    private final Export export;

    UndefinedCode(Export export) {
        this.export = export;
    }

    @Override
    public Term callN(int fn, ErlangProcess p, int depth, Term[] args) {
        Export handler = CodeTable.current().export(p.errorHandler(), UNDEFINED_FUNCTION, 3);
        if (!handler.isDefined()) {
            throw ErlangException.withHead(p, ErrorClass.ERROR, UNDEF,
                    Tuple.of(export.module(), export.function(), Terms.list(args), Nil.NIL));
        }
        return handler.call3(p, depth, export.module(), export.function(), Terms.list(args));
    }
}
