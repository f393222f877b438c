package org.jbeam.natives;

import org.jbeam.runtime.ErlangProcess;

/** A port whose senders wait while too much is waiting to be written. */
public interface BusyPort {
    /** Is more waiting than a sender should add to? */
    boolean isBusy();

    /** Parks the process until the port is no longer busy. */
    void awaitRoom(ErlangProcess p);
}
