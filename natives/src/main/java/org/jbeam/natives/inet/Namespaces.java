package org.jbeam.natives.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jbeam.natives.LibC;
import org.jbeam.natives.PosixException;

/** Network namespaces of Linux. */
final class Namespaces {
    private static final int READ_ONLY = 0x80000;
    private static final int NETWORK = 0x40000000;
    private static final String OWN = "/proc/thread-self/ns/net";

    private Namespaces() {}

    /** Opens a socket in the namespace that a file stands for. Nothing here parks, so the thread is the same all through. */
    static int in(byte[] file, SocketSettings.Opening opening) throws PosixException {
        int before = open(OWN.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        try {
            int wanted = open(file);
            try {
                enter(wanted);
            } finally {
                Calls.close(wanted);
            }
            try {
                return opening.open();
            } finally {
                enter(before);
            }
        } finally {
            Calls.close(before);
        }
    }

    private static int open(byte[] path) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(path.length + 1L);
            MemorySegment.copy(path, 0, text, ValueLayout.JAVA_BYTE, 0, path.length);
            return result(LibC.raw(LibC.newState(arena), "open", text.address(), READ_ONLY, 0, 0, 0, 0));
        }
    }

    private static void enter(int namespace) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            result(LibC.raw(LibC.newState(arena), "setns", namespace, NETWORK, 0, 0, 0, 0));
        }
    }

    private static int result(long value) throws PosixException {
        if (value < 0) {
            throw new PosixException((int) -value);
        }
        return (int) value;
    }
}
