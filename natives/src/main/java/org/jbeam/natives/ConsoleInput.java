package org.jbeam.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Standard input while the break menu asks its questions: whatever port reads it hands over what it gets. There is one standard input in a JVM,
 * hence one of these.
 */
final class ConsoleInput {
    private static final int BUFFER = 64;
    private static final byte[] END = {};
    private static final LinkedBlockingQueue<byte[]> DIVERTED = new LinkedBlockingQueue<>();
    private static volatile boolean wanted;
    private static int readers;

    private ConsoleInput() {}

    /** A port starts to read standard input. */
    static synchronized void opened() {
        readers++;
    }

    /** It reads no longer. */
    static synchronized void closed() {
        readers--;
        DIVERTED.add(END);
    }

    /** From now on, or no longer, what is typed goes to {@link #key}. */
    static void wanted(boolean menu) {
        DIVERTED.clear();
        wanted = menu;
    }

    /** Hands input over to the menu; false when none is open. */
    static boolean divert(byte[] bytes, int count) {
        if (wanted) {
            DIVERTED.add(java.util.Arrays.copyOf(bytes, count));
        }
        return wanted;
    }

    /** Waits for a line and takes its first character; -1 at the end of the input. */
    static int key() {
        try {
            while (isRead()) {
                byte[] line = DIVERTED.take();
                if (line.length > 0) {
                    return line[0];
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER);
            return LibC.callLong(arena, "read", -1, 0, buffer.address(), BUFFER, 0) > 0 ? buffer.get(ValueLayout.JAVA_BYTE, 0) : -1;
        } catch (PosixException e) {
            return -1;
        }
    }

    private static synchronized boolean isRead() {
        return readers > 0;
    }
}
