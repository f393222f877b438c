package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** Connections to other nodes. */
public interface Distribution {
    /** A machine that is connected to no node: what is sent is lost, as it is when a connection cannot be made. */
    Distribution NONE = new Distribution() {
        @Override
        public void send(Term identifier, Term message) {
            // no node to take it
        }

        @Override
        public void send(Atom name, Atom node, Term message) {
            // no node to take it
        }
    };

    /** Sends to a process or alias of another node. */
    void send(Term identifier, Term message);

    /** Sends to a registered name on another node. */
    void send(Atom name, Atom node, Term message);
}
