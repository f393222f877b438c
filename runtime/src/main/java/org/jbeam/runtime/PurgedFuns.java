package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Fun;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * Calls of funs whose code is not there, or may soon not be. While a version is being purged, whoever calls one of its funs waits, suspended and
 * to be seen in {@code erts_code_purger:pending_purge_lambda/3}; after that, and for a fun that came from outside, the version is looked
 * for, and else the process' error handler asked ({@code undefined_lambda}).
 */
final class PurgedFuns {
    private static final Atom UNDEFINED_LAMBDA = Atom.of("undefined_lambda");
    private static final Tuple PENDING = Tuple.of(Atom.of("erts_code_purger"), Atom.of("pending_purge_lambda"), SmallInt.of(3));

    private PurgedFuns() {}

    /** Calls a fun whose generated method was not the one to take the call: its code is being purged, or the number of arguments is wrong. */
    static Term call(Closure fun, ErlangProcess p, int depth, Term... args) {
        while (args.length == fun.arity() && CodeTable.current().suspendForPurge(fun.lambda().module(), p)) {
            Trapping.handleSignals(p, PENDING);
        }
        return callLoaded(fun, p, depth, args);
    }

    /** Calls the function of a fun in the version that the fun was made by, if that is loaded. */
    static Term callLoaded(CallableFun fun, ErlangProcess p, int depth, Term... args) {
        if (args.length != fun.arity()) {
            throw ErlangException.badarity(p, fun, Terms.list(args));
        }
        CodeTable table = CodeTable.current();
        LoadedModule version = table.version(fun.module(), fun.uniq());
        if (version != null && !version.isPurging()) {
            return version.closure(fun.index(), fun.creator(), env(fun)).apply(p, depth, args);
        }
        Export handler = table.export(p.errorHandler(), UNDEFINED_LAMBDA, 3);
        if (!handler.isDefined() || table.isLoaded(fun.module())) {
            throw ErlangException.badfun(p, fun);
        }
        return handler.call3(p, depth, fun.module(), fun, Terms.list(args));
    }

    private static Term[] env(Fun fun) {
        Term[] env = new Term[fun.envSize()];
        for (int i = 0; i < env.length; i++) {
            env[i] = fun.env(i);
        }
        return env;
    }
}
