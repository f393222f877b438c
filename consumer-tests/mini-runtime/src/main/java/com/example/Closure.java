package com.example;

import org.jbeam.beamformat.*;
import org.jbeam.term.*;

/** A fun of a loaded module. */
final class Closure extends Fun {
    private final MiniRuntime.At at;
    private final Lambda lambda;
    private final Term[] free;
    private final Atom module;
    private final Pid creator;

    Closure(MiniRuntime.At at, Lambda lambda, Term[] free, Atom module, Pid creator) {
        this.at = at;
        this.lambda = lambda;
        this.free = free;
        this.module = module;
        this.creator = creator;
    }

    MiniRuntime.At at() { return at; }
    Term[] free() { return free; }

    @Override public boolean isExternal() { return false; }
    @Override public Atom module() { return module; }
    @Override public int arity() { return lambda.arity() - free.length; }
    @Override public Atom function() { return null; }
    @Override public int index() { return lambda.index(); }
    @Override public int oldUniq() { return lambda.oldUniq(); }
    @Override public int oldIndex() { return lambda.index(); }
    @Override public byte[] uniq() { return at.module().file.md5(); }
    @Override public int envSize() { return free.length; }
    @Override public Term env(int index) { return free[index]; }
    @Override public Pid creator() { return creator; }
}
