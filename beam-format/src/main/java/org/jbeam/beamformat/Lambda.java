package org.jbeam.beamformat;

import org.jbeam.term.Atom;

/**
 * A fun of the module ({@code FunT}).
 *
 * @param function the function that holds its code
 * @param arity that function's arity: the fun's own arity plus {@code numFree}
 * @param label the entry label
 * @param index its number in the module, part of a fun's identity
 * @param numFree how many values it closes over
 * @param oldUniq 32 bits that identified it in old releases
 */
public record Lambda(Atom function, int arity, int label, int index, int numFree, int oldUniq) {}
