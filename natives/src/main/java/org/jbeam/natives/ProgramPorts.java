package org.jbeam.natives;

import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** Ports to programs. */
final class ProgramPorts {
    private ProgramPorts() {}

    /** Opens a port; null when there is no such driver. */
    static ErlangPort open(ErlangProcess p, Atom kind, Term command, PortOptions options) {
        return null;
    }
}
