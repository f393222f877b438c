package org.jbeam.runtime;

import java.lang.StackWalker.StackFrame;

/** Finds out whether a process still runs a version of a module. */
public final class OldCode {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private OldCode() {}

    /**
     * Has the process' stack a frame of this version? To be called on the process' own thread, as its signals are handled.
     */
    public static boolean isRunBy(ErlangProcess process, LoadedModule version) {
        if (ErlangProcess.running() != process) {
            throw new IllegalStateException("only a process itself can walk its stack");
        }
        return WALKER.walk(frames -> frames.map(StackFrame::getDeclaringClass)
                .anyMatch(c -> c.getClassLoader() instanceof ModuleLoader loader && loader.module() == version));
    }
}
