package org.jbeam.beamformat;

import org.jbeam.term.Atom;

/** A function of another module that this one calls ({@code ImpT}); arity 0..255. */
public record Import(Atom module, Atom function, int arity) {
    private static final Atom ERLANG = Atom.of("erlang");
    private static final Atom EXIT = Atom.of("exit");
    private static final Atom THROW = Atom.of("throw");

    /**
     * Is it {@code erlang:error/1,2,3}, {@code erlang:exit/1} or {@code erlang:throw/1}? They never return, and the compiler counts on it:
     * behind a call of one, anything may stand, and the frame that {@code call_ext_last} is to drop may be another than is there.
     */
    public boolean neverReturns() {
        if (module != ERLANG) {
            return false;
        }
        return function == Atom.ERROR ? arity >= 1 && arity <= 3 : arity == 1 && (function == EXIT || function == THROW);
    }

    /** {@code module:function/arity}. */
    @Override
    public String toString() {
        return module.name() + ":" + function.name() + "/" + arity;
    }
}
