package org.jbeam.natives.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jbeam.natives.LibC;

/**
 * Native memory for one call of the operating system. There are as many as calls at the same time; they are used again and never freed. Nothing may
 * park while it holds one.
 */
final class Scratch implements AutoCloseable {
    /** Bytes that one call reads or writes at most. */
    static final int DATA = 1 << 17;
    private static final int SMALL = 1 << 10;
    private static final ConcurrentLinkedQueue<Scratch> FREE = new ConcurrentLinkedQueue<>();

    /** The error number of the call. */
    final MemorySegment state = LibC.newState(Arena.global());
    /** For addresses, option values, lengths. */
    final MemorySegment small = Arena.global().allocate(SMALL, Long.BYTES);
    /** For data. */
    final MemorySegment data = Arena.global().allocate(DATA, Long.BYTES);

    private Scratch() {}

    static Scratch take() {
        Scratch free = FREE.poll();
        return free == null ? new Scratch() : free;
    }

    @Override
    public void close() {
        FREE.add(this);
    }
}
