package org.jbeam.etf;

/**
 * Told now and then how much work an encoding or decoding did, on the thread that does it. It may park that thread or throw; what it throws
 * goes through to the caller. A virtual machine counts reductions with it.
 */
@FunctionalInterface
public interface EtfProgress {
    /** Another {@code units} of work are done; a unit is a term, or 64 bytes of a binary copied or (de)compressed. */
    void work(int units);
}
