package org.jbeam.ets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Locks for sections of some nanoseconds in which nothing blocks or yields. They belong to no thread, so a virtual thread may change its
 * carrier while it waits. Each lock has a cache line of its own.
 */
final class Locks {
    private static final VarHandle INT = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int LINE = 16;
    private static final int SPINS = 128;
    private static final int YIELDS = 64;
    private static final long PARK_NANOS = 20_000;

    private final int[] words;
    private final int mask;

    /** {@code count} locks, a power of two. */
    Locks(int count) {
        this.words = new int[count * LINE];
        this.mask = count - 1;
    }

    int count() {
        return mask + 1;
    }

    void lock(int hash) {
        int at = (hash & mask) * LINE;
        if (!INT.compareAndSet(words, at, 0, 1)) {
            contend(at);
        }
    }

    void unlock(int hash) {
        INT.setRelease(words, (hash & mask) * LINE, 0);
    }

    void lockAll() {
        for (int i = 0; i <= mask; i++) {
            lock(i);
        }
    }

    void unlockAll() {
        for (int i = 0; i <= mask; i++) {
            unlock(i);
        }
    }

    private void contend(int at) {
        for (int tries = 0; (int) INT.getAcquire(words, at) != 0 || !INT.compareAndSet(words, at, 0, 1); tries++) {
            pause(tries);
        }
    }

    /** Waits a little, longer the more tries there were. */
    static void pause(int tries) {
        if (tries < SPINS) {
            Thread.onSpinWait();
        } else if (tries < SPINS + YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }
}
