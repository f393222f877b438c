package org.jbeam.runtime;

import org.jbeam.term.Opaque;
import org.jbeam.term.Term;

/** The end of the mailbox at the time a reference was made: messages before it cannot hold the reference. */
final class ReceiveMarker extends Opaque {
    /** The last message before the marker; null for the very start. */
    Message after;
    Term ref;
    ReceiveMarker next;

    ReceiveMarker(Message after, ReceiveMarker next) {
        this.after = after;
        this.next = next;
    }
}
