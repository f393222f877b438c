package org.jbeam.natives;

import java.lang.foreign.Arena;

/** The process of the operating system that the machine runs in. */
public final class HostProcess {
    /** Set by the launcher when nothing of the JVM's has to be written at its end. */
    private static final String AT_ONCE = "jbeam.exit";

    private HostProcess() {}

    /**
     * Ends it. The JVM's own way waits up to 300 ms for threads that are in native code, such as those that wait for input; it runs the
     * shutdown hooks, one of which writes a flight recording.
     *
     * @param status the exit status
     */
    public static void end(int status) {
        if ("at-once".equals(System.getProperty(AT_ONCE)) && LibC.has("_exit")) {
            try (Arena arena = Arena.ofConfined()) {
                LibC.raw(LibC.newState(arena), "_exit", status, 0, 0, 0, 0, 0);
            }
        }
        System.exit(status);
    }
}
