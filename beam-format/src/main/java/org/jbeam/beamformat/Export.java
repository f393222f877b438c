package org.jbeam.beamformat;

import org.jbeam.term.Atom;

/** A function with its entry label, exported ({@code ExpT}) or not ({@code LocT}); arity 0..255. */
public record Export(Atom function, int arity, int label) {}
