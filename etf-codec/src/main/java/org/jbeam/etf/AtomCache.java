package org.jbeam.etf;

import org.jbeam.term.Atom;

/**
 * The atoms that one direction of a distribution connection has seen: 2048 slots, of which each message's header may fill or name
 * up to 255. Sender and receiver each keep one and see the messages in the same order. Not thread-safe.
 *
 * <p>Source: OTP documentation, "Distribution Header" (erl_ext_dist).
 */
public final class AtomCache {
    /** How many slots there are. */
    static final int SIZE = 2048;

    private final Atom[] slots = new Atom[SIZE];

    private AtomCache() {}

    /** An empty cache, for a new connection. */
    public static AtomCache create() {
        return new AtomCache();
    }

    /** Where a sender puts an atom. The receiver goes by what the header says. */
    static int slot(Atom atom) {
        return atom.index() & SIZE - 1;
    }

    /** The atom of a slot, or null. */
    Atom get(int slot) {
        return slots[slot];
    }

    void set(int slot, Atom atom) {
        slots[slot] = atom;
    }
}
