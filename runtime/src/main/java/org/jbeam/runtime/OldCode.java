package org.jbeam.runtime;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;

/**
 * Finds out whether a process still runs a version of a module. A Java frame is not yet an Erlang one: a function that has ended in a tail call stays
 * on the Java stack until its callee returns or is deferred, and methods that only choose a function by its number have no line.
 */
public final class OldCode {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private OldCode() {}

    /**
     * Will the process run or return to a function of this version? To be called on the process' own thread, as its signals are handled.
     */
    public static boolean isRunBy(ErlangProcess process, LoadedModule version) {
        if (ErlangProcess.running() != process) {
            throw new IllegalStateException("only a process itself can walk its stack");
        }
        return WALKER.walk(frames -> isAmong(frames.iterator(), version));
    }

    private static boolean isAmong(Iterator<StackFrame> frames, LoadedModule version) {
        boolean innermost = true;
        while (frames.hasNext()) {
            StackFrame frame = frames.next();
            if (!(frame.getDeclaringClass().getClassLoader() instanceof ModuleLoader loader) || !innermost && loader.module() != version) {
                continue;
            }
            LoadedModule.Location at = StackTraces.location(loader.module(), frame.getLineNumber());
            if (at != null && loader.module() == version && (innermost || !at.tailCall())) {
                return true;
            }
            innermost &= at == null;
        }
        return false;
    }
}
