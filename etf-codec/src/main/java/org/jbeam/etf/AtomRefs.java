package org.jbeam.etf;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jbeam.term.Atom;

/** The atoms of one distribution message that go into its header, numbered in the order in which they are met. */
final class AtomRefs {
    static final int MAX = 255;

    private final IdentityHashMap<Atom, Integer> numbers = new IdentityHashMap<>();
    private final List<Atom> atoms = new ArrayList<>();

    /** The atom's number, 0 to 254, or -1 when the header is full. */
    int add(Atom atom) {
        Integer known = numbers.get(atom);
        if (known != null) {
            return known;
        }
        if (atoms.size() == MAX) {
            return -1;
        }
        numbers.put(atom, atoms.size());
        atoms.add(atom);
        return atoms.size() - 1;
    }

    List<Atom> atoms() {
        return atoms;
    }
}
