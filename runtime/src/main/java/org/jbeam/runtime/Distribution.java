package org.jbeam.runtime;

import org.jbeam.term.Atom;

/** The other nodes that signals can go to. */
@FunctionalInterface
public interface Distribution {
    /** A machine that can be connected to no node. */
    Distribution NONE = name -> RemoteNode.UNREACHABLE;

    /** The node of this name, which need not be connected, nor exist. */
    RemoteNode node(Atom name);
}
