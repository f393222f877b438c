package org.jbeam.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** Functions written in Java, to be spawned as if they were Erlang's. */
final class JavaCode extends ModuleCode {
    /** A function body. */
    interface Body {
        Term run(ErlangProcess p, Term[] args);
    }

    private final List<Body> bodies = new ArrayList<>();
    private int defined;

    /** An export that runs this body. */
    Export define(String name, int arity, Body body) {
        bodies.add(body);
        Export export = CodeTable.current().export(Atom.of("java_code_" + System.identityHashCode(this)), Atom.of(name), arity);
        export.define(new Export.Target(this, defined++), null);
        return export;
    }

    @Override
    public Term callN(int fn, ErlangProcess p, int depth, Term[] args) {
        return bodies.get(fn).run(p, args);
    }
}
