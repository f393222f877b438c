package org.jbeam.translator;

import org.jbeam.etf.EtfResolver;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ExportFun;
import org.jbeam.term.Atom;
import org.jbeam.term.Fun;

/** Makes the external funs among a module's literals callable. */
final class LiteralFuns implements EtfResolver {
    @Override
    public Fun export(Atom module, Atom function, int arity) {
        return new ExportFun(CodeTable.current().export(module, function, arity));
    }
}
