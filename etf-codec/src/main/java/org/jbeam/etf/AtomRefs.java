package org.jbeam.etf;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.jbeam.term.Atom;

/**
 * The atoms of one distribution message that go into its header, numbered in the order in which they are met. No two of them have the same
 * slot in the cache of the connection.
 */
final class AtomRefs {
    static final int MAX = 255;
    private static final Integer NONE = -1;

    private final IdentityHashMap<Atom, Integer> numbers = new IdentityHashMap<>();
    private final BitSet slots = new BitSet(AtomCache.SIZE);
    private final List<Atom> atoms = new ArrayList<>();

    /** The atom's number, 0 to 254, or -1 when it has to be written out. */
    int add(Atom atom) {
        Integer known = numbers.get(atom);
        if (known != null) {
            return known;
        }
        int slot = AtomCache.slot(atom);
        if (atoms.size() == MAX || slots.get(slot)) {
            numbers.put(atom, NONE);
            return NONE;
        }
        slots.set(slot);
        numbers.put(atom, atoms.size());
        atoms.add(atom);
        return atoms.size() - 1;
    }

    List<Atom> atoms() {
        return atoms;
    }
}
