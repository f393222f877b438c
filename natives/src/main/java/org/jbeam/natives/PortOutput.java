package org.jbeam.natives;

import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/** What processes send to ports. */
public final class PortOutput {
    private PortOutput() {}

    /** The bytes of an I/O list; anything else is refused, and reported to the logger. */
    public static byte[] bytes(ErlangPort port, ErlangProcess from, Term data) {
        try {
            return IoData.bytes(data);
        } catch (BifException e) {
            if (from != null) {
                Term text = Terms.charList("Bad value on output port '" + port.name() + "'\n");
                port.vm().log(from, Atom.ERROR, "~s~n", Terms.list(text));
            }
            throw e;
        }
    }
}
