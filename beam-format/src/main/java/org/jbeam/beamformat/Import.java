package org.jbeam.beamformat;

import org.jbeam.term.Atom;

/** A function of another module that this one calls ({@code ImpT}); arity 0..255. */
public record Import(Atom module, Atom function, int arity) {}
