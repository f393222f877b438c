package org.jbeam.natives.trace;

import org.jbeam.runtime.ErlangProcess;

/** What tracing knows of the calls that a process is in: those whose end is waited for, and whose time runs. */
final class CallStack {
    /** A call whose end is waited for. {@code isReturnToKnown}: will it be told what the chain of tail calls returns to? */
    record Frame(boolean isReturnToKnown) {}

    /** The innermost, or null. */
    Frame top;
    final CallTime.Clock clock = new CallTime.Clock();

    private CallStack() {}

    /** That of the process, made if there was none. */
    static CallStack of(ErlangProcess p) {
        if (p.traceData() instanceof CallStack stack) {
            return stack;
        }
        CallStack made = new CallStack();
        p.traceData(made);
        return made;
    }
}
