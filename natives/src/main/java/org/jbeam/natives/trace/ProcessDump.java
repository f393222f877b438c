package org.jbeam.natives.trace;

import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.StackTraces;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/** What {@code {process_dump}} gives: the state of a process as text, in the form of a crash dump. */
final class ProcessDump {
    private ProcessDump() {}

    static String of(ErlangProcess p) {
        StringBuilder out = new StringBuilder(400);
        Export initial = p.initialFunction();
        line(out, "State", "Running");
        if (p.registeredName() != null) {
            line(out, "Name", p.registeredName());
        }
        line(out, "Spawned as", initial);
        line(out, "Spawned by", p.parent());
        line(out, "Message queue length", p.messageQueueLength());
        line(out, "Reductions", p.totalReductions());
        line(out, "Link list", Terms.list(p.links().linked()));
        Term stack = StackTraces.currentAll();
        for (Term frame : Terms.elements(stack)) {
            line(out, "Return addr", frame);
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String name, Object value) {
        out.append(name).append(": ").append(value).append('\n');
    }
}
