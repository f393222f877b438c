package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Pid;

/**
 * A fun made by {@code fun (…) -> … end}. The translator makes a subclass for each: it has a field for every value closed over and calls
 * the function behind
 * with them after the arguments.
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
