package org.jbeam.matchspec;

import org.jbeam.term.Atom;
import org.jbeam.term.Node;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;

/** What a match specification may ask about the process that runs it. */
public interface MatchContext {
    /** A context outside any process: {@code self()} is {@code []}, the node is the local one. */
    MatchContext NONE = () -> Nil.NIL;

    /** The pid of the calling process: {@code {self}}. */
    Term self();

    /** The name of this node: {@code {node}}. */
    default Atom node() {
        return Node.LOCAL.name();
    }

    /**
     * Called between objects of a long walk, with no lock held, so that a scheduler may count the work and yield. Whatever it throws ends
     * the walk.
     *
     * @param objects how many objects were looked at since the last call
     */
    default void worked(int objects) {}
}
