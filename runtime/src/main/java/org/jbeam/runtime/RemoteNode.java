package org.jbeam.runtime;

import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/**
 * Another node as this one sees it: where signals to its processes go. A connection is set up when one is needed. Signals of one sender arrive in the
 * order in which they were sent, for as long as the connection lasts. All methods may be called from any thread, but for those that get the running
 * process, which only that process calls.
 *
 * <p>Source: OTP documentation, "Distribution Protocol" (erl_dist_protocol).
 */
public interface RemoteNode {
    /** A node that there is no way to: what is sent is lost, and what waits for an answer learns at once that there is no connection. */
    RemoteNode UNREACHABLE = new Unreachable();

    /** Sends a message to a pid, an alias or a registered name (an atom) there; may park the sender while too much is waiting to be sent. */
    void send(ErlangProcess from, Term dest, Term message);

    /** {@code exit/2}; may park the sender. */
    void exit(ErlangProcess from, Pid target, Term reason);

    /** Makes {@code leader} the group leader of {@code member}. */
    void groupLeader(Pid leader, Pid member);

    /** Links a local process with one there; false when there is no connection and none can be made. */
    boolean link(Pid local, Pid remote);

    /** Takes a link back; the other side answers with {@code id}. */
    void unlink(Pid local, Pid remote, long id);

    /** Whether a local process counts itself linked with one there, after it has acted on a signal from there; called by that process. */
    void settled(Pid local, Pid remote, boolean linked);

    /** A local process that is linked has ended, or was not there to be linked. */
    void linkEnded(Pid local, Pid remote, Term reason);

    /** Watches {@link Monitor#object()}, a pid or {@code {Name, Node}}; false when there is no connection and none can be made. */
    boolean monitor(Monitor monitor);

    /** Takes a monitor back. */
    void demonitor(Monitor monitor);

    /** A local process that a process there watches has ended. */
    void watchedEnded(Monitor monitor, Term reason);

    /** The parent of a process that is being spawned there has ended or does not want it any more. */
    void abandoned(RemoteSpawn spawn, Pid parent, Term reason);
}
